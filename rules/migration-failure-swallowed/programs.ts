import type { SimpleCommand } from '@unblock/codemods/shell/index';
import type { Model } from '@unblock/engine';
import { migrationOf } from '@unblock/engine/migration-command';
import { packageCommands, shellScript } from '@unblock/engine/services/scripts';

const SILENT = new Set(['echo', 'printf', 'true', ':', 'logger', 'sleep']);
/** Change the shell's own state, or do nothing that could use the tables. */
const IDLE = new Set([...SILENT, 'cd', 'export', 'set', 'wait', 'ls', 'pwd', 'date', '.', 'source', 'mkdir']);
const SERVERS = /^(gunicorn|uvicorn|hypercorn|daphne|waitress-serve|granian|uwsgi|node|next|nest)$/;

/** The migration a command runs, itself or in a script it calls; null without one. */
export function migrationIn(command: SimpleCommand, model: Model, folder: string, depth = 0): string | null {
  const own = migrationOf(command);
  if (own || depth > 3) return own;
  const words = command.words.map(({ value }) => value ?? '');
  const context = { root: folder, paths: model.paths, read: (path: string) => model.read(path) };
  const script = shellScript(context, words);
  const called = packageCommands(context, command) ?? (script ? [script] : []);
  const runs = called.some(({ commands, folder: inner }) =>
    commands.some((next) => migrationIn(next, model, inner, depth + 1)),
  );
  return runs ? command.words.map(({ raw }) => raw).join(' ') : null;
}

/** Writes to the log, or does nothing: it hides a failure and repairs nothing. */
export function isSilent(command: SimpleCommand): boolean {
  const name = command.words[0]?.value;
  return name !== undefined && name !== null && SILENT.has(name) && !mentionsStatus(command);
}

/** Does nothing that could use the tables. */
export function isIdle(command: SimpleCommand): boolean {
  const name = command.words[0];
  return name === undefined || (name.value !== null && IDLE.has(name.value));
}

/** A server program, or a package script that starts one. */
export function isServer(command: SimpleCommand): boolean {
  const [name = '', ...rest] = command.words.map(({ value }) => value ?? '');
  const isPackageManager = /^(npm|yarn|pnpm|bun)$/.test(name);
  return (
    SERVERS.test(name.slice(name.lastIndexOf('/') + 1)) ||
    (isPackageManager && rest.some((word) => /^start(:|$)/.test(word)))
  );
}

/** A server that loads changed files anew: on a developer's machine. */
export function isDevelopment({ words }: SimpleCommand): boolean {
  return words.some(({ value }) => value === '--reload' || value === 'dev' || value === 'start:dev');
}

/** Keeps or looks at the exit status of the command before it. */
export function mentionsStatus({ words, assignments }: SimpleCommand): boolean {
  return words.some(({ raw }) => raw.includes('$?')) || assignments.some(({ value }) => value === null);
}
