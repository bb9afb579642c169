import type { SgNode } from '@ast-grep/napi';
import { bounded } from '../bounded.ts';
import type { Expression, Span } from '../facts.ts';
import { localBinding } from './bindings.ts';
import { checkedOf, settingOf } from './settings.ts';

export function spanOf(path: string, node: SgNode): Span {
  const range = node.range();
  return { path, start: range.start.index, end: range.end.index };
}

/** No expression that somebody wrote is nested deeper. */
const DEEPEST = 400;

/** Longer arrays are data. */
export const LONGEST_LIST = 20;

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
      return choiceOf(path, node, span) ?? derived(named(node));
    case 'this':
      return instanceOf(node, span);
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

/** `process.env.PORT ? Number(process.env.PORT) : 3000`: the variable, or else the other value. */
function choiceOf(path: string, node: SgNode, span: Span): Expression | null {
  const [condition, yes, no] = ['condition', 'consequence', 'alternative'].map((field) => node.field(field));
  const asked = condition && yes && no ? askedFor(condition) : null;
  if (!asked || !yes || !no) return null;
  const [first, second] = asked.isThere ? [yes, no] : [no, yes];
  const read = expressionOf(path, first);
  const variable = read.kind === 'convert' ? read.value : read;
  const isSame = variable.kind === 'env' && asked.text.endsWith(variable.name);
  return isSame ? { span, kind: 'either', first: read, second: expressionOf(path, second) } : null;
}

/** The variable that a condition asks for, and whether it holds when the variable is there. */
function askedFor(condition: SgNode): { text: string; isThere: boolean } | null {
  const [, not = '', text = '', operator = ''] =
    /^\(?(!?)\s*((?:process|Bun)\.env\.\w+)\s*(?:([!=]==?)\s*(?:undefined|null|''|""))?\)?$/.exec(
      condition.text(),
    ) ?? [];
  if (text === '' || (not !== '' && operator !== '')) return null;
  return { text, isThere: operator === '' ? not === '' : operator.startsWith('!') };
}

/** `this` in a method is an instance of the class around it. */
function instanceOf(node: SgNode, span: Span): Expression {
  const owner = node
    .ancestors()
    .find((up) => /^(class_declaration|abstract_class_declaration|class)$/.test(String(up.kind())));
  const name = owner?.field('name')?.text();
  if (!name) return { span, kind: 'unknown' };
  const callee: Expression = { span, kind: 'name', name, local: null };
  return { span, kind: 'call', callee, arguments: [], keywords: {} };
}

function callOf(path: string, node: SgNode, span: Span): Expression {
  const callee = calleeOf(node);
  const list = node.field('arguments');
  if (!callee) return { span, kind: 'unknown' };
  const values = list ? named(list).map((argument) => expressionOf(path, argument)) : [];
  const name = callee.text();
  const first = values[0];
  const known = first ? (checkedOf(path, node, name) ?? settingOf(path, node, callee, values)) : null;
  if (known) return known;
  if (first && (name === 'Object.freeze' || name === 'Object.seal')) return first;
  // Both give the module as a whole.
  if (first && name === 'import') {
    const require: Expression = { span, kind: 'name', name: 'require', local: null };
    return { span, kind: 'call', callee: require, arguments: values, keywords: {} };
  }
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
    if (property.kind() === 'spread_element') hide(properties, spanOf(path, property));
  }
  return { span, kind: 'object', properties };
}

/** What a spread brings is hidden, and may replace everything before it. */
export function hide(properties: Record<string, Expression>, span: Span): void {
  for (const key of [...Object.keys(properties), '...']) properties[key] = { span, kind: 'unknown' };
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
