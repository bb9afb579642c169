import type { Model, Service } from '../model.ts';

/** A tool for Node that keeps the schema of a database, as a repository uses it for one service. */
export interface NodeSchema {
  tool: 'Prisma' | 'Drizzle';
  /** The file that describes the tables or says where they are described. */
  path: string;
  /** A database server that outlives a deploy. Not so for a file, MongoDB (which has no migrations), or what nothing names. */
  isServer: boolean;
  /** Migrations that are committed, sorted. */
  migrations: string[];
}

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#datasource */
const PRISMA_SERVER = /^[ \t]*provider\s*=\s*"(postgres(ql)?|mysql|sqlserver|cockroachdb)"/m;
/** https://orm.drizzle.team/docs/drizzle-config-file#dialect */
const DRIZZLE_SERVER =
  /\b(dialect|driver)\s*:\s*['"`](postgresql|mysql2?|pg|cockroach|mssql|singlestore)['"`]/;

/** The schema of a service in Prisma; null without one, or where several could be meant. */
export function prismaSchema(service: Service, model: Model): NodeSchema | null {
  const files = nearest(service, model, /\.prisma$/).filter((path) =>
    /^[ \t]*datasource\s/m.test(model.read(path) ?? ''),
  );
  const [path] = files;
  if (path === undefined || files.length > 1) return null;
  const isServer = PRISMA_SERVER.test(datasource(model.read(path) ?? ''));
  const migrations = nearest(service, model, /(^|\/)migrations\/[^/]+\/migration\.sql$/);
  return { tool: 'Prisma', path, isServer, migrations };
}

/** The schema of a service in Drizzle, by the configuration of drizzle-kit; null without one, or with several. */
export function drizzleSchema(service: Service, model: Model): NodeSchema | null {
  const files = nearest(service, model, /(^|\/)drizzle\.config\.([cm]?[jt]s|json)$/);
  const [path] = files;
  if (path === undefined || files.length > 1) return null;
  const isServer = DRIZZLE_SERVER.test(model.read(path) ?? '');
  const journals = nearest(service, model, /(^|\/)meta\/_journal\.json$/);
  const folders = journals.map((journal) => journal.slice(0, -'meta/_journal.json'.length));
  const migrations = [...model.paths]
    .filter((file) => /\/\d{4,}_\w+\.sql$/.test(file) && folders.some((folder) => file.startsWith(folder)))
    .sort();
  return { tool: 'Drizzle', path, isServer, migrations };
}

/** Generators name a provider too: only the block of the data source says which database it is. */
function datasource(text: string): string {
  return /^[ \t]*datasource\s+\w+\s*\{[^}]*\}/m.exec(text)?.[0] ?? '';
}

/** The files of a form inside of a service, else those of the packages beside it. */
function nearest({ root }: Service, model: Model, form: RegExp): string[] {
  const all = [...model.paths].filter((path) => form.test(path)).sort();
  const own = root === '' ? all : all.filter((path) => path.startsWith(`${root}/`));
  return own.length > 0 ? own : all;
}
