import {
  commandsIn,
  type Link,
  type Sequence,
  type SimpleCommand,
  type Statement,
} from '@unblock/codemods/shell/index';
import { isIdle, isServer, isSilent, mentionsStatus } from './programs.ts';

/** How the failure of a migration gets lost. */
export type Way = 'or' | 'or-server' | 'sequence' | 'background';

/** A migration whose failure stops nothing. */
export interface Swallow {
  sequence: Sequence;
  statement: number;
  link: number;
  command: SimpleCommand;
  /** The migration as it is written. */
  migration: string;
  way: Way;
  /** What runs although it failed; null where only the script's success is wrong. */
  next: string | null;
  /** The shell stops at a failing command by itself. */
  errexit: boolean;
  /** A message says that the start goes on: somebody wants it so. */
  isMeant: boolean;
}

const GOES_ON = /\b(continu|anyway|ignor|proceed)/i;

type Migration = (command: SimpleCommand) => string | null;

/**
 * The migrations of a script whose failure gets lost in it. Only what a shell certainly does counts: a handler that is
 * no mere message, a group, a test of `$?`, a trap may all treat the failure.
 *
 * @param started whether the shell is started with `-e`.
 * @param succeeds whether a success of the script, in spite of the failure, does harm.
 */
export function swallowsIn(
  sequence: Sequence,
  migration: Migration,
  started: boolean,
  succeeds: boolean,
): Swallow[] {
  if (commandsIn(sequence.text).some(({ words }) => words[0]?.value === 'trap')) return [];
  const found: Swallow[] = [];
  let errexit = started || sequence.options.some((option) => /^-[a-z]*e/.test(option));
  for (const [index, statement] of sequence.statements.entries()) {
    errexit = afterSet(statement, errexit);
    for (const [place, link] of statement.links.entries()) {
      const written = link.command && migration(link.command);
      if (!link.command || !written || !isUnconditional(statement.links.slice(0, place), migration)) continue;
      const way = wayOf(sequence, index, place, errexit, migration);
      if (!way) continue;
      const next = nextOf(sequence, index, place, migration);
      if (next === null && !(succeeds && isSuccess(sequence, index, way))) continue;
      const at = { sequence, statement: index, link: place, command: link.command };
      const behind = statement.links.slice(place + 1).flatMap(({ command }) => command?.words ?? []);
      const isMeant = way === 'or' && behind.some(({ raw }) => GOES_ON.test(raw));
      found.push({ ...at, migration: written, way, next, errexit, isMeant });
    }
  }
  return found;
}

/** `set -e`, `set -o errexit` and `set +e`, where they stand as a statement. */
function afterSet({ links }: Statement, before: boolean): boolean {
  const words = links.length === 1 ? (links[0]?.command?.words.map(({ raw }) => raw) ?? []) : [];
  if (isForeign(words)) return true;
  if (words[0] !== 'set') return before;
  const turns = (sign: string) =>
    words.some(
      (word, index) =>
        new RegExp(`^\\${sign}[a-z]*e`).test(word) || (word === `${sign}o` && words[index + 1] === 'errexit'),
    );
  return turns('-') || (before && !turns('+'));
}

/** A file read into the shell may turn `-e` on; that of a virtual environment does not. */
function isForeign([name, file = '']: readonly string[]): boolean {
  return (name === '.' || name === 'source') && !/(activate|\.env)["']?$/.test(file);
}

/** What stands before it in the list prepares it and decides nothing: no `[ … ] && migrate`. */
function isUnconditional(before: readonly Link[], migration: Migration): boolean {
  return before.every(({ command, operator }) => {
    if (!command || operator === '||') return false;
    const name = command.words[0]?.value ?? '';
    return (
      isIdle(command) ||
      migration(command) !== null ||
      /^(python[\d.]*|npm|npx|pip[\d.]*|poetry|uv|pipenv|pdm|yarn|pnpm)$/.test(name)
    );
  });
}

/** How its failure gets lost; null when it stops the script, or when something treats it. */
function wayOf(
  sequence: Sequence,
  index: number,
  place: number,
  errexit: boolean,
  migration: Migration,
): Way | null {
  const statement = sequence.statements[index];
  const following = sequence.statements[index + 1];
  if (!statement) return null;
  const later = sequence.statements.slice(index + 1);
  if (statement.isBackground) return later.some(waits) ? null : 'background';
  let failed = true;
  let way: Way | null = null;
  for (const { operator, command, start, end } of statement.links.slice(place + 1)) {
    if ((operator === '&&') === failed) continue;
    if (!command) {
      if (!failed || !isSilentGroup(sequence.text.slice(start, end), migration)) return null;
      way ??= 'or';
      failed = false;
      continue;
    }
    if (failed && isServer(command)) way = 'or-server';
    else if (failed && isSilent(command)) way ??= 'or';
    else if (failed) return null;
    failed = false;
  }
  if (way || !failed) return way;
  const isLast = place === statement.links.length - 1;
  if (!following || (errexit && isLast) || looksAtStatus(sequence, following)) return null;
  return 'sequence';
}

/** `{ migrate || echo … }`: tries again, and hides that this fails too. */
function isSilentGroup(text: string, migration: Migration): boolean {
  const commands = commandsIn(text);
  const last = commands.at(-1);
  return (
    text.startsWith('{') &&
    last?.operator === '||' &&
    isSilent(last) &&
    commands.every((command) => isSilent(command) || migration(command) !== null)
  );
}

function waits({ links }: Statement): boolean {
  return links.some(({ command }) => !command || command.words[0]?.value === 'wait');
}

function looksAtStatus(sequence: Sequence, { start, end, links }: Statement): boolean {
  const isSimple = links.every(({ command }) => command !== null && !mentionsStatus(command));
  return !isSimple && sequence.text.slice(start, end).includes('$?');
}

/** The first command that uses the tables although the migration failed: behind it in its list, or in a later statement. */
function nextOf(sequence: Sequence, index: number, place: number, migration: Migration): string | null {
  const statement = sequence.statements[index];
  let failed = true;
  const ran: SimpleCommand[] = [];
  for (const { operator, command } of statement?.links.slice(place + 1) ?? []) {
    if ((operator === '&&') === failed) continue;
    failed = false;
    if (command) ran.push(command);
  }
  const following = sequence.statements[index + 1];
  const later = following ? commandsIn(sequence.text.slice(following.start)) : [];
  const used = [...ran, ...later].filter((command) => !isIdle(command) && !migration(command));
  const first = used.find(isServer) ?? used.at(-1);
  return first ? shortened(first) : null;
}

/** A program with its first argument: enough to know it by. */
function shortened({ words }: SimpleCommand): string {
  const shown = words.slice(0, 2).map(({ raw }) => raw);
  return words.length > shown.length ? `${shown.join(' ')} …` : shown.join(' ');
}

/** Whether the script ends well although the migration failed. */
function isSuccess(sequence: Sequence, index: number, way: Way): boolean {
  return way !== 'sequence' || index < sequence.statements.length - 1;
}
