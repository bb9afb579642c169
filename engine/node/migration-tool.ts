import { findDependency } from '../dependencies/dependencies.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import type { MigrationTool } from '../services/migration-tool.ts';
import { drizzleSchema, prismaSchema } from './database-schema.ts';

/** Drivers of database servers that live on when a deploy ends. */
const DRIVERS = ['pg', 'postgres', 'mysql', 'mysql2', 'mariadb', 'tedious', 'pg-promise'];

/** The migration tool of a service of Node; null where it has none, or where its command cannot be told. */
export function nodeMigrationTool(service: Service, model: Model): MigrationTool | null {
  if (service.language !== 'node') return null;
  for (const find of [prisma, drizzle, knex, sequelize]) {
    const found = find(service, model);
    if (found) return found;
  }
  return null;
}

/** https://www.prisma.io/docs/orm/prisma-client/deployment/deploy-database-changes-with-prisma-migrate */
function prisma(service: Service, model: Model): MigrationTool | null {
  const { dependencies, root } = service;
  const schema = findDependency(dependencies, '@prisma/client') ? prismaSchema(service, model) : null;
  // Elsewhere than in these places, the command needs to be told where the schema is.
  const isFound = [joinPath(root, 'prisma/schema.prisma'), joinPath(root, 'schema.prisma')].includes(
    schema?.path ?? '',
  );
  const program = runnable(service, model, 'prisma', 'prisma');
  if (!schema?.isServer || !isFound || !program) return null;
  return {
    name: 'Prisma',
    command: `${program} migrate deploy`,
    folder: root,
    migrations: schema.migrations,
  };
}

/** https://orm.drizzle.team/docs/drizzle-kit-migrate */
function drizzle(service: Service, model: Model): MigrationTool | null {
  const { dependencies, root } = service;
  const schema = findDependency(dependencies, 'drizzle-orm') ? drizzleSchema(service, model) : null;
  const program = runnable(service, model, 'drizzle-kit', 'drizzle-kit');
  const isFound = schema?.path.startsWith(joinPath(root, 'drizzle.config.')) ?? false;
  if (!schema?.isServer || !isFound || !program) return null;
  return { name: 'Drizzle', command: `${program} migrate`, folder: root, migrations: schema.migrations };
}

/** https://knexjs.org/guide/migrations.html#migration-cli */
function knex(service: Service, model: Model): MigrationTool | null {
  const { dependencies, root } = service;
  const file = ['js', 'cjs', 'mjs'].map((end) => joinPath(root, `knexfile.${end}`)).find(isIn(model));
  const text = file === undefined ? '' : (model.read(file) ?? '');
  // Without a section for production, which environment the command takes is not known.
  if (!findDependency(dependencies, 'knex') || !hasServer(service) || /sqlite/.test(text)) return null;
  if (!/\bproduction\s*:/.test(text) || /\bdirectory\s*:/.test(text)) return null;
  const migrations = below(model, joinPath(root, 'migrations'), /\/\d{8,}_[\w-]+\.[cm]?js$/);
  return { name: 'Knex', command: 'npx knex migrate:latest --env production', folder: root, migrations };
}

/** https://sequelize.org/docs/v6/other-topics/migrations/ */
function sequelize(service: Service, model: Model): MigrationTool | null {
  const { dependencies, root } = service;
  const file = ['config/config.json', 'config/config.js']
    .map((path) => joinPath(root, path))
    .find(isIn(model));
  const isPlain = file !== undefined && !model.paths.has(joinPath(root, '.sequelizerc'));
  const program = runnable(service, model, 'sequelize-cli', 'sequelize-cli');
  if (!findDependency(dependencies, 'sequelize') || !hasServer(service) || !isPlain || !program) return null;
  if (!/["']?production["']?\s*:/.test(model.read(file) ?? '')) return null;
  const migrations = below(model, joinPath(root, 'migrations'), /\/\d{8,}-[\w-]+\.c?js$/);
  return {
    name: 'Sequelize',
    command: `${program} db:migrate --env production`,
    folder: root,
    migrations,
  };
}

/**
 * The command line of a package. One that a production install leaves out is fetched in the version of the lock file:
 * without it, npx would fetch the newest. Null where no version is known.
 * https://docs.npmjs.com/cli/commands/npx
 */
function runnable(
  { dependencies, root }: Service,
  model: Model,
  name: string,
  program: string,
): string | null {
  if (findDependency(dependencies, name)) return `npx ${program}`;
  const lock = model.read(joinPath(root, 'package-lock.json')) ?? '';
  const locked = new RegExp(`"node_modules/${name}": \\{\\s*"version": "(\\d[\\w.-]*)"`).exec(lock)?.[1];
  const declared = dependencies.entries.find((entry) => entry.name === name)?.specifier ?? '';
  const version = locked ?? /^[\^~]?(\d+\.\d+\.\d+)$/.exec(declared)?.[1];
  return version === undefined ? null : `npx ${program}@${version}`;
}

function hasServer({ dependencies }: Service): boolean {
  return DRIVERS.some((name) => findDependency(dependencies, name));
}

function isIn({ paths }: Model): (path: string) => boolean {
  return (path) => paths.has(path);
}

function below(model: Model, folder: string, form: RegExp): string[] {
  return [...model.paths].filter((path) => path.startsWith(`${folder}/`) && form.test(path)).sort();
}
