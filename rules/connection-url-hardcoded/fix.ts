import type { Edit } from '@unblock/codemods';
import { ensureImport, replaceExpression, setKeywordArgument } from '@unblock/codemods/python/index';
import { type Fix, findDependency, type Model, type Service, type Skip } from '@unblock/engine';
import { defaultDriver } from '@unblock/engine/database/driver';
import { replacements } from '@unblock/engine/database/normalise';
import { addRequirements } from '@unblock/engine/dependencies/add';
import { unreadable } from '@unblock/engine/entry';
import { keyword, spanOf } from '@unblock/engine/python/tree';
import { requiredRead } from '../required-read.ts';
import type { Address } from './address.ts';
import { type Part, readEach, variableOfPart } from './each.ts';
import { type Connection, fallbackOf, findConnections } from './find.ts';
import { joinParts } from './parts.ts';
import { type Source, sourceFor, variableFor } from './variable.ts';
import { PATCH, paragraph, REASONS } from './words.ts';

type FileEdits = { path: string; edits: Edit[] };

/** Reads the address from the environment, with today's local one as the fallback for development. */
export function fixConnection(connection: Connection, service: Service, model: Model): Fix | Skip {
  const { path } = connection.span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  if (hasOther(connection, service, model)) return REASONS.several;
  const fallback = fallbackOf(connection);
  if (fallback) return withoutFallback(connection, fallback, service, model);
  const parts = separateParts(connection);
  if (parts) return fixParts(connection, parts, text, service, model);
  const source = sourceFor(connection.kind, path, service, model);
  if ('skip' in source) return source;
  const parted = [connection, ...connection.others].map((one) => editsOf(one, source, text, service, model));
  const files =
    parted.find((one): one is Skip => 'skip' in one) ?? parted.flatMap((one) => ('skip' in one ? [] : one));
  if ('skip' in files)
    // Without the package that reads the URL, each part has its own variable.
    return connection.form.as === 'django'
      ? fixParts(connection, connection.form.database.literals, text, service, model)
      : files;
  return fixOf(connection, source, [source.variable], files);
}

/** The address that stands in for a variable goes: the variable is then needed. */
function withoutFallback(
  connection: Connection,
  variable: string,
  service: Service,
  model: Model,
): Fix | Skip {
  const { span } = connection;
  const edits = requiredRead(span, service, model);
  if (!edits) return REASONS.fallback;
  return fixOf(connection, { variable, settings: null }, [variable], [{ path: span.path, edits }]);
}

function fixOf(
  connection: Connection,
  source: Source,
  names: readonly string[],
  files: readonly FileEdits[],
): Fix {
  return {
    safety: safetyOf(connection, source),
    title: PATCH(source.settings ?? names.join(', ')),
    paragraph: paragraph(connection, source, names),
    edits: merge(files),
  };
}

function fixParts(
  connection: Connection,
  parts: readonly Part[],
  text: string,
  service: Service,
  model: Model,
): Fix | Skip {
  const { span, cause } = connection;
  if (!parts.some(({ name }) => name === 'HOST')) return REASONS.parts;
  const names = parts.map(({ name }) => variableOfPart(name, service, model));
  const edits = readEach(text, parts, cause !== 'secret', service, model);
  const files = [{ path: span.path, edits: [...edits, ...ensureImport(text, span.start, 'os')] }];
  return fixOf(connection, { variable: names[0] ?? '', settings: null }, names, files);
}

/** The parts of the address of a database that no single URL can take the place of; null where one can. */
function separateParts({ kind, form }: Connection): Part[] | null {
  if (kind !== 'database' || form.as === 'text') return null;
  const { url, literals } = form.as === 'parts' ? form.parts : form.database;
  return url === null ? literals : null;
}

/** The variables that the patch reads. */
export function variablesFor(connection: Connection, service: Service, model: Model): string[] {
  const fallback = fallbackOf(connection);
  if (fallback) return [fallback];
  const parts = separateParts(connection);
  return parts
    ? parts.map(({ name }) => variableOfPart(name, service, model))
    : [variableFor(connection.kind, service, model)];
}

/** Nothing changes for a developer who has no such variable and keeps the fallback. */
export function safetyOf({ cause, form }: Connection, { settings }: Source): 'safe' | 'review' {
  return cause !== 'secret' && settings === null && (form.as !== 'django' || form.database.url === null)
    ? 'safe'
    : 'review';
}

/** One variable cannot name two servers. */
function hasOther({ kind, address }: Connection, service: Service, model: Model): boolean {
  if (kind !== 'database' && kind !== 'mongo') return false;
  return findConnections(service, model).some(
    (other) => other.kind === kind && serverOf(other.address) !== serverOf(address),
  );
}

function serverOf({ host, place }: Address): string {
  return `${host.startsWith('127.') ? 'localhost' : host}:${place}`;
}

