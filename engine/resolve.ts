import { methodReader, readsEnvironment } from './classes.ts';
import type { ClassSummary, Expression } from './facts.ts';
import { packageSetting } from './node/config-package.ts';
import { flaskSetting } from './python/flask-config.ts';
import {
  dynaconfVariable,
  type LibraryRead,
  libraryRead,
  type ReaderOrigin,
} from './python/settings-libraries.ts';
import { DEEPEST, type Modules, parentOf, type Target, traceTarget } from './trace.ts';
import { concat, convert, type Value } from './value.ts';

/** The call that made an object, and where its maker was imported from. */
export interface Producer {
  module: string;
  /** Name inside the module, `default` for a default import; dotted for members: `NestFactory.create`. */
  name: string;
  call: Extract<Expression, { kind: 'call' }>;
}

/** Follows an expression to its value. Whatever cannot be followed is unknown. */
export function resolveValue(modules: Modules, expression: Expression, depth = 0): Value {
  const span = expression.span;
  const unknown: Value = { span, declared: span, kind: 'unknown' };
  if (depth > DEEPEST) return unknown;
  const next = (inner: Expression): Value => ({ ...resolveValue(modules, inner, depth + 1), span });
  switch (expression.kind) {
    case 'literal':
      return { span, declared: span, kind: 'literal', value: expression.value };
    case 'env':
      return {
        span,
        declared: span,
        kind: 'environment',
        name: expression.name,
        required: expression.required,
        fallback: expression.fallback ? resolveValue(modules, expression.fallback, depth + 1) : null,
      };
    case 'convert': {
      const value = next(expression.value);
      return value.kind === 'literal' ? { ...value, value: convert(value.value, expression.to) } : value;
    }
    case 'either': {
      const first = next(expression.first);
      if (first.kind === 'literal') return first.value ? first : next(expression.second);
      if (first.kind !== 'environment') return unknown;
      // An empty fallback gives way to the second value.
      const isEmpty = first.fallback?.kind === 'literal' && !first.fallback.value;
      const fallback = isEmpty ? null : first.fallback;
      return { ...first, fallback: fallback ?? resolveValue(modules, expression.second, depth + 1) };
    }
    case 'concat':
      return concat(
        expression.parts.map((part) => resolveValue(modules, part, depth + 1)),
        unknown,
        expression.plus === true,
      );
    case 'derived': {
      const parts = expression.from.map((part) => resolveValue(modules, part, depth + 1));
      const read = parts.find((part) => part.kind === 'environment');
      // What is computed from the environment depends on it, but its fallback is not the variable's.
      return read?.kind === 'environment' ? { ...read, span, fallback: unknown } : unknown;
    }
    case 'name':
    case 'member':
    case 'call': {
      const read = expression.kind === 'call' ? readOf(modules, expression, depth) : null;
      if (read) return next({ span, kind: 'env', ...read });
      const target = traceTarget(modules, expression, depth + 1);
      const setting = settingOf(modules, expression, target, depth);
      if (setting) return next({ span, kind: 'env', ...setting });
      const configured =
        target === null && expression.kind === 'member' && span.path.endsWith('.py')
          ? flaskSetting(modules, expression, (one) => readerOrigin(modules, one, depth + 1))
          : null;
      if (configured) return next(configured);
      const given = expression.kind === 'call' ? configSetting(modules, expression, depth) : null;
      if (given) return next(given);
      if (target?.kind !== 'expression' || target.expression === expression) return unknown;
      return next(target.expression);
    }
    default:
      return unknown;
  }
}

/** The variable behind what leads out of the repository: a setting of dynaconf, `e["X"]` of `os.environ` under another name. */
function settingOf(
  modules: Modules,
  expression: Expression,
  target: Target | null,
  depth: number,
): LibraryRead | null {
  if (!expression.span.path.endsWith('.py')) return null;
  const [, item] =
    (target?.kind === 'outside' &&
      target.module === 'os' &&
      /^environ\.([A-Z]\w*)$/.exec(target.name ?? '')) ||
    [];
  if (item) return { name: item, fallback: null, required: true };
  const isOpen =
    target === null ||
    target.kind === 'outside' ||
    (target.kind === 'expression' && target.expression === expression);
  if (expression.kind !== 'member' || !isOpen) return null;
  const name = dynaconfVariable(expression, (object) => readerOrigin(modules, object, depth + 1));
  return name === null
    ? null
    : { name, fallback: { span: expression.span, kind: 'unknown' }, required: false };
}

/** What `config.get('server.port')` of the package `config` gives; null for any other call. */
function configSetting(
  modules: Modules,
  { callee, arguments: [key] }: Extract<Expression, { kind: 'call' }>,
  depth: number,
): Expression | null {
  if (callee.kind !== 'member' || callee.property !== 'get' || callee.span.path.endsWith('.py')) return null;
  if (key?.kind !== 'literal' || typeof key.value !== 'string') return null;
  const owner = traceTarget(modules, callee.object, depth + 1);
  return owner?.kind === 'outside' && owner.module === 'config'
    ? packageSetting(modules, callee, key.value)
    : null;
}

/** What a Python call reads from the environment through a library or a function of the repository; null for any other. */
export function readOf(
  modules: Modules,
  call: Extract<Expression, { kind: 'call' }>,
  depth = 0,
): LibraryRead | null {
  if (!call.span.path.endsWith('.py')) return null;
  return libraryRead(call, (expression) => readerOrigin(modules, expression, depth + 1));
}

/** What a name that is called may be: a library's function, an object of a library, a function that reads a variable. */
export function readerOrigin(modules: Modules, expression: Expression, depth = 0): ReaderOrigin | null {
  if (expression.kind !== 'name' && expression.kind !== 'member') return null;
  const target = traceTarget(modules, expression, depth);
  if (target?.kind === 'reader') return target;
  if (target?.kind === 'outside')
    return { kind: 'outside', module: target.module, name: target.name ?? 'default' };
  if (target?.kind !== 'expression' || target.expression.kind !== 'call') return null;
  const call = target.expression;
  const maker = traceTarget(modules, call.callee, depth);
  // `env("X")`, where `env` is an object of a class of the repository.
  const reader = maker?.kind === 'class' ? methodReader(maker, '__call__', parentOf(modules, depth)) : null;
  if (reader) return { kind: 'reader', reader };
  return maker?.kind === 'outside'
    ? { kind: 'made', module: maker.module, name: maker.name ?? 'default', call }
    : null;
}

/** The call that made the object an expression stands for; null when it cannot be told. */
export function producerOf(modules: Modules, expression: Expression): Producer | null {
  const target = traceTarget(modules, expression, 0);
  if (target?.kind !== 'expression' || target.expression.kind !== 'call') return null;
  const call = target.expression;
  const maker = traceTarget(modules, call.callee, 0);
  if (maker?.kind === 'outside') return { module: maker.module, name: maker.name ?? 'default', call };
  return null;
}

/** Whether a class reads its fields from the environment. */
export function isSettingsClass(modules: Modules, summary: ClassSummary, path: string): boolean {
  return readsEnvironment({ summary, path }, parentOf(modules, 0));
}
