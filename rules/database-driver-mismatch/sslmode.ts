import type { Model, Service } from '@unblock/engine';
import { hasDriver } from '@unblock/engine/database/driver';
import { type DatabaseSink, databaseSinks } from '@unblock/engine/database/sinks';
import { escaped } from '@unblock/engine/escaped';
import { keyword, type Node, spanOf, valuesOf } from '@unblock/engine/python/tree';
import type { Mismatch } from './find.ts';

/** Files in which people write the values of variables, for themselves and for others. */
const WRITTEN = /(^|\/)(\.?env[\w.-]*|[\w.-]*\.env|[\w.-]+\.(ya?ml|toml|md))$/i;

/**
 * `sslmode` on its way to asyncpg, which SQLAlchemy hands the parameters of a URL and of `connect_args` by name: in the code,
 * and in the URL that the repository gives as the value of a variable.
 * https://github.com/MagicStack/asyncpg/issues/737
 */
export function sslModes(service: Service, model: Model): Mismatch[] {
  const sinks = databaseSinks(model, service).filter(({ to }) => to === 'create_async_engine');
  return sinks.flatMap((sink) => [...inArguments(sink, service, model), ...inValues(sink, service, model)]);
}

/** `connect_args={"sslmode": "require"}`. psycopg 3 serves asynchronous engines too, and knows the parameter. */
function inArguments(sink: DatabaseSink, service: Service, model: Model): Mismatch[] {
  const call = sink.node.ancestors().find((up) => up.kind() === 'call');
  const root = sink.node.ancestors().at(-1);
  const given = call ? keyword(call, 'connect_args') : null;
  const [value] = given?.kind() === 'identifier' && root ? valuesOf(root, given) : given ? [given] : [];
  const keys = value?.kind() === 'dictionary' ? value.namedChildren().map((pair) => pair.field('key')) : [];
  const key = keys.find((node) => isText(node, 'sslmode'));
  const others = keys.filter((node) => node !== key && /^["']ssl/.test(node?.text() ?? ''));
  if (!key || others.length > 0 || !isAsyncpg(sink, service, model)) return [];
  return [mismatch(sink, { path: sink.path, ...spanOf(key) }, null, model)];
}

/** A variable whose URL for asyncpg, with `sslmode`, stands in an example, a document or a manifest, and that no code changes. */
function inValues(sink: DatabaseSink, service: Service, model: Model): Mismatch[] {
  const { trace, path } = sink;
  const spoken = [path, ...trace.code.map((span) => span.path)].some((file) =>
    /sslmode/.test(model.read(file) ?? ''),
  );
  const isWhole = trace.reads.length === 1 && !trace.isComposed && !trace.isUnknown;
  const [read] = trace.reads;
  if (!read || !isWhole || spoken || service.language !== 'python') return [];
  const url = new RegExp(
    `\\b${escaped(read.name)}\\b[^\\n]{0,20}postgres(ql)?\\+asyncpg://[^\\s"']*[?&]sslmode=`,
  );
  const file = [...model.paths]
    .sort()
    .find((other) => WRITTEN.test(other) && url.test(model.read(other) ?? ''));
  return file === undefined
    ? []
    : [{ ...mismatch(sink, read.span, file, model), read, severity: 'important' }];
}

function mismatch(
  sink: DatabaseSink,
  span: Mismatch['span'],
  writtenIn: string | null,
  model: Model,
): Mismatch {
  return {
    cause: 'sslmode',
    span,
    to: sink.to,
    scheme: 'postgresql+asyncpg://',
    driver: 'asyncpg',
    target: null,
    read: null,
    writtenIn,
    isShared: false,
    severity: 'critical',
    contracts: model.contracts.filter(({ runs }) => runs.value === 'server'),
  };
}

/** The URL, or the code it passes, names asyncpg; or no other driver can serve. */
function isAsyncpg({ trace }: DatabaseSink, service: Service, model: Model): boolean {
  const code = trace.code.map(({ path, start, end }) => (model.read(path) ?? '').slice(start, end));
  if (code.some((text) => /\+(psycopg|psycopg_async)\b/.test(text))) return false;
  return (
    code.some((text) => text.includes('+asyncpg')) ||
    (hasDriver(model, service, 'asyncpg') === 'installed' &&
      hasDriver(model, service, 'psycopg') === 'absent')
  );
}

function isText(node: Node | null | undefined, text: string): boolean {
  return node?.kind() === 'string' && node.text().slice(1, -1) === text;
}
