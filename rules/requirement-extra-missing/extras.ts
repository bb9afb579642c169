import type { NewRequirement } from '@unblock/engine/dependencies/add';

/** An extra with the versions that have it: from `since` on, up to but without `until`. */
interface Range {
  since?: string;
  until?: string;
}

interface Package {
  /** The oldest and newest version whose metadata were read; pins outside say nothing. */
  read: readonly [string, string];
  /** Every extra these versions have. */
  extras: Readonly<Record<string, Range>>;
}

function always(names: string): Record<string, Range> {
  return Object.fromEntries(names.split(' ').map((name) => [name, {}]));
}

/**
 * Extras as the packages' own metadata on PyPI declare them (`Provides-Extra`), read on 2026-11-20. Names are normalised
 * as PEP 685 has it.
 */
export const PACKAGES: Readonly<Record<string, Package>> = {
  gunicorn: {
    read: ['20.1.0', '27.0.1'],
    extras: {
      ...always('gevent gthread setproctitle testing tornado'),
      eventlet: { until: '26.0.0' },
      http2: { since: '25.0.0' },
      fast: { since: '26.0.0' },
    },
  },
  uvicorn: { read: ['0.18.3', '0.54.0'], extras: always('standard') },
  fastapi: {
    read: ['0.100.0', '0.165.0'],
    extras: {
      ...always('all standard-no-fastapi-cloud-cli opentelemetry'),
      standard: { since: '0.112.0' },
    },
  },
  flask: { read: ['2.0.3', '3.1.3'], extras: always('async dotenv') },
  django: { read: ['3.2', '6.1.3'], extras: always('argon2 bcrypt') },
  celery: {
    read: ['5.2.7', '5.7.0'],
    extras: always(
      'arangodb auth azureblockblob brotli cassandra consul cosmosdbsql couchbase couchdb django dynamodb ' +
        'elasticsearch eventlet gcpubsub gcs gevent librabbitmq memcache mongodb msgpack pydantic pymemcache pyro ' +
        'pytest redis s3 slmq solar sqlalchemy sqs tblib yaml zookeeper zstd',
    ),
  },
  sqlalchemy: {
    read: ['2.0.0', '2.1.9'],
    extras: always(
      'aiomysql aioodbc aiosqlite asyncio asyncmy cymysql mariadb-connector mssql mssql-pymssql mssql-pyodbc ' +
        'mssql-python mypy mysql mysql-connector oracle oracle-cxoracle oracle-oracledb postgresql postgresql-asyncpg ' +
        'postgresql-pg8000 postgresql-psycopg postgresql-psycopg2binary postgresql-psycopg2cffi ' +
        'postgresql-psycopgbinary pymysql sqlcipher',
    ),
  },
};

/** What people mean by extras that never existed: `package[extra]` and the requirements that bring it. */
const MEANT: Readonly<Record<string, readonly NewRequirement[]>> = {
  'gunicorn[uvicorn]': [{ name: 'uvicorn', extras: ['standard'] }],
  'gunicorn[asgi]': [{ name: 'uvicorn', extras: ['standard'] }],
  'uvicorn[gunicorn]': [{ name: 'gunicorn' }],
  'fastapi[uvicorn]': [{ name: 'uvicorn', extras: ['standard'] }],
  'fastapi[gunicorn]': [{ name: 'gunicorn' }],
  'flask[gunicorn]': [{ name: 'gunicorn' }],
  'flask[waitress]': [{ name: 'waitress' }],
  'django[gunicorn]': [{ name: 'gunicorn' }],
  'celery[flower]': [{ name: 'flower' }],
  'sqlalchemy[asyncpg]': [{ name: 'asyncpg' }],
  'fastapi[standard]': [{ name: 'uvicorn', extras: ['standard'] }],
};

/** The requirements that an extra that does not exist stands for; null where nobody can tell. */
export function meantBy(name: string, extra: string): readonly NewRequirement[] | null {
  return MEANT[`${name}[${extra}]`] ?? null;
}

/** Whether a package has an extra in the version a specifier asks for; null where that is not known. */
export function hasExtra(name: string, extra: string, specifier: string): boolean | null {
  // `constructor` is a name that every object has.
  const known = Object.hasOwn(PACKAGES, name) ? PACKAGES[name] : undefined;
  if (!known) return null;
  const pinned = /^(?:===?)?\s*(\d[\d.]*)$/.exec(specifier.trim())?.[1];
  const [oldest, newest] = known.read;
  if (pinned && (compare(pinned, oldest) < 0 || compare(pinned, newest) > 0)) return null;
  const range = Object.hasOwn(known.extras, extra) ? known.extras[extra] : undefined;
  if (!range) return isOpenBelow(specifier, oldest) ? null : false;
  if (!pinned) return true;
  const { since, until } = range;
  return (!since || compare(pinned, since) >= 0) && (!until || compare(pinned, until) < 0);
}

/** An upper bound below what was read: the version that gets installed is none of those known. */
function isOpenBelow(specifier: string, oldest: string): boolean {
  const upper = /(?:<=?|~=|[~^])\s*(\d[\d.]*)/.exec(specifier)?.[1];
  return upper !== undefined && compare(upper, oldest) <= 0;
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let index = 0; index < 4; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
