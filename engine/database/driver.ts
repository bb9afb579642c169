import { isAbsent } from '../dependencies/absent.ts';
import { type Presence, presence, versionOf } from '../dependencies/installed.ts';
import { mayReach } from '../dependencies/versions.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

export type EngineKind = 'sync' | 'async';

/** Packages that hold SQLAlchemy below 2.1 by a bound of their own. */
const CAPPING = /^(sqlmodel|ormar|fastapi-users.*|apache-.*|prefect|dagster|mlflow|superset)$/;

/** The driver SQLAlchemy takes for `postgresql://`, null where its version cannot be told. */
export function defaultDriver(model: Model, service: Service): 'psycopg2' | 'psycopg' | null {
  const version = versionOf(model, service.dependencies, 'sqlalchemy');
  // https://docs.sqlalchemy.org/en/21/changelog/migration_21.html
  if (!mayReach(version, '2.1')) return 'psycopg2';
  if (/^===?\s*2\.1/.test(version)) return 'psycopg';
  const { dependencies } = service;
  const isHeld = dependencies.entries.some(({ name, production }) => production && CAPPING.test(name));
  const isCertain = !isHeld && dependencies.complete && dependencies.locks.length === 0;
  return isCertain && !isOldPython(model, service) ? 'psycopg' : null;
}

/** SQLAlchemy 2.1 needs Python 3.10. */
function isOldPython(model: Model, { root }: Service): boolean {
  const files = ['.python-version', 'runtime.txt', 'Dockerfile', 'pyproject.toml'];
  const paths = files.flatMap((name) => [...new Set([name, joinPath(root, name)])]);
  return paths.some((path) => /\b3\.[6-9]\b/.test(model.paths.has(path) ? (model.read(path) ?? '') : ''));
}

/** The packages that give a driver, the one to require first. */
const PACKAGES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  psycopg2: ['psycopg2-binary', 'psycopg2'],
  mysqldb: ['mysqlclient'],
  mysqlconnector: ['mysql-connector-python'],
};

/** The package that gives a driver: `psycopg2-binary`. */
export function packageOf(driver: string): string {
  return PACKAGES[driver]?.[0] ?? driver;
}

/** Whether a platform installs a driver for a service. */
export function hasDriver(model: Model, { dependencies }: Service, driver: string): Presence {
  const [name, ...others] = PACKAGES[driver] ?? [driver];
  const isExtra = dependencies.entries.some(
    (entry) =>
      entry.name === 'sqlalchemy' && entry.extras.some((extra) => /postgres|mysql|maria/.test(extra)),
  );
  if ([name, ...others].some((entry) => presence(model, dependencies, entry) === 'installed'))
    return 'installed';
  return !isExtra && isAbsent(model, dependencies, { name, others, often: false }) ? 'absent' : 'unknown';
}

/**
 * The scheme under which an engine finds a driver that the service installs: `postgresql://` where the default serves or
 * nothing better can be told.
 */
export function wantedScheme(model: Model, service: Service, kind: EngineKind): string {
  const state = (driver: string) => hasDriver(model, service, driver);
  if (kind === 'async') {
    // psycopg 3 serves both kinds of engines.
    if (state('psycopg') !== 'absent' && defaultDriver(model, service) !== 'psycopg2') return 'postgresql://';
    const driver = ['asyncpg', 'psycopg'].find((name) => state(name) === 'installed');
    return driver ? `postgresql+${driver}://` : 'postgresql://';
  }
  const usual = defaultDriver(model, service);
  if (usual === null || state(usual) !== 'absent') return 'postgresql://';
  // SQLAlchemy knows psycopg 3 from 2.0 on.
  const isNew = mayReach(versionOf(model, service.dependencies, 'sqlalchemy'), '2.0');
  const other = ['psycopg2', ...(isNew ? ['psycopg'] : []), 'pg8000'].find(
    (name) => state(name) === 'installed',
  );
  return other ? `postgresql+${other}://` : 'postgresql://';
}
