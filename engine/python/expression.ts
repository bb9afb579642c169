import type { SgNode } from '@ast-grep/napi';
import { bounded } from '../bounded.ts';
import type { Expression, Span } from '../facts.ts';
import { localBinding } from './bindings.ts';

const ENVIRONMENT_GETTERS = new Set([
  'os.getenv',
  'getenv',
  'os.environ.get',
  'environ.get',
  'os.environ.setdefault',
]);
const CONVERSIONS: ReadonlyMap<string, 'number' | 'string' | 'boolean'> = new Map([
  ['int', 'number'],
  ['float', 'number'],
  ['str', 'string'],
  ['bool', 'boolean'],
]);

export function spanOf(path: string, node: SgNode): Span {
  const range = node.range();
  return { path, start: range.start.index, end: range.end.index };
}

/** No expression that somebody wrote is nested deeper. */
const DEEPEST = 400;

/** Reduces a Python expression to what can be followed. `path` is the file it stands in. */
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
      return stringOf(path, node, span);
    case 'concatenated_string':
      return { span, kind: 'concat', parts: named(node).map(next) };
    case 'integer':
    case 'float':
      return { span, kind: 'literal', value: Number(node.text().replaceAll('_', '')) };
    case 'true':
      return { span, kind: 'literal', value: true };
    case 'false':
      return { span, kind: 'literal', value: false };
    case 'none':
      return { span, kind: 'literal', value: null };
    case 'identifier':
      return { span, kind: 'name', name: node.text(), local: localBinding(path, node) };
    case 'attribute':
      return memberOf(path, node, span);
    case 'subscript':
      return subscriptOf(path, node, span);
    case 'call':
      return callOf(path, node, span);
    case 'await':
    case 'parenthesized_expression': {
      const inner = named(node)[0];
      return inner ? next(inner) : { span, kind: 'unknown' };
    }
    case 'boolean_operator': {
      const [left, right] = [node.field('left'), node.field('right')];
      if (!left || !right) return { span, kind: 'unknown' };
      const isOr = node.field('operator')?.text() === 'or';
      return isOr ? { span, kind: 'either', first: next(left), second: next(right) } : derived([left, right]);
    }
    case 'binary_operator': {
      const [left, right] = [node.field('left'), node.field('right')];
      if (!left || !right) return { span, kind: 'unknown' };
      const isPlus = node.field('operator')?.text() === '+';
      return isPlus
        ? { span, kind: 'concat', parts: [next(left), next(right)], plus: true }
        : derived([left, right]);
    }
    case 'comparison_operator': {
      const operands = named(node);
      const operator = node.fieldChildren('operators').map((part) => part.text());
      const [only] = operator;
      const isPlain = operands.length === 2 && operator.length === 1 && (only === '==' || only === '!=');
      return isPlain
        ? { span, kind: 'derived', from: operands.map(next), comparison: only }
        : derived(operands);
    }
    case 'conditional_expression':
    case 'not_operator':
      return derived(named(node));
    case 'dictionary':
      return dictionaryOf(path, node, span);
    default:
      return { span, kind: 'unknown' };
  }
}

export function named(node: SgNode): SgNode[] {
  return node.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
}

