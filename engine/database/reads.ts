import { parsePython } from '@unblock/codemods/python/parse';
import type { Contract } from '@unblock/platforms';
import { escaped } from '../escaped.ts';
import type { Model, Service } from '../model.ts';
import { spanOf } from '../python/tree.ts';
import { wantedScheme } from './driver.ts';
import { passingValidators } from './passing.ts';
import { type DatabaseSink, databaseSinks } from './sinks.ts';
import type { UrlRead } from './trace.ts';

/** What SQLAlchemy is given from a read. */
export interface UsedUrl extends DatabaseSink {
  /** The code on the way makes `postgresql://` of `postgres://`. */
  isNormalised: boolean;
  /** The code on the way names a driver. */
  namesDriver: boolean;
}

/** One read of the database URL, with all that SQLAlchemy is given from it. */
export interface DatabaseRead {
  read: UrlRead;
  sinks: UsedUrl[];
  /** The scheme its engines need; null where they need different ones. */
  wanted: string | null;
}

/** The reads of variables that reach SQLAlchemy, each once. */
export function databaseReads(model: Model, service: Service): DatabaseRead[] {
  const found = new Map<string, { read: UrlRead; sinks: UsedUrl[] }>();
  for (const sink of databaseSinks(model, service)) {
    const hasScheme = sink.trace.literals.some((text) => /^\w+(\+\w+)?:\/\//.test(text));
    for (const read of sink.trace.reads) {
      // The platform's URL is a part there, and not the whole.
      if (read.isPart && hasScheme) continue;
      const key = `${read.span.path}:${read.span.start}`;
      const known = found.get(key) ?? { read, sinks: [] };
      known.sinks.push(used(model, sink, read));
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ read, sinks }) => {
    const schemes = new Set(sinks.map(({ kind }) => wantedScheme(model, service, kind)));
    const [only] = schemes;
    return { read, sinks, wanted: only !== undefined && schemes.size === 1 ? only : null };
  });
}

const OLD_SCHEME = /["']\^?postgres(:|["'])|drivername/;
const DRIVER = /\+(asyncpg|psycopg|pg8000)|drivername/;

/** A file that speaks of the scheme changes it in a way of its own, even where that is not followed. */
function used(model: Model, sink: DatabaseSink, read: UrlRead): UsedUrl {
  const textOf = (path: string) => withoutUnused(model.read(path) ?? '');
  const code = sink.trace.code.map(({ path, start, end }) => textOf(path).slice(start, end));
  const files = [sink.path, read.span.path].map(textOf);
  return {
    ...sink,
    isNormalised: [...code, ...files].some((text) => OLD_SCHEME.test(text)),
    namesDriver: [...code, ...files].some((text) => DRIVER.test(text)),
  };
}

/** A file without the validators that hand on a URL as it is: what they build of parts never meets one. */
function withoutUnused(text: string): string {
  if (!DRIVER.test(text) || !/validator\b/.test(text)) return text;
  return passingValidators(parsePython(text)).reduce((rest, { node }) => {
    const { start, end } = spanOf(node);
    return rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  }, text);
}

/** The contracts under which the platform gives the variable of a read in a form of its own. */
export function givenContracts(model: Model, { name }: UrlRead): Contract[] {
  return model.contracts.filter(({ databaseUrl: { value } }) => value?.variable === name);
}

/** Whether the platform may give a read a `postgres://` that nothing on its way takes away. */
export function isOldScheme(model: Model, { read, sinks }: DatabaseRead): boolean {
  const given = givenContracts(model, read).some(
    ({ databaseUrl: { value } }) => value?.scheme === 'postgres',
  );
  return given && sinks.some(({ isNormalised, namesDriver }) => !isNormalised && !namesDriver);
}

/** Whether a file beside the code shows that people write the driver into a variable themselves. */
export function isWrittenWithDriver(model: Model, { name }: UrlRead): boolean {
  const written = new RegExp(`\\b${escaped(name)}\\b[^\\n]{0,60}\\n?[^\\n]{0,60}\\bpostgres(ql)?\\+\\w+://`);
  return [...model.paths].some(
    (path) =>
      !path.endsWith('.py') &&
      /(^|\/)(\.?env[\w.-]*|[\w.-]*\.env|[\w.-]*compose[\w.-]*|[\w.-]+\.(ya?ml|toml|md|json|rst))$/i.test(
        path,
      ) &&
      written.test(model.read(path) ?? ''),
  );
}
