import type { Model, Service, Severity } from '@unblock/engine';
import { hasDriver } from '@unblock/engine/database/driver';
import {
  type DatabaseRead,
  databaseReads,
  givenContracts,
  isWrittenWithDriver,
} from '@unblock/engine/database/reads';
import { versionOf } from '@unblock/engine/dependencies/installed';
import { mayReach } from '@unblock/engine/dependencies/versions';
import type { Contract } from '@unblock/platforms';

/** A URL that begins with `postgres://` on a platform, and an engine that does not know this scheme. */
export interface OldScheme extends DatabaseRead {
  contracts: Contract[];
  /** The scheme the engines need, `postgresql://` where that cannot be told. */
  target: string;
  severity: Severity;
}

/** The reads of a service whose URL SQLAlchemy refuses for its scheme. */
export function findOldSchemes(service: Service, model: Model): OldScheme[] {
  // 1.4 took the name `postgres` away: https://docs.sqlalchemy.org/en/20/changelog/changelog_14.html
  if (!mayReach(versionOf(model, service.dependencies, 'sqlalchemy'), '1.4')) return [];
  if (isPutBack(service, model) || !mayUsePostgres(service, model)) return [];
  return databaseReads(model, service).flatMap((entry) => {
    const contracts = givenContracts(model, entry.read).filter(
      ({ databaseUrl: { value } }) => value?.scheme === 'postgres',
    );
    const sinks = entry.sinks.filter(({ isNormalised, namesDriver }) => !isNormalised && !namesDriver);
    if (contracts.length === 0 || sinks.length === 0) return [];
    const isCertain =
      !isWrittenWithDriver(model, entry.read) &&
      contracts.some(({ databaseUrl: { value } }) => value?.given === 'always');
    return [
      {
        ...entry,
        contracts,
        target: entry.wanted ?? 'postgresql://',
        severity: isCertain ? 'critical' : 'advice',
      },
    ];
  });
}

/** A driver for PostgreSQL may be installed: without one the database is another. */
function mayUsePostgres(service: Service, model: Model): boolean {
  return ['psycopg2', 'psycopg', 'asyncpg', 'pg8000'].some(
    (driver) => hasDriver(model, service, driver) !== 'absent',
  );
}

/** The code changes the variable itself before anything reads it. */
function isPutBack(service: Service, model: Model): boolean {
  return service.files.some((path) => /environ\[["']DATABASE_URL["']\]\s*=[^=]/.test(model.read(path) ?? ''));
}