function stringOf(path: string, node: SgNode, span: Span): Expression {
  const children = node.children();
  const prefix = children[0]?.text().toLowerCase() ?? '';
  if (prefix.startsWith('b') || prefix.startsWith('rb')) return { span, kind: 'unknown' };
  const interpolations = children.filter((child) => child.kind() === 'interpolation');
  if (interpolations.length === 0) {
    const raw = node.text().slice(prefix.length, -(children.at(-1)?.text().length ?? 1));
    return { span, kind: 'literal', value: prefix.includes('r') ? raw : raw.replace(/\\(["'\\])/g, '$1') };
  }
  const parts: Expression[] = [];
  for (const child of children.slice(1, -1)) {
    if (child.kind() === 'interpolation') {
      const inner = child.field('expression') ?? named(child)[0];
      parts.push(inner ? expressionOf(path, inner) : { span, kind: 'unknown' });
    } else {
      parts.push({ span: spanOf(path, child), kind: 'literal', value: child.text() });
    }
  }
  return { span, kind: 'concat', parts };
}

function memberOf(path: string, node: SgNode, span: Span): Expression {
  const object = node.field('object');
  const property = node.field('attribute')?.text();
  if (!object || !property) return { span, kind: 'unknown' };
  return { span, kind: 'member', object: expressionOf(path, object), property };
}

function subscriptOf(path: string, node: SgNode, span: Span): Expression {
  const object = node.field('value');
  const key = node.field('subscript');
  if (!object || !key) return { span, kind: 'unknown' };
  const name = literalText(path, key);
  if (name === null) return { span, kind: 'unknown' };
  if (isEnvironment(object.text())) return { span, kind: 'env', name, fallback: null, required: true };
  return { span, kind: 'member', object: expressionOf(path, object), property: name };
}

function callOf(path: string, node: SgNode, span: Span): Expression {
  const callee = node.field('function');
  const list = node.field('arguments');
  if (!callee || list?.kind() !== 'argument_list') return { span, kind: 'unknown' };
  const { positional, keywords } = argumentsOf(path, list);
  const name = callee.text();
  if (ENVIRONMENT_GETTERS.has(name)) {
    const variable = positional[0];
    if (variable?.kind !== 'literal' || typeof variable.value !== 'string') return { span, kind: 'unknown' };
    return {
      span,
      kind: 'env',
      name: variable.value,
      fallback: positional[1] ?? keywords.default ?? null,
      required: false,
    };
  }
  const conversion = CONVERSIONS.get(name);
  if (conversion && positional.length === 1 && positional[0])
    return { span, kind: 'convert', value: positional[0], to: conversion };
  // `os.getenv("DEBUG", "").lower()` still depends on the environment alone.
  if (callee.kind() === 'attribute') {
    const object = callee.field('object');
    const method = callee.field('attribute')?.text() ?? '';
    if (object && /^(lower|upper|strip|lstrip|rstrip|replace|split|title|casefold)$/.test(method)) {
      return { span, kind: 'derived', from: [expressionOf(path, object)] };
    }
  }
  return { span, kind: 'call', callee: expressionOf(path, callee), arguments: positional, keywords };
}

/** The arguments of a call. A `*args` or `**kwargs` hides what is given, so it stands as an unknown keyword `**`. */
export function argumentsOf(
  path: string,
  list: SgNode,
): { positional: Expression[]; keywords: Record<string, Expression> } {
  const positional: Expression[] = [];
  const keywords: Record<string, Expression> = {};
  for (const argument of named(list)) {
    const value = argument.kind() === 'keyword_argument' ? argument.field('value') : null;
    const name = argument.kind() === 'keyword_argument' ? argument.field('name')?.text() : undefined;
    if (value && name) keywords[name] = expressionOf(path, value);
    else if (/splat/.test(String(argument.kind())))
      keywords['**'] = { span: spanOf(path, argument), kind: 'unknown' };
    else positional.push(expressionOf(path, argument));
  }
  return { positional, keywords };
}

function dictionaryOf(path: string, node: SgNode, span: Span): Expression {
  const properties: Record<string, Expression> = {};
  for (const pair of named(node)) {
    const [key, value] = [pair.field('key'), pair.field('value')];
    const name = key && literalText(path, key);
    if (value && name) properties[name] = expressionOf(path, value);
    // What is spread in, or named by an expression, may hide any other entry.
    else properties['...'] = { span: spanOf(path, pair), kind: 'unknown' };
  }
  return { span, kind: 'object', properties };
}

function literalText(path: string, node: SgNode): string | null {
  const expression = node.kind() === 'string' ? expressionOf(path, node) : null;
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;
}

function isEnvironment(text: string): boolean {
  return text === 'os.environ' || text === 'environ';
}

/** The function around a node, null at module level. */
export function enclosingFunction(node: SgNode): SgNode | null {
  for (let up = node.parent(); up; up = up.parent()) {
    if (up.kind() === 'function_definition') return up;
  }
  return null;
}
