import type { Model, Service, Severity } from '@unblock/engine';
import { defaultDriver, wantedScheme } from '@unblock/engine/database/driver';
import {
  databaseReads,
  givenContracts,
  isOldScheme,
  isWrittenWithDriver,
} from '@unblock/engine/database/reads';
import type { UrlRead } from '@unblock/engine/database/trace';
import { escaped } from '@unblock/engine/escaped';
import type { Span } from '@unblock/engine/facts';
import type { Contract } from '@unblock/platforms';
import { djangoEngines } from './django.ts';
import { literalMismatches } from './literal.ts';
import { sslModes } from './sslmode.ts';

/** What is wrong between an engine, its URL and the drivers that are installed. */
export type Cause =
  /** An asynchronous engine under a scheme whose driver is synchronous. */
  | 'async-needed'
  /** A synchronous engine under a scheme whose driver is asynchronous. */
  | 'sync-needed'
  /** The driver of the scheme is not installed. */
  | 'not-installed'
  /** A parameter of libpq in a URL of asyncpg. */
  | 'sslmode';

/** A URL with which an engine finds no driver that serves it. */
export interface Mismatch {
  cause: Cause;
  span: Span;
  /** What is given the URL: `create_async_engine`; `ENGINE` for Django. */
  to: string;
  /** The scheme that arrives: `postgresql://`. */
  scheme: string;
  /** The driver that is loaded for it. */
  driver: string;
  /** The scheme that serves with what is installed; null where nothing installed serves. */
  target: string | null;
  /** The read of the variable that holds the URL; null where it is written in the code. */
  read: UrlRead | null;
  /** The file in which the repository writes the value of that variable; absent where it does not count. */
  writtenIn?: string | null;
  /** Other code needs the URL as it is. */
  isShared: boolean;
  severity: Severity;
  contracts: Contract[];
}

/** The databases of a service for which no driver is found. */
export function findMismatches(service: Service, model: Model): Mismatch[] {
  if (service.language !== 'python') return [];
  return [
    ...readMismatches(service, model),
    ...literalMismatches(service, model),
    ...djangoEngines(service, model),
    ...sslModes(service, model),
  ];
}

/** URLs as the platform gives them, which name no driver. */
function readMismatches(service: Service, model: Model): Mismatch[] {
  return databaseReads(model, service).flatMap((entry): Mismatch[] => {
    if (isOldScheme(model, entry)) return [];
    const isOwnForm = isWrittenWithDriver(model, entry.read);
    const open = entry.sinks.filter(({ namesDriver }) => !namesDriver);
    const wrong = open.flatMap((sink) => {
      const target = wantedScheme(model, service, sink.kind);
      return target === 'postgresql://' ? [] : [{ sink, target }];
    });
    const wired = wiredPlatforms(entry.read, service, model);
    const contracts = givenContracts(model, entry.read).filter(
      ({ id, databaseUrl: { value } }) => value?.given === 'always' || !isOwnForm || wired.has(id),
    );
    const [first] = wrong;
    if (!first || contracts.length === 0) return [];
    // Who makes an asynchronous engine of the whole variable may have written the driver into it; nobody writes psycopg2 there.
    const isCertain =
      first.sink.kind === 'sync' ||
      contracts.some(({ id, databaseUrl: { value } }) => value?.given === 'always' || wired.has(id));
    return [
      {
        cause: first.sink.kind === 'async' ? 'async-needed' : 'not-installed',
        span: entry.read.span,
        to: first.sink.to,
        scheme: 'postgresql://',
        driver: defaultDriver(model, service) ?? 'psycopg2',
        target: first.target,
        read: entry.read,
        isShared: wrong.length < entry.sinks.length || wrong.some(({ target }) => target !== first.target),
        severity: isOwnForm && wired.size === 0 ? 'advice' : isCertain ? 'critical' : 'important',
        contracts,
      },
    ];
  });
}

/** The platforms whose manifest gives the variable the URL of a database of theirs. */
function wiredPlatforms({ name }: UrlRead, { deployables }: Service, model: Model): Set<string | null> {
  const wired = new RegExp(
    `\\bkey:\\s*["']?${escaped(name)}["']?\\s*,?\\s*fromDatabase:(?:(?!\\bkey:)[^]){0,200}?connectionString`,
  );
  const found = deployables.filter(
    ({ path, variables }) =>
      variables.some((variable) => variable.name === name && variable.value === null) &&
      wired.test(model.read(path) ?? ''),
  );
  return new Set(found.map(({ platform }) => platform));
}
