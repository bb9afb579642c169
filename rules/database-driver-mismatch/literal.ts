import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { defaultDriver, type EngineKind, hasDriver } from '@unblock/engine/database/driver';
import { type DatabaseSink, databaseSinks } from '@unblock/engine/database/sinks';
import type { UrlTrace } from '@unblock/engine/database/trace';
import type { Span } from '@unblock/engine/facts';
import { spanOf } from '@unblock/engine/python/tree';
import type { Cause, Mismatch } from './find.ts';

const SCHEME = /^(postgresql|mysql|mariadb)(?:\+(\w+))?:\/\//;
const ASYNC_ONLY = new Set(['asyncpg', 'aiomysql', 'asyncmy']);
const SYNC_ONLY = new Set(['psycopg2', 'pg8000', 'mysqldb', 'pymysql', 'mysqlconnector']);
/** They give the text another form, which is not followed. */
const CHANGING = /^(replace|set|_replace|removeprefix|lower)$/;

interface Written {
  literal: string;
  /** All that is written of the URL, without the parts it takes in. */
  whole: string;
  span: Span;
  sinks: DatabaseSink[];
}

/** URLs whose scheme is written in the code, whole or put together with parts from the environment. */
export function literalMismatches(service: Service, model: Model): Mismatch[] {
  return writtenUrls(service, model).flatMap(({ literal, whole, span, sinks }): Mismatch[] => {
    const judged = sinks.map((sink) => ({ sink, cause: causeOf(whole, sink.kind, service, model) }));
    const wrong = judged.find(({ cause }) => cause !== null);
    if (!wrong?.cause) return [];
    const { sink, cause } = wrong;
    const [scheme = '', dialect = '', driver] = SCHEME.exec(literal) ?? [];
    return [
      {
        cause,
        span,
        to: sink.to,
        scheme,
        driver: driver ?? usualDriver(dialect, service, model) ?? 'psycopg2',
        target: dialect === 'postgresql' && cause !== 'sslmode' ? targetOf(sink.kind, service, model) : null,
        read: null,
        isShared: judged.some((other) => other.cause === null),
        severity: 'critical',
        contracts: model.contracts.filter(({ runs }) => runs.value === 'server'),
      },
    ];
  });
}

function writtenUrls(service: Service, model: Model): Written[] {
  const found = new Map<string, Written>();
  for (const sink of databaseSinks(model, service)) {
    const { trace } = sink;
    const urls = trace.literals.filter((text) => /^\w+(\+\w+)?:\/\//.test(text));
    const [literal] = urls;
    // One of several, or only what stands in for a variable: which of them counts is not known.
    if (!literal || urls.length > 1 || !SCHEME.test(literal)) continue;
    const standsIn = trace.reads.some(({ isPart }) => !isPart);
    if (standsIn || trace.calls.some((call) => CHANGING.test(call)) || changesDriver(sink, model)) continue;
    const span = placeOf(literal, trace, model);
    if (!span) continue;
    const key = `${span.path}:${span.start}`;
    const known = found.get(key) ?? { literal, whole: trace.literals.join(''), span, sinks: [] };
    known.sinks.push(sink);
    found.set(key, known);
  }
  return [...found.values()];
}

/** Alembic's env.py often takes the asynchronous driver out again. */
function changesDriver({ path, to }: DatabaseSink, model: Model): boolean {
  return to === 'set_main_option' && /["'](postgresql)?\+\w+(:\/\/)?["']/.test(model.read(path) ?? '');
}

/** The string in which a literal stands. */
function placeOf(literal: string, { code }: UrlTrace, model: Model): Span | null {
  for (const { path, start, end } of code) {
    const text = model.read(path) ?? '';
    if (!text.slice(start, end).includes(literal)) continue;
    const strings = parsePython(text)
      .findAll({ rule: { kind: 'string' } })
      .map((node) => ({ path, ...spanOf(node) }))
      .filter(
        (span) =>
          start <= span.start && span.end <= end && text.slice(span.start, span.end).includes(literal),
      );
    if (strings[0] && strings.length === 1) return strings[0];
  }
  return null;
}

function causeOf(url: string, kind: EngineKind, service: Service, model: Model): Cause | null {
  const [, dialect = '', explicit] = SCHEME.exec(url) ?? [];
  const driver = explicit ?? usualDriver(dialect, service, model);
  if (kind === 'sync' && driver && ASYNC_ONLY.has(driver))
    return url.includes('async_fallback') ? null : 'sync-needed';
  if (kind === 'async' && driver && SYNC_ONLY.has(driver)) return 'async-needed';
  if (driver && hasDriver(model, service, driver) === 'absent') return 'not-installed';
  return driver === 'asyncpg' && url.includes('sslmode=') ? 'sslmode' : null;
}

/** The driver SQLAlchemy takes for a dialect alone. */
function usualDriver(dialect: string, service: Service, model: Model): string | null {
  return dialect === 'postgresql' ? defaultDriver(model, service) : 'mysqldb';
}

/** A scheme whose driver is installed and serves this kind of engine. */
function targetOf(kind: EngineKind, service: Service, model: Model): string | null {
  const drivers = kind === 'async' ? ['asyncpg', 'psycopg'] : ['psycopg2', 'psycopg', 'pg8000'];
  const driver = drivers.find((name) => hasDriver(model, service, name) === 'installed');
  if (!driver) return null;
  return kind === 'sync' && driver === defaultDriver(model, service)
    ? 'postgresql://'
    : `postgresql+${driver}://`;
}
