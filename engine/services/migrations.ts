/** Sub-commands that bring a database up to date and do nothing else, by program. */
const MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  alembic: ['upgrade'],
  aerich: ['upgrade'],
  flask: ['db', 'upgrade'],
  'manage.py': ['migrate'],
  'django-admin': ['migrate'],
  prisma: ['migrate', 'deploy'],
  knex: ['migrate:latest'],
  sequelize: ['db:migrate'],
  'sequelize-cli': ['db:migrate'],
  typeorm: ['migration:run'],
  'typeorm-ts-node-commonjs': ['migration:run'],
  'typeorm-ts-node-esm': ['migration:run'],
  'drizzle-kit': ['migrate'],
};

/**
 * Whether a command only applies the migrations that are missing, so that it may run at every start.
 *
 * @param words the program and its arguments; null for a word that a shell expands.
 */
export function isMigration(words: readonly (string | null)[]): boolean {
  const [first, ...rest] = pythonProgram(words);
  const program = first?.split('/').pop() ?? '';
  const wanted = Object.hasOwn(MIGRATIONS, program) ? MIGRATIONS[program] : undefined;
  if (!wanted) return false;
  const at = rest.findIndex((_, index) => wanted.every((word, offset) => rest[index + offset] === word));
  // Django goes back to the start of an application's history by the name `zero`.
  return at >= 0 && !rest.includes('zero');
}

/** `python -m flask` is flask, `python manage.py` is manage.py. */
function pythonProgram(words: readonly (string | null)[]): readonly (string | null)[] {
  if (!/^(.*\/)?python[\d.]*$/.test(words[0] ?? '')) return words;
  const rest = words.slice(1).filter((word) => !/^-[uOBEsS]+$/.test(word ?? ''));
  return rest[0] === '-m' ? rest.slice(1) : rest;
}
