import type * as unbash from 'unbash';
import { parse } from 'unbash';

const PLAIN = /^[A-Za-z0-9_/:=.,@%+-]+$/;

/** Writes words as a shell command that gives a program exactly these words. */
export function joinWords(words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

/**
 * The words of a command that needs no shell; null when it does: for an expansion, a glob, a redirection, a variable
 * in front, a second command, or a syntax error.
 */
export function literalWords(text: string): string[] | null {
  const command = lastCommand(text);
  if (!command?.alone || !command.node.name || command.node.prefix.length > 0) return null;
  const words: string[] = [];
  for (const part of [command.node.name, ...command.node.suffix]) {
    if (part.type !== 'Word' || !(part.parts ?? []).every(isPlain) || part.text.startsWith('~')) return null;
    words.push(part.value);
  }
  return words;
}

/**
 * Puts `exec` in front of the last command, so that the program replaces the shell and receives its signals.
 * The text stays as it is where `exec` would change its meaning: in pipelines, loops, background and shell built-ins.
 */
export function withExec(text: string): string {
  const command = lastCommand(text);
  const name = command?.node.name;
  if (!name || ['exec', 'export', 'cd', 'set', 'wait', 'command', '.', 'source'].includes(name.value))
    return text;

  return `${text.slice(0, name.pos)}exec ${text.slice(name.pos)}`;
}

/** The simple command a script ends with, and whether it is all there is; null where it ends otherwise. */
function lastCommand(text: string): { node: unbash.Command; alone: boolean } | null {
  const script = parse(text);
  const statement = script.commands.at(-1);
  if (script.errors?.length || !statement || statement.background) return null;
  const { command } = statement;
  if (command.type === 'Command') return { node: command, alone: script.commands.length === 1 };
  const last = command.type === 'AndOr' ? command.commands.at(-1) : undefined;
  return last?.type === 'Command' ? { node: last, alone: false } : null;
}

function isPlain(part: unbash.WordPart): boolean {
  if (part.type === 'DoubleQuoted') return part.parts.every((child) => child.type === 'Literal');
  return part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted';
}
