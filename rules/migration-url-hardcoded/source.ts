import { parsePython } from '@unblock/codemods/python/parse';
import { type Expression, findDependency, type Model, type Service } from '@unblock/engine';
import { importedFiles, moduleName } from '@unblock/engine/imported';
import { spanOf } from '@unblock/engine/python/tree';
import type { EnvFile } from './env-file.ts';

/** Where env.py is to read the database URL. */
export interface Source {
  /** The variable that holds it on the platform: `DATABASE_URL`; null where settings put it together from several. */
  variable: string | null;
  /** The settings object that already reads it; null for a plain read of the environment. */
  settings: Settings | null;
}

export interface Settings {
  /** `settings.DATABASE_URL`. */
  expression: string;
  /** The expression as text, where the field is no string. */
  text: string;
  module: string;
  /** Name to import from the module: `settings`, `get_settings`. */
  name: string;
  /** The name is imported in env.py already. */
  isImported: boolean;
  path: string;
}

const NAMES = [
  'DATABASE_URL',
  'DATABASE_URI',
  'DB_URL',
  'DB_URI',
  'SQLALCHEMY_DATABASE_URL',
  'SQLALCHEMY_DATABASE_URI',
  'POSTGRES_URL',
  'POSTGRES_DSN',
];

/**
 * The place that knows the database of the application: the settings object that env.py's imports build, because only it
 * reads a `.env` file; else the variable the service reads; else `DATABASE_URL`.
 *
 * @param read variable that env.py itself reads already.
 */
export function sourceOf(model: Model, service: Service, file: EnvFile, read: string | null): Source {
  for (const path of [...importedFiles(model, file.path)].sort()) {
    const found = inSettings(model, file, path);
    if (found) return found;
  }
  return { variable: read ?? variableOf(model, service) ?? 'DATABASE_URL', settings: null };
}

/** The variable from which the code of a service reads its database URL; null where it reads none. */
export function variableOf(model: Model, service: Service): string | null {
  const read = new Set(model.factsOf(service, 'environment-read').map(({ name }) => name));
  return NAMES.find((name) => read.has(name)) ?? null;
}

function inSettings(model: Model, file: EnvFile, path: string): Source | null {
  const summary = model.module(path);
  const span = { path, start: 0, end: 0 };
  const instances = Object.entries(summary?.bindings ?? {}).filter(([, value]) => value.kind === 'call');
  const makers = Object.entries(summary?.returns ?? {});
  for (const [name, value] of [...instances, ...makers]) {
    const reference: Expression = { span, kind: 'name', name, local: null };
    const isMaker = summary?.returns[name] === value;
    const object: Expression = isMaker
      ? { span, kind: 'call', callee: reference, arguments: [], keywords: {} }
      : reference;
    const owner = isMaker ? `${name}()` : name;
    const settings = (expression: string, text: string): Settings | null => {
      const module = moduleName(model, file.path, path);
      if (module === null) return null;
      return { expression, text, module, name, path, isImported: imports(model, file, module, name) };
    };
    for (const field of NAMES.flatMap((upper) => [upper, upper.toLowerCase()])) {
      const found = model.resolve({ span, kind: 'member', object, property: field });
      if (found.kind !== 'environment') continue;
      const expression = `${owner}.${field}`;
      return {
        variable: found.name,
        settings: settings(expression, asText(model, found.declared, expression)),
      };
    }
    const property = propertyOf(model, path, value);
    const computed = property && settings(`${owner}.${property}`, `str(${owner}.${property})`);
    if (computed) return { variable: null, settings: computed };
  }
  return null;
}

function imports(model: Model, file: EnvFile, module: string, name: string): boolean {
  const entries = model.module(file.path)?.imports ?? [];
  return entries.some((entry) => entry.local === name && entry.name === name && entry.module === module);
}

/** A property of a settings class that puts the URL together from parts. */
function propertyOf(model: Model, path: string, made: Expression): string | null {
  const name = made.kind === 'call' && made.callee.kind === 'name' ? made.callee.name : '';
  const summary = model.module(path)?.classes[name];
  if (!summary || !model.isSettings(summary, path)) return null;
  const text = (model.read(path) ?? '').slice(summary.span.start, summary.span.end);
  const names = parsePython(text)
    .findAll({ rule: { kind: 'decorated_definition', regex: '^@(property|computed_field|cached_property)' } })
    .map((node) => node.field('definition')?.field('name')?.text() ?? '');
  return names.find((property) => NAMES.includes(property.toUpperCase())) ?? null;
}

/** `str(...)` unless the field is declared a string; a secret gives its value only when asked. */
function asText(
  model: Model,
  declared: { path: string; start: number; end: number },
  expression: string,
): string {
  const text = model.read(declared.path) ?? '';
  const assignment = parsePython(text)
    .findAll({ rule: { kind: 'assignment' } })
    .find((node) => spanOf(node).start === declared.start && spanOf(node).end === declared.end);
  const type = assignment?.field('type')?.text() ?? '';
  if (type.includes('Secret')) return `${expression}.get_secret_value()`;
  return /^(str|str \| None|Optional\[str\])$/.test(type) ? expression : `str(${expression})`;
}

/** The scheme under which SQLAlchemy loads the driver that the service installs, and those that mean the same database. */
export interface Scheme {
  target: string;
  /** Schemes that become the target. */
  from: string[];
}

/** What to make of a URL's scheme: the driver of the old URL stays, an asynchronous engine gets an asynchronous driver. */
export function schemeOf(service: Service, isAsync: boolean, old: string | null): Scheme | null {
  const [dialect = '', driver] = (old?.split('://')[0] ?? '').split('+');
  if (/^(mysql|mariadb)$/.test(dialect))
    return driver ? { target: `${dialect}+${driver}://`, from: [`${dialect}://`] } : null;
  if (/^(mssql|oracle|cockroachdb)$/.test(dialect)) return null;
  const has = (name: string) => findDependency(service.dependencies, name) !== undefined;
  const isPostgres = dialect.startsWith('postgres');
  const chosen = isPostgres && driver ? driver : isAsync ? asyncDriver(has) : syncDriver(has);
  const target = chosen ? `postgresql+${chosen}://` : 'postgresql://';
  const wrong = isAsync
    ? ['postgresql+psycopg2://'].filter(() => has('psycopg2') || has('psycopg2-binary'))
    : ['postgresql+asyncpg://'].filter(() => has('asyncpg'));
  const from = ['postgres://', 'postgresql://', ...wrong].filter((scheme) => scheme !== target);
  return { target, from };
}

function asyncDriver(has: (name: string) => boolean): string | null {
  return has('asyncpg') ? 'asyncpg' : has('psycopg') ? 'psycopg' : null;
}

/** Where psycopg2 is installed the URL needs no driver: it is what SQLAlchemy 1 and 2.0 take by themselves. */
function syncDriver(has: (name: string) => boolean): string | null {
  return has('psycopg') && !has('psycopg2') && !has('psycopg2-binary') ? 'psycopg' : null;
}
