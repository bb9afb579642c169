import type { SimpleCommand } from '@unblock/codemods/shell/index';

/** What brings a database up to date, by program: the words that must follow its name somewhere. */
const TOOLS: Readonly<Record<string, string[][]>> = {
  alembic: [['upgrade']],
  aerich: [['upgrade']],
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
  medusa: [['db:migrate'], ['migrations', 'run']],
};
/** With these, nothing changes, or all goes back to the start: Django's name for that is `zero`. */
const OTHER = /^(--sql|--check|--plan|--help|-h|zero)$/;

/**
 * A command that applies the migrations that are missing and does nothing else, so that it may run at every start, as it
 * is written: `alembic upgrade head`. Null for any other command.
 */
export function migrationOf(command: SimpleCommand): string | null {
  const words = programWords(command);
  const [name, ...rest] = words;
  const calls = name === undefined ? undefined : TOOLS[name];
  const runs = calls?.some((call) => follows(rest, call));
  if (!runs || rest.some((word) => OTHER.test(word)) || (name === 'django-admin' && hasTarget(rest)))
    return null;
  return command.words.map(({ raw }) => raw).join(' ');
}

/** `migrate shop 0003`: one application, to one migration, which may also undo later ones. */
function hasTarget(words: readonly string[]): boolean {
  const behind = words.slice(words.indexOf('migrate') + 1);
  const given = behind.filter(
    (word, index) =>
      !word.startsWith('-') && !/^(--database|--settings|-v|--verbosity)$/.test(behind[index - 1] ?? ''),
  );
  return given.length > 1;
}

/** The program's name and arguments, with `python -m`, `python manage.py` and `yarn` taken off. */
export function programWords(command: SimpleCommand): string[] {
  const words = command.words.map(({ value }) => value ?? '');
  // `npx prisma@6.2.1` names the version that is to be fetched.
  const name = baseName(words[0] ?? '').replace(/(?<=\w)@[\w.^~-]+$/, '');
  const rest = words.slice(1);
  const packaged = name === 'node' ? packagedProgram(rest[0] ?? '') : null;
  if (packaged !== null) return [packaged, ...rest.slice(1)];
  if (name === 'manage.py') return manageWords(rest);
  if (/^python[\d.]*$/.test(name)) {
    const at = rest.findIndex((word) => !/^-[uOBEsS]+$/.test(word));
    if (rest[at] === '-m') return rest.slice(at + 1);
    return baseName(rest[at] ?? '') === 'manage.py' ? manageWords(rest.slice(at + 1)) : [];
  }
  return /^(yarn|pnpm|bun)$/.test(name) ? rest : [name, ...rest];
}

/** The program of a package that node runs as a file: `node_modules/.bin/prisma`, `node_modules/typeorm/cli.js`. */
function packagedProgram(path: string): string | null {
  const [, linked, owner] =
    /(?:^|\/)node_modules\/(?:\.bin\/([\w-]+)|(prisma|typeorm|knex|sequelize-cli)\/.+\.js)$/.exec(path) ?? [];
  return linked ?? owner ?? null;
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
