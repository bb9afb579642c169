import { type Presence, presence, versionOf } from '../dependencies/installed.ts';
import { mayReach } from '../dependencies/versions.ts';
import type { Model, Service } from '../model.ts';

export type EngineKind = 'sync' | 'async';

/** Packages that hold SQLAlchemy below 2.1 by a bound of their own. */
const CAPPING = /^(sqlmodel|ormar|fastapi-users.*|apache-.*|prefect|dagster|mlflow|superset)$/;

/** The driver SQLAlchemy takes for `postgresql://`, null where its version cannot be told. */
export function defaultDriver(model: Model, service: Service): 'psycopg2' | 'psycopg' | null {
  const version = versionOf(model, service.dependencies, 'sqlalchemy');
  // https://docs.sqlalchemy.org/en/21/changelog/migration_21.html
  if (!mayReach(version, '2.1')) return 'psycopg2';
  const { dependencies } = service;
  const isHeld = dependencies.entries.some(({ name, production }) => production && CAPPING.test(name));
  return isHeld || !dependencies.complete || dependencies.locks.length > 0 ? null : 'psycopg';
}

/** Whether a platform installs a driver for a service. */
export function hasDriver(model: Model, service: Service, driver: string): Presence {
  const names = driver === 'psycopg2' ? ['psycopg2', 'psycopg2-binary'] : [driver];
  const found = names.map((name) => presence(model, service.dependencies, name));
  return (
    found.find((state) => state === 'installed') ?? found.find((state) => state === 'unknown') ?? 'absent'
  );
}

/**
 * The scheme under which an engine finds a driver that the service installs: `postgresql://` where the default serves or
 * nothing better can be told.
 */
export function wantedScheme(model: Model, service: Service, kind: EngineKind): string {
  const state = (driver: string) => hasDriver(model, service, driver);
  if (kind === 'async') {
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
