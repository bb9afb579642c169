import type { Deployable } from '@unblock/platforms';
import type { Model, Service } from '../model.ts';

const SERVER =
  /postgres|mysql|mariadb|psycopg|asyncpg|mssql|oracle|cockroach|dj_database_url|django_heroku|django_on_heroku|\benv\.db\(|DATABASE_UR[IL]|DB_HOST/i;
const FILE = /django\.db\.backends\.sqlite3|\bsqlite(\+\w+)?:\/\/|\bprovider\s*=\s*"sqlite"/;

/**
 * Where the data of a service lies: in a database server, or in a file that the machine of a step before the deploy does
 * not share. `kept`: that file is in the repository, its tables with it. `either`: a file where no server is given.
 * `unknown`: nothing says so.
 */
export function databaseOf(
  service: Service,
  { variables }: Pick<Deployable, 'variables'>,
  model: Model,
): 'server' | 'either' | 'file' | 'kept' | 'unknown' {
  const isFile = variables.some(({ value }) => value !== null && /^sqlite/.test(value));
  const texts = [...service.files, ...otherFiles(service, model)].map((path) => model.read(path) ?? '');
  const drivers = service.dependencies.entries.some(({ name }) =>
    /^(psycopg2?(-binary)?|psycopg2cffi|asyncpg|pg8000|mysqlclient|pymysql|aiomysql|mysql-connector-python)$/.test(
      name,
    ),
  );
  // A manifest that lists variables, and none of a database, leaves the code its file.
  const isGiven =
    variables.length === 0 || variables.some(({ name }) => /DATABASE|DB|POSTGRES|PG|SQL/.test(name));
  const hasFile = texts.some((text) => FILE.test(text));
  const isServer = isGiven || !hasFile;
  const isNamed = texts.some((text) => SERVER.test(text));
  // Django's settings name the engine: a driver that is installed beside SQLite is not used.
  const hasDriver = drivers && !(hasFile && service.framework === 'django');
  if (!isFile && isServer && (hasDriver || isNamed)) return hasFile ? 'either' : 'server';
  if (!isFile && !hasFile) return 'unknown';
  const inside = service.root ? `${service.root}/` : '';
  const isKept = [...model.paths].some((path) => path.startsWith(inside) && /\.(sqlite3?|db)$/.test(path));
  return isKept ? 'kept' : 'file';
}

/** Files that name the database beside the code. */
function otherFiles({ root }: Service, model: Model): string[] {
  const inside = root ? `${root}/` : '';
  return [...model.paths].filter(
    (path) => path.startsWith(inside) && /(^|\/)(alembic\.ini|schema\.prisma)$/.test(path),
  );
}
