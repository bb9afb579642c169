import type { SgNode } from '@ast-grep/napi';
import { escaped } from '../escaped.ts';
import type { Expression, Span } from '../facts.ts';

export function spanOf(path: string, node: SgNode): Span {
  const range = node.range();
  return { path, start: range.start.index, end: range.end.index };
}

/** Reduces an ECMAScript expression to what can be followed. `path` is the file it stands in. */
export function expressionOf(path: string, node: SgNode): Expression {
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

/** What a name is bound to in the functions around it; null when none of them binds it, unknown when that cannot be told. */
function localBinding(path: string, node: SgNode): Expression | null {
  const name = node.text();
  for (let scope = enclosingFunction(node); scope; scope = enclosingFunction(scope)) {
    const unknown: Expression = { span: spanOf(path, scope), kind: 'unknown' };
    const parameters = scope.field('parameters') ?? scope.field('parameter');
    if (parameters && namesIn(parameters).includes(name)) return unknown;
    const declarations = scope.findAll(DECLARATORS).filter((declarator) => {
      const target = declarator.field('name');
      return target !== null && namesIn(target).includes(name);
    });
    const declaration = declarations[0];
    if (!declaration) continue;
    if (declarations.length > 1) return unknown;
    return followed(path, declaration, name) ?? unknown;
  }
  return null;
}

/** Names whose values lead to more names, and in circles, cost their square at every step: a few steps are followed. */
const LONGEST_CHAIN = 6;
let chain = 0;

function followed(path: string, declaration: SgNode, name: string): Expression | null {
  if (chain === LONGEST_CHAIN) return null;
  chain += 1;
  try {
    return declared(path, declaration, name);
  } finally {
    chain -= 1;
  }
}

const DECLARATORS = { rule: { kind: 'variable_declarator' } };

const NAME = /(?<![\p{L}\p{N}_$]\.?)[\p{L}\p{N}_$]+/gu;

/** The names in a parameter list or pattern, those of types and defaults among them; no properties. */
function namesIn(node: SgNode): string[] {
  return node.text().match(NAME) ?? [];
}

/** The value a declarator gives to a name: `const a = x`, `const { a = 1 } = process.env`; null when it cannot be followed. */
export function declared(
  path: string,
  declaration: SgNode,
  name: string,
  file = surroundingsOf(declaration),
): Expression | null {
  const target = declaration.field('name');
  const value = declaration.field('value');
  if (!target || !value) return null;
  const span = spanOf(path, declaration);
  const keyword = declaration.parent()?.children()[0]?.text();
  if (keyword === 'let' || keyword === 'var') {
    if (file.assigned().has(name)) return null;
  }
  if (target.kind() === 'identifier') return withoutAssigned(expressionOf(path, value), name, file);
  if (target.kind() !== 'object_pattern') return null;
  for (const entry of named(target)) {
    const shorthand = entry.kind() === 'shorthand_property_identifier_pattern' ? entry.text() : null;
    const withDefault = entry.kind() === 'object_assignment_pattern';
    const key = shorthand ?? (withDefault ? entry.field('left')?.text() : entry.field('key')?.text()) ?? '';
    const local = entry.kind() === 'pair_pattern' ? entry.field('value')?.text() : key;
    if (local !== name) continue;
    const given = withDefault ? entry.field('right') : null;
    const fallback = given ? expressionOf(path, given) : null;
    if (isEnvironment(value.text())) return { span, kind: 'env', name: key, fallback, required: false };
    const member: Expression = { span, kind: 'member', object: expressionOf(path, value), property: key };
    return fallback ? { span, kind: 'either', first: member, second: fallback } : member;
  }
  return null;
}

/** What a declaration needs to know of its file; each is computed once, for a file can hold thousands of declarations. */
export interface Surroundings {
  root: SgNode;
  text: string;
  /** Names that are given another value somewhere in the file. */
  assigned(): ReadonlySet<string>;
}

/** The surroundings of a node, for one question; whoever asks for many declarations keeps them. */
export function surroundingsOf(node: SgNode): Surroundings {
  const root = node.ancestors().at(-1) ?? node;
  let names: Set<string> | null = null;
  const assigned = () => {
    names ??= new Set(
      root
        .findAll({ rule: { kind: 'assignment_expression' } })
        .map((found) => found.field('left')?.text() ?? ''),
    );
    return names;
  };
  return { root, text: root.text(), assigned };
}

/** An object without the members that its file gives another value: `config.host = …`. */
function withoutAssigned(value: Expression, name: string, { root, text }: Surroundings): Expression {
  if (value.kind !== 'object') return value;
  const use = new RegExp(
    `(?<![\\w$.])${escaped(name)}\\s*(\\.\\s*\\w+|\\[[^\\]]*\\])\\s*([-+*/|&?]*=)(?![=>])|Object\\.assign\\(\\s*${escaped(name)}\\b`,
  );
  if (!use.test(text)) return value;
  const properties = { ...value.properties };
  const kinds = ['assignment_expression', 'augmented_assignment_expression', 'call_expression'];
  for (const node of root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } })) {
    const unknown: Expression = { span: value.span, kind: 'unknown' };
    if (node.kind() === 'call_expression') {
      const isMerged = node.field('function')?.text() === 'Object.assign';
      if (isMerged && named(node.field('arguments') ?? node)[0]?.text() === name) properties['...'] = unknown;
      continue;
    }
    const left = node.field('left');
    if (left?.field('object')?.text() !== name) continue;
    const index = left.field('index');
    const key = index?.kind() === 'string' ? index.text().slice(1, -1) : left.field('property')?.text();
    properties[key ?? '...'] = unknown;
  }
  return { ...value, properties };
}
