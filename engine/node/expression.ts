import type { SgNode } from '@ast-grep/napi';
import { bounded } from '../bounded.ts';
import type { Expression, Span } from '../facts.ts';
import { localBinding } from './bindings.ts';

export function spanOf(path: string, node: SgNode): Span {
  const range = node.range();
  return { path, start: range.start.index, end: range.end.index };
}

/** No expression that somebody wrote is nested deeper. */
const DEEPEST = 400;

/** Longer arrays are data. */
const LONGEST_LIST = 20;

/** Reduces an ECMAScript expression to what can be followed. `path` is the file it stands in. */
export const expressionOf = bounded(
  DEEPEST,
  (path: string, node: SgNode): Expression => ({ span: spanOf(path, node), kind: 'unknown' }),
  reduce,
);

function reduce(path: string, node: SgNode): Expression {
  const span = spanOf(path, node);
  const next = (child: SgNode) => expressionOf(path, child);
  const derived = (nodes: SgNode[]): Expression => ({ span, kind: 'derived', from: nodes.map(next) });
  switch (node.kind()) {
    case 'string':
      return { span, kind: 'literal', value: unquoteEscapes(node.text().slice(1, -1)) };
    case 'template_string':
      return templateOf(path, node, span);
    case 'number':
      return { span, kind: 'literal', value: Number(node.text().replaceAll('_', '')) };
    case 'true':
      return { span, kind: 'literal', value: true };
    case 'false':
      return { span, kind: 'literal', value: false };
    case 'null':
    case 'undefined':
      return { span, kind: 'literal', value: null };
    case 'identifier':
    case 'shorthand_property_identifier':
      if (node.text() === 'undefined') return { span, kind: 'literal', value: null };
      return { span, kind: 'name', name: node.text(), local: localBinding(path, node) };
    case 'member_expression':
    case 'subscript_expression':
      return memberOf(path, node, span);
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'await_expression':
    case 'type_assertion': {
      const inner = named(node).find((child) => !/type/.test(String(child.kind()))) ?? null;
      return inner ? next(inner) : { span, kind: 'unknown' };
    }
    case 'binary_expression': {
      const [left, right] = [node.field('left'), node.field('right')];
      if (!left || !right) return { span, kind: 'unknown' };
      const operator = node.field('operator')?.text();
      if (operator === '??' || operator === '||')
        return { span, kind: 'either', first: next(left), second: next(right) };
      if (operator === '+') return { span, kind: 'concat', parts: [next(left), next(right)], plus: true };
      return derived([left, right]);
    }
    case 'unary_expression': {
      const operand = node.field('argument');
      if (!operand) return { span, kind: 'unknown' };
      if (node.field('operator')?.text() === '+')
        return { span, kind: 'convert', value: next(operand), to: 'number' };
      return derived([operand]);
    }
    case 'ternary_expression':
      return derived(named(node));
    case 'call_expression':
    case 'new_expression':
      return callOf(path, node, span);
    case 'object':
      return objectOf(path, node, span);
    case 'array': {
      const items = named(node);
      const isPlain = items.length <= LONGEST_LIST && items.every((item) => item.kind() !== 'spread_element');
      return isPlain ? { span, kind: 'list', items: items.map(next) } : { span, kind: 'unknown' };
    }
    default:
      return { span, kind: 'unknown' };
  }
}

export function named(node: SgNode): SgNode[] {
  return node.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
}

function unquoteEscapes(text: string): string {
  return text.replace(/\\(['"`\\$])/g, '$1');
}

function templateOf(path: string, node: SgNode, span: Span): Expression {
  const parts = node.children().flatMap((child): Expression[] => {
    if (child.kind() === 'string_fragment')
      return [{ span: spanOf(path, child), kind: 'literal', value: unquoteEscapes(child.text()) }];
    if (child.kind() !== 'template_substitution') return [];
    const inner = named(child)[0];
    return [inner ? expressionOf(path, inner) : { span, kind: 'unknown' }];
  });
  return { span, kind: 'concat', parts };
}

function memberOf(path: string, node: SgNode, span: Span): Expression {
  const object = node.field('object');
  const key = node.field('property') ?? node.field('index');
  if (!object || !key) return { span, kind: 'unknown' };
  const name =
    node.kind() === 'member_expression'
      ? key.text()
      : key.kind() === 'string'
        ? key.text().slice(1, -1)
        : null;
  if (name === null) return { span, kind: 'unknown' };
  if (isEnvironment(object.text())) return { span, kind: 'env', name, fallback: null, required: false };
  return { span, kind: 'member', object: expressionOf(path, object), property: name };
}

function callOf(path: string, node: SgNode, span: Span): Expression {
  const callee = calleeOf(node);
  const list = node.field('arguments');
  if (!callee) return { span, kind: 'unknown' };
  const values = list ? named(list).map((argument) => expressionOf(path, argument)) : [];
  const name = callee.text();
  const first = values[0];
  if (
    first &&
    (name === 'Number' || name === 'parseInt' || name === 'parseFloat' || name === 'Number.parseInt')
  ) {
    return { span, kind: 'convert', value: first, to: 'number' };
  }
  if (first && (name === 'String' || name === 'Boolean'))
    return { span, kind: 'convert', value: first, to: name === 'String' ? 'string' : 'boolean' };
  return { span, kind: 'call', callee: expressionOf(path, callee), arguments: values, keywords: {} };
}

/** What a call or `new` calls. In `await f<T>(x)` the parser takes the `await` for a part of the callee. */
export function calleeOf(node: SgNode): SgNode | null {
  const callee = node.field('function') ?? node.field('constructor');
  return callee?.kind() === 'await_expression' ? (named(callee)[0] ?? null) : callee;
}

function objectOf(path: string, node: SgNode, span: Span): Expression {
  const properties: Record<string, Expression> = {};
  for (const property of named(node)) {
    if (property.kind() === 'shorthand_property_identifier')
      properties[property.text()] = expressionOf(path, property);
    const [key, value] = [property.field('key'), property.field('value')];
    if (property.kind() === 'pair' && key && value)
      properties[key.text().replace(/^['"]|['"]$/g, '')] = expressionOf(path, value);
    // A spread hides what it brings.
    if (property.kind() === 'spread_element')
      properties['...'] = { span: spanOf(path, property), kind: 'unknown' };
  }
  return { span, kind: 'object', properties };
}

export function isEnvironment(text: string): boolean {
  return text === 'process.env' || text === 'Bun.env' || text === 'import.meta.env' || text === 'env.process';
}

const FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function_declaration',
]);

export function enclosingFunction(node: SgNode): SgNode | null {
  for (let up = node.parent(); up; up = up.parent()) {
    if (FUNCTIONS.has(String(up.kind()))) return up;
  }
  return null;
}
