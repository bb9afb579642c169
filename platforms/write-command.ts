import type { Edit } from '@unblock/codemods';
import { continuationAt, decode, readDockerfile } from '@unblock/codemods/dockerfile/index';
import { type LineBreak, minimalEdit, rewrapped } from '@unblock/codemods/rewrite';
import { joinWords, literalWords, withExec } from '@unblock/codemods/shell/index';
import { readYaml, setScalar } from '@unblock/codemods/yaml/index';
import { parseTree } from 'jsonc-parser';
import { type CommandText, ManifestError } from './deployable.ts';

/**
 * Replaces a command where it stands, in the notation it is written in. Only the differing middle is replaced where the
 * notation allows it.
 *
 * A command that no shell runs (`form: 'exec'`) gets `sh -c 'exec …'` around it when the new text needs a shell.
 *
 * @param fileText the text of the file that `command.source` names.
 * @param newText the new command, as a shell command; for the exec form, words are quoted as in a shell.
 * @throws ManifestError when the command has no place of its own, is not there any more, or cannot be written there.
 */
export function writeCommand(fileText: string, command: CommandText, newText: string): Edit[] {
  const { source, text } = command;
  if (source.start < 0) throw new ManifestError('the command is put together from several places');
  if (newText === text) return [];
  const raw = fileText.slice(source.start, source.end);
  const edits = NOTATIONS[source.kind](raw, command, newText, fileText);
  if (!edits) throw new ManifestError('the command is not where it was read');
  return edits;
}

type Notation = (raw: string, command: CommandText, newText: string, fileText: string) => Edit[] | null;

const NOTATIONS: Readonly<Record<CommandText['source']['kind'], Notation>> = {
  'render.yaml': yamlScalar,
  'railway.json': jsonString,
  'railway.toml': tomlString,
  'fly.toml': tomlString,
  'package.json': jsonString,
  'vercel.json': jsonString,
  Procfile: verbatim,
  script: verbatim,
  Dockerfile: dockerArguments,
  systemd: unitValue,
  supervisord: programValue,
  Pipfile: tomlString,
  'pyproject.toml': tomlString,
};

function verbatim(raw: string, command: CommandText, newText: string): Edit[] | null {
  return raw.trimEnd() === command.text ? minimalEdit(command.source.start, command.text, newText) : null;
}

function yamlScalar(_raw: string, command: CommandText, newText: string, fileText: string): Edit[] | null {
  const file = readYaml(fileText);
  const path = file.pathAt(command.source.start);
  const value = path && file.scalarAt(path)?.value;
  if (typeof value !== 'string' || value.trimEnd() !== command.text) return null;
  // A block scalar keeps its last line end.
  return path && setScalar(fileText, path, inForm(command, newText) + value.slice(command.text.length));
}

function jsonString(raw: string, command: CommandText, newText: string): Edit[] | null {
  if (jsonValue(raw)?.trimEnd() !== command.text) return null;
  return minimalEdit(command.source.start, raw, JSON.stringify(inForm(command, newText)));
}

