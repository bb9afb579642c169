import type { SgNode } from '@ast-grep/napi';
import type { Edit } from '../edit.ts';
import type { TextSpan } from '../lines.ts';
import { appendItem, insertItemBefore } from '../list.ts';
import { itemListOf, itemsOf } from './items.ts';
import { indentUnitOf } from './layout.ts';
import { nodeAt, parsePython, spanOf } from './parse.ts';

/** Expressions that need parentheses where what stands around them binds more tightly. */
const loose = new Set([
  'boolean_operator',
  'binary_operator',
  'comparison_operator',
  'conditional_expression',
  'not_operator',
  'unary_operator',
  'lambda',
  'named_expression',
  'await',
]);

/** What an expression may stand in that binds more tightly than those. */
const tight = new Set([
  'boolean_operator',
  'binary_operator',
  'comparison_operator',
  'conditional_expression',
  'not_operator',
  'unary_operator',
  'await',
  'attribute',
  'subscript',
  'call',
  'for_in_clause',
  'if_clause',
]);

/**
 * Gives a call a keyword argument: replaces the value of the keyword where the call has it, else adds it as the last
 * argument, before `**kwargs`, laid out as the call is.
 *
 * @param call the exact span of the call expression.
 * @throws Error where there is no call at the span.
 */
export function setKeywordArgument(text: string, call: TextSpan, name: string, value: string): Edit[] {
  const root = parsePython(text);
  const args = nodeAt(root, call, ['call']).field('arguments');
  if (!args) throw new Error(`no arguments in the call at ${call.start}-${call.end}`);
  const { start, end } = spanOf(args);
  const argument = `${name}=${value}`;
  // A bare generator must be the only argument: `f(x for x in y)`.
  if (args.kind() === 'generator_expression') {
    return [
      { start, end: start, text: '(' },
      { start: end, end, text: `, ${argument})` },
    ];
  }
  const nodes = args.children();
  const list = itemListOf(nodes, start + 1, indentUnitOf(text, root));
  const items = itemsOf(nodes);
  const existing = items.find(
    (item) => item.kind() === 'keyword_argument' && item.field('name')?.text() === name,
  );
  const current = existing?.field('value');
  if (current) return current.text() === value ? [] : [{ ...spanOf(current), text: value }];
  const splat = items.find((item) => item.kind() === 'dictionary_splat');
  return splat ? insertItemBefore(text, list, spanOf(splat), argument) : appendItem(text, list, argument);
}

/**
 * Replaces an expression, in parentheses where the expression around it binds more tightly than the new value.
 *
 * @param span the exact span of the expression.
 * @throws Error where there is no expression at the span, or where it is a piece of a longer string.
 */
export function replaceExpression(text: string, span: TextSpan, value: string): Edit[] {
  if (text.slice(span.start, span.end) === value) return [];
  const node = nodeAt(parsePython(text), span);
  const parent = node.parent();
  if (
    parent?.kind() === 'concatenated_string' ||
    node.ancestors().some((a) => a.kind() === 'interpolation')
  ) {
    throw new Error(`the expression at ${span.start}-${span.end} is part of a longer string`);
  }
  const wrap = parent !== null && tight.has(String(parent.kind())) && isLoose(value);
  return [{ ...span, text: wrap ? `(${value})` : value }];
}

/** The negation of a condition, in parentheses where `not` would bind more tightly than the condition does. */
export function negated(condition: string): string {
  const comparison = parsePython(condition).find({ rule: { kind: 'comparison_operator' } });
  const operators = comparison?.fieldChildren('operators') ?? [];
  const [equals] = operators;
  if (comparison?.text() === condition && equals?.text() === '==' && operators.length === 1) {
    const { start, end } = spanOf(equals);
    return `${condition.slice(0, start)}!=${condition.slice(end)}`;
  }
  const weaker = ['boolean_operator', 'conditional_expression', 'lambda', 'named_expression'];
  return weaker.includes(kindOf(condition)) ? `not (${condition})` : `not ${condition}`;
}

function isLoose(expression: string): boolean {
  return loose.has(kindOf(expression));
}

function kindOf(expression: string): string {
  const statement: SgNode | undefined = parsePython(expression).namedChildren()[0];
  return String(statement?.namedChildren()[0]?.kind() ?? '');
}
