import type { Edit } from '../edit.ts';
import type { TextSpan } from '../lines.ts';
import { appendItem, insertItem, insertion, replaceSpan } from './list.ts';
import { type List, notFound, type Tree } from './tree.ts';

/** @see `setArgument` in `../ecmascript.ts` */
export function setArgument(tree: Tree, call: TextSpan, index: number, value: string): Edit[] {
  const list = argumentsBefore(tree, call, index);
  const current = list.items[index];
  if (!current) return appendItem(tree.text, list, value);
  if (current.spread) throw spreadError(tree.text, call, index);
  return replaceSpan(tree.text, current, value);
}

/** @see `insertArgument` in `../ecmascript.ts` */
export function insertArgument(tree: Tree, call: TextSpan, index: number, value: string): Edit[] {
  const list = argumentsBefore(tree, call, index);
  const current = list.items[index];
  if (current && tree.text.slice(current.start, current.end) === value) return [];
  return insertItem(tree.text, list, index, value);
}

/** @see `replaceExpression` in `../ecmascript.ts` */
export function replaceExpression(tree: Tree, span: TextSpan, value: string): Edit[] {
  const position = tree.position(span);
  if (!position) throw notFound('expression', tree.text, span);
  const old = tree.text.slice(span.start, span.end);
  if (old === value) return [];

  const shape = tree.expressionShape(value);
  if (position === 'leading' && shape !== 'tight') {
    throw new RangeError(`a statement must not begin with the parentheses of (${value})`);
  }
  const parentheses =
    shape === 'comma' ||
    (position === 'operand' && shape === 'loose') ||
    (position === 'body' && value.startsWith('{'));
  const text = parentheses ? `(${value})` : value;
  if (position === 'shorthand') return [insertion(span.end, `: ${text}`)];
  return replaceSpan(tree.text, span, position === 'attribute' ? `{${text}}` : text);
}

/** @see `makeElementConditional` in `../ecmascript.ts` */
export function makeElementConditional(tree: Tree, span: TextSpan, condition: string): Edit[] {
  const element = tree.element(span);
  if (!element) throw notFound('array element', tree.text, span);
  if (element.condition === condition) return [];
  return [insertion(element.start, `...(${condition} ? [`), insertion(element.end, '] : [])')];
}

/** @see `appendElement` in `../ecmascript.ts` */
export function appendElement(tree: Tree, span: TextSpan, value: string): Edit[] {
  const list = tree.array(span);
  if (!list) throw notFound('array literal', tree.text, span);
  return appendItem(tree.text, list, value);
}

function argumentsBefore(tree: Tree, call: TextSpan, index: number): List {
  const list = tree.callArguments(call);
  if (!list) throw notFound('call with arguments', tree.text, call);
  const count = list.items.length;
  if (!Number.isInteger(index) || index < 0 || index > count) {
    throw new RangeError(`argument ${index} would leave a gap: the call has ${count} arguments`);
  }
  if (list.items.slice(0, index).some((item) => item.spread)) throw spreadError(tree.text, call, index);
  return list;
}

function spreadError(text: string, call: TextSpan, index: number): RangeError {
  const source = text.slice(call.start, call.end).split('\n', 1)[0];
  return new RangeError(`argument ${index} cannot be told in ${source}: a spread may stand for it`);
}
