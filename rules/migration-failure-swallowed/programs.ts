import type { SimpleCommand } from '@unblock/codemods/shell/index';
import type { Model } from '@unblock/engine';
import { scriptOf } from '@unblock/engine/services/scripts';
import { parseQuietly } from './sequences.ts';

/** What a migration tool is called as: the words that must follow its name somewhere. */
const TOOLS: Readonly<Record<string, string[][]>> = {
  alembic: [['upgrade']],
  flask: [['db', 'upgrade']],
  'django-admin': [['migrate']],
  prisma: [['migrate', 'deploy']],
  typeorm: [['migration:run']],
  'typeorm-ts-node-commonjs': [['migration:run']],
  'typeorm-ts-node-esm': [['migration:run']],
  knex: [['migrate:latest']],
  sequelize: [['db:migrate']],
  'sequelize-cli': [['db:migrate']],
  'drizzle-kit': [['migrate']],
};
/** Migration commands that change no table. */
const DRY = /^(--sql|--check|--plan|--help|-h)$/;
const SILENT = new Set(['echo', 'printf', 'true', ':', 'logger', 'sleep']);
/** Change the shell's own state, or do nothing that could use the tables. */
const IDLE = new Set([...SILENT, 'cd', 'export', 'set', 'wait', 'ls', 'pwd', 'date', '.', 'source', 'mkdir']);
const SERVERS = /^(gunicorn|uvicorn|hypercorn|daphne|waitress-serve|uwsgi|node|next|nest)$/;

/** A migration as it is written, `alembic upgrade head`; null for any other command. */
export function migrationOf(command: SimpleCommand): string | null {
  const words = programWords(command);
  const [name, ...rest] = words;
  const calls = name === undefined ? undefined : TOOLS[name];
  const runs = calls?.some((call) => follows(rest, call));
  if (!runs || rest.some((word) => DRY.test(word))) return null;
  return command.words.map(({ raw }) => raw).join(' ');
}

/** The program's name and arguments, with `python -m`, `python manage.py` and `yarn` taken off. */
function programWords(command: SimpleCommand): string[] {
  const words = command.words.map(({ value }) => value ?? '');
  const name = baseName(words[0] ?? '');
  const rest = words.slice(1);
  if (name === 'manage.py') return manageWords(rest);
  if (/^python[\d.]*$/.test(name)) {
    const at = rest.findIndex((word) => !/^-[uOBEsS]+$/.test(word));
    if (rest[at] === '-m') return rest.slice(at + 1);
    return baseName(rest[at] ?? '') === 'manage.py' ? manageWords(rest.slice(at + 1)) : [];
  }
  return /^(yarn|pnpm|bun)$/.test(name) ? rest : [name, ...rest];
}

/** `manage.py migrate` is Django's, `manage.py db upgrade` that of Flask-Script. */
function manageWords(rest: string[]): string[] {
  return [rest[0] === 'db' ? 'flask' : 'django-admin', ...rest];
}

function follows(words: readonly string[], call: readonly string[]): boolean {
  const at = words.indexOf(call[0] ?? '');
  return at >= 0 && call.every((word, index) => words[at + index] === word);
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** The migration a command runs, itself or in a script it calls; null without one. */
export function migrationIn(command: SimpleCommand, model: Model, folder: string, depth = 0): string | null {
  const own = migrationOf(command);
  if (own || depth > 3) return own;
  const words = command.words.map(({ value }) => value ?? '');
  const context = { root: folder, paths: model.paths, read: (path: string) => model.read(path) };
  const called = scriptOf(context, words);
  const runs = called
    ? parseQuietly(called.text.text).some((inner) => migrationIn(inner, model, called.folder, depth + 1))
    : false;
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
  return SERVERS.test(baseName(name)) || (isPackageManager && rest.some((word) => /^start(:|$)/.test(word)));
}

/** Keeps or looks at the exit status of the command before it. */
export function mentionsStatus({ words, assignments }: SimpleCommand): boolean {
  return words.some(({ raw }) => raw.includes('$?')) || assignments.some(({ value }) => value === null);
}