function editsOf(
  connection: Connection,
  source: Source,
  text: string,
  service: Service,
  model: Model,
): FileEdits[] | Skip {
  const { form, span, address, cause } = connection;
  if (form.as === 'django') return djangoEdits(connection, source, text, service, model);
  const code = (form.as === 'text' && form.written.code) || text.slice(span.start, span.end);
  const quote = quoteOf(code);
  if (form.as === 'parts') {
    const { sink, parts } = form;
    if (!sink.call || parts.url === null || connection.kind === 'amqp') return REASONS.parts;
    const fallback = cause !== 'secret' ? `${quote}${parts.url}${quote}` : null;
    const index = address.index === null ? '' : `, db=${address.index}`;
    const edits = joinParts(text, sink.call, parts, read(source, quote, fallback) + index);
    if (!edits) return REASONS.parts;
    const callee = sink.call.field('function');
    const end = callee ? spanOf(callee).end : span.start;
    const renamed = connection.kind === 'redis' ? [{ start: end, end, text: '.from_url' }] : [];
    return [{ path: span.path, edits: [...renamed, ...edits, ...imports(text, span.start, source)] }];
  }
  const chain = schemeChain(connection, source, service, model);
  const value = read(source, quote, cause !== 'secret' ? code : null) + chain;
  const own = [...replaceExpression(text, span, value), ...imports(text, span.start, source)];
  return [{ path: span.path, edits: own }, ...indexEdits(connection, model)];
}

/** Platforms give a URL without a driver, or with a scheme that SQLAlchemy no longer knows. */
function schemeChain(
  { address: { scheme }, form }: Connection,
  { settings }: Source,
  service: Service,
  model: Model,
): string {
  const isEngine = form.as === 'text' && form.sink !== null && form.sink.engine !== null;
  if (!isEngine || settings !== null) return '';
  const [dialect = '', driver] = scheme.split('+');
  if (!/^postgres(ql)?$/.test(dialect)) return driver ? `.replace("${dialect}://", "${scheme}://", 1)` : '';
  // SQLAlchemy takes its usual driver by itself.
  const isUsual = driver === undefined || driver === defaultDriver(model, service);
  return replacements(isUsual ? 'postgresql://' : `postgresql+${driver}://`);
}

/** A platform's URL names no database of Redis: the number is given beside it. */
function indexEdits({ form, address: { index } }: Connection, model: Model): FileEdits[] {
  const sink = form.as === 'text' ? form.sink : null;
  if (index === null || !sink?.takesIndex || !sink.call || keyword(sink.call, 'db')) return [];
  const text = model.read(sink.path);
  return text === null
    ? []
    : [{ path: sink.path, edits: setKeywordArgument(text, spanOf(sink.call), 'db', String(index)) }];
}

function djangoEdits(
  { form, span, cause }: Connection,
  source: Source,
  text: string,
  service: Service,
  model: Model,
): FileEdits[] | Skip {
  if (form.as !== 'django' || source.settings !== null) return REASONS.parts;
  const name = source.variable === 'DATABASE_URL' ? [] : [`env="${source.variable}"`];
  const given = cause !== 'secret' ? [`default="${form.database.url}"`] : [];
  const call = `dj_database_url.config(${[...name, ...given, 'conn_max_age=600'].join(', ')})`;
  const own = [...replaceExpression(text, span, call), ...ensureImport(text, span.start, 'dj_database_url')];
  const files = [{ path: span.path, edits: own }];
  if (findDependency(service.dependencies, 'dj-database-url')) return files;
  const near = findDependency(service.dependencies, 'django');
  const added = addRequirements(model, service.dependencies, [{ name: 'dj-database-url' }], near);
  return 'skip' in added ? added : [...files, { path: added.path, edits: added.edits }];
}

function read({ variable, settings }: Source, quote: string, fallback: string | null): string {
  if (settings !== null) return settings;
  const name = `${quote}${variable}${quote}`;
  return fallback === null ? `os.environ[${name}]` : `os.environ.get(${name}, ${fallback})`;
}

function imports(text: string, use: number, { settings }: Source): Edit[] {
  return settings === null ? ensureImport(text, use, 'os') : [];
}

function quoteOf(code: string): string {
  return /^[rRuUfF]?'/.test(code) ? "'" : '"';
}

function merge(files: readonly FileEdits[]): FileEdits[] {
  const merged = new Map<string, Edit[]>();
  for (const { path, edits } of files) {
    const known = merged.get(path) ?? [];
    // Two reads need one import.
    const isNew = (edit: Edit) => !known.some((one) => isEdit(one, edit));
    merged.set(path, [...known, ...edits.filter(isNew)]);
  }
  return [...merged].map(([path, edits]) => ({ path, edits }));
}

function isEdit(one: Edit, other: Edit): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}