function tomlString(raw: string, command: CommandText, newText: string): Edit[] | null {
  const text = inForm(command, newText);
  const quotes = /^('''|"""|'|")/.exec(raw)?.[0];
  if (!quotes || !raw.endsWith(quotes)) return null;
  // What a literal string holds is written as it is; it cannot hold its own quotation mark.
  const literal = quotes.startsWith("'") && !text.includes("'") && !text.includes('\n');
  return minimalEdit(command.source.start, raw, literal ? `${quotes}${text}${quotes}` : JSON.stringify(text));
}

/** The text as the form runs it: a command without a shell that needs one gets one. */
export function inForm(command: Pick<CommandText, 'form'>, newText: string): string {
  if (command.form === 'shell' || literalWords(newText)) return newText;
  return joinWords(['sh', '-c', withExec(newText)]);
}

function dockerArguments(
  raw: string,
  command: CommandText,
  newText: string,
  fileText: string,
): Edit[] | null {
  const { escapeCharacter } = readDockerfile(fileText);
  const { start, end } = command.source;
  const text = decode(raw, escapeCharacter).trim();
  if (command.form === 'exec') {
    const plain = literalWords(newText);
    if (!plain && lacksShell(fileText))
      throw new ManifestError('the image has no shell, which the command would need to read a variable');
    const words = plain ?? ['sh', '-c', withExec(newText)];
    return execArray(raw, start, command.text, words, escapeCharacter);
  }
  if (text !== command.text) return null;
  return (
    rewrapped(start, raw, text, newText, continuationAt(escapeCharacter)) ?? [{ start, end, text: newText }]
  );
}

/**
 * Whether the last stage is built on an image without a shell: an empty one, a distroless or a Chainguard one that is not
 * made for debugging. https://github.com/GoogleContainerTools/distroless#debug-images
 */
function lacksShell(fileText: string): boolean {
  const { stages } = readDockerfile(fileText);
  let stage = stages.at(-1);
  for (let earlier = stage; earlier; ) {
    stage = earlier;
    const { base, start } = earlier;
    earlier = stages.find((other) => other.start < start && other.name?.toLowerCase() === base.toLowerCase());
  }
  const image = stage?.base ?? '';
  if (image === 'scratch') return true;
  return /(^|[/-])distroless|^cgr\.dev\/chainguard\//.test(image) && !/:([\w.-]*-)?(debug|dev)\b/.test(image);
}

/** Replaces the elements of an exec array that differ. */
function execArray(
  raw: string,
  start: number,
  oldText: string,
  words: readonly string[],
  escapeCharacter: string,
): Edit[] | null {
  const elements = stringsOf(raw, escapeCharacter);
  if (!elements) return null;
  const before = elements.map(({ value }) => value);
  if (joinWords(before) !== oldText) return null;
  const limit = Math.min(before.length, words.length);
  let head = 0;
  while (head < limit && before[head] === words[head]) head++;
  let tail = 0;
  while (tail < limit - head && before.at(-1 - tail) === words.at(-1 - tail)) tail++;
  const middle = words.slice(head, words.length - tail).map((word) => JSON.stringify(word));
  const first = elements[head];
  const last = elements[before.length - tail - 1];
  const previous = elements[head - 1];
  const [word] = middle;
  if (first && first === last && middle.length === 1 && word !== undefined) {
    const body = raw.slice(first.start + 1, first.end - 1);
    const old = JSON.stringify(first.value).slice(1, -1);
    const breakAt = continuationAt(escapeCharacter);
    const edits = rewrapped(start + first.start + 1, body, old, word.slice(1, -1), breakAt);
    if (edits) return edits;
  }
  if (first && last && last.end > first.start && middle.length > 0) {
    return [{ start: start + first.start, end: start + last.end, text: middle.join(', ') }];
  }
  if (previous && middle.length > 0) {
    return [{ start: start + previous.end, end: start + previous.end, text: `, ${middle.join(', ')}` }];
  }
  if (previous && last) return [{ start: start + previous.end, end: start + last.end, text: '' }];
  return [{ start, end: start + raw.length, text: JSON.stringify(words).replaceAll('","', '", "') }];
}

/** The strings of an array with their places in it; null when it is none. */
function stringsOf(
  raw: string,
  escapeCharacter: string,
): { value: string; start: number; end: number }[] | null {
  const root = parseTree(withoutContinuations(raw, escapeCharacter));
  // A continuation inside a string leaves nothing in its value.
  const values: unknown = parseTree(decode(raw, escapeCharacter))?.children?.map(({ value }) => value);
  if (root?.type !== 'array' || !Array.isArray(values)) return null;
  return (root.children ?? []).map(({ offset, length }, index) => ({
    value: String(values[index]),
    start: offset,
    end: offset + length,
  }));
}

/** The same text with spaces for line continuations, so that offsets stay. */
function withoutContinuations(raw: string, escapeCharacter: string): string {
  const breakAt = continuationAt(escapeCharacter);
  let text = '';
  while (text.length < raw.length) {
    const broken = breakAt(raw, text.length);
    text += broken ? ' '.repeat(broken.length) : raw.charAt(text.length);
  }
  return text;
}

/** supervisord has no shell of its own, and `%` begins one of its own variables. */
function programValue(raw: string, command: CommandText, newText: string): Edit[] | null {
  if (raw !== command.text) return null;
  if (newText.includes('%')) throw new ManifestError('a supervisord program cannot hold this command');
  return minimalEdit(command.source.start, raw, inForm(command, newText));
}

/** systemd has no shell of its own: it splits words and expands `$NAME` and `${NAME}`, nothing else. */
function unitValue(raw: string, command: CommandText, newText: string): Edit[] | null {
  if (!literalWords(newText.replaceAll(/\$\{?[A-Za-z_]\w*\}?/g, 'x'))) {
    throw new ManifestError('a systemd unit has no shell to run this command');
  }
  return rewrapped(command.source.start, raw, command.text, newText, unitBreak);
}

function unitBreak(raw: string, offset: number): LineBreak | null {
  const pattern = /\\\r?\n[ \t]*/y;
  pattern.lastIndex = offset;
  const found = pattern.exec(raw);
  return found ? { length: found[0].length, decoded: ' ' } : null;
}

function jsonValue(raw: string): string | null {
  const value: unknown = parseTree(raw)?.value;
  return typeof value === 'string' ? value : null;
}
