import type { Edit } from '../edit.ts';
import { ShellError, type SimpleCommand } from './parse.ts';
import type { Word } from './word.ts';

/** An option of a command. */
export interface CommandOption {
  /** The value the program receives; null when the shell expands something in it, or when there is none. */
  value: string | null;
  /** The value as written; '' when the option has none. */
  raw: string;
  /** Range of the value; empty, behind the flag, when there is none; -1 where the place is hidden. */
  start: number;
  end: number;
  /** Range of the word that names the option; the value is inside it for `--name=value` and `-nvalue`. */
  flag: { start: number; end: number };
}

/**
 * Finds an option written as `--host x`, `--host=x`, `-b x` or `-bx`. Of several, the last one counts, as it does for
 * the programs.
 *
 * @param names all spellings, such as `['--bind', '-b']`.
 */
export function option(command: SimpleCommand, names: readonly string[]): CommandOption | null {
  for (let index = command.words.length - 1; index > 0; index--) {
    const word = command.words[index];
    if (!word) continue;
    for (const name of names) {
      const found = word.value === name ? separate(word, command.words[index + 1]) : attached(word, name);
      if (found) return found;
    }
  }
  return null;
}

/**
 * Gives an option a value: replaces the one it has, or adds `name value` behind the last word of the command.
 *
 * @param names all spellings; a new option is written with the first one.
 * @param value shell text, quoted where it has to be; `${PORT:-8000}` is expanded by the shell.
 * @throws ShellError when the command's place is hidden by quoting, or the value would end the quotes around it.
 */
export function setOption(
  text: string,
  command: SimpleCommand,
  names: readonly string[],
  value: string,
): Edit[] {
  const found = option(command, names);
  if (found && found.raw === value) return [];
  const last = command.words.at(-1);
  if (!last) throw new ShellError('a command without words has no options');
  for (const quote of command.quotes) {
    if (value.includes(quote))
      throw new ShellError(`the value cannot stand between ${quote} quotes: ${value}`);
  }
  const place = found ?? { start: last.end, end: last.end, raw: '' };
  checkPlace(text, place);
  if (!found) return [{ start: last.end, end: last.end, text: ` ${names[0]} ${value}` }];
  return [{ start: found.start, end: found.end, text: found.raw === '' ? ` ${value}` : value }];
}

/**
 * Takes every occurrence of an option out of a command, with the space in front of it.
 *
 * @throws ShellError when the command's place is hidden by quoting.
 */
export function removeOption(text: string, command: SimpleCommand, names: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let words = command.words;
  for (let found = option(command, names); found; found = option({ ...command, words }, names)) {
    checkPlace(text, found);
    const { flag } = found;
    const index = words.findIndex((word) => word.start === flag.start);
    const before = words[index - 1];
    if (!before) break;
    edits.unshift({ start: before.end, end: Math.max(flag.end, found.end), text: '' });
    words = words.slice(0, index);
  }
  return edits;
}

/**
 * Takes every occurrence of a flag, an option without a value, out of a command, with the space in front of it.
 *
 * @throws ShellError when the command's place is hidden by quoting.
 */
export function removeFlag(text: string, command: SimpleCommand, names: readonly string[]): Edit[] {
  return command.words.flatMap((word, index) => {
    const before = command.words[index - 1];
    if (!before || word.value === null || !names.includes(word.value)) return [];
    checkPlace(text, word);
    return [{ start: before.end, end: word.end, text: '' }];
  });
}

function separate(flag: Word, next: Word | undefined): CommandOption {
  const place = { start: flag.start, end: flag.end };
  if (!next || (next.value?.startsWith('-') && next.value !== '-')) {
    return { value: null, raw: '', start: flag.end, end: flag.end, flag: place };
  }
  return { value: next.value, raw: next.raw, start: next.start, end: next.end, flag: place };
}

function attached(word: Word, name: string): CommandOption | null {
  const quote = /^['"]/.test(word.raw) && word.raw.endsWith(word.raw.charAt(0)) ? 1 : 0;
  const body = word.raw.slice(quote, word.raw.length - quote);
  const short = /^-[A-Za-z]$/.test(name);
  if (!body.startsWith(short ? name : `${name}=`) || body.length === name.length) return null;
  const skip = name.length + (body[name.length] === '=' ? 1 : 0);
  const value = word.value === null ? null : word.value.slice(skip);
  const flag = { start: word.start, end: word.end };
  const hidden = word.start < 0;
  return {
    value,
    raw: body.slice(skip),
    start: hidden ? -1 : word.start + quote + skip,
    end: hidden ? -1 : word.end - quote,
    flag,
  };
}

function checkPlace(text: string, place: { start: number; end: number; raw: string }): void {
  if (place.start < 0 || text.slice(place.start, place.end) !== place.raw) {
    throw new ShellError('the command stands in a quoted script that cannot be edited in place');
  }
}
