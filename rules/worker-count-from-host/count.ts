import type { Expression, Model } from '@unblock/engine';

/** How far names of a module are followed to the count. */
const DEPTH = 6;

/**
 * Whether a number grows with the processors that Python counts. Not where something bounds it (`min(…, 4)`) or a variable
 * may give it instead.
 */
export function countsProcessors(model: Model, expression: Expression, depth = DEPTH): boolean {
  if (depth === 0) return false;
  const next = (inner: Expression) => countsProcessors(model, inner, depth - 1);
  switch (expression.kind) {
    case 'name': {
      const { name, local, span } = expression;
      const bound = local ?? own(model.module(span.path)?.bindings, name);
      return bound ? next(bound) : false;
    }
    case 'convert':
      return next(expression.value);
    case 'concat':
      return expression.parts.some(next);
    case 'either':
      return next(expression.first);
    case 'derived':
      // A condition decides between values: which one is not known.
      return !isConditional(model, expression) && expression.from.some(next);
    case 'call':
      return countsByCall(model, expression, next);
    default:
      return false;
  }
}

function countsByCall(
  model: Model,
  { callee, arguments: given, span }: Extract<Expression, { kind: 'call' }>,
  next: (inner: Expression) => boolean,
): boolean {
  if (callee.kind === 'member') return callee.property === 'cpu_count';
  if (callee.kind !== 'name') return false;
  if (callee.name === 'cpu_count') return true;
  if (/^(max|round)$/.test(callee.name)) return given.some(next);
  const returned = own(model.module(span.path)?.returns, callee.name);
  return returned ? next(returned) : false;
}

function isConditional(model: Model, { span }: Expression): boolean {
  const text = model.read(span.path)?.slice(span.start, span.end) ?? '';
  return /\b(if|else|and|not)\b|[<>=]=?|environ|getenv/.test(text);
}

function own<T>(record: Record<string, T> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
