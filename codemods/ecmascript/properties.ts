import type { Edit } from '../edit.ts';
import type { TextSpan } from '../lines.ts';
import { appendItem, insertion, replaceSpan } from './list.ts';
import { stringLiteral } from './style.ts';
import { notFound, type Tree } from './tree.ts';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** @see `setProperty` in `../ecmascript.ts` */
export function setProperty(tree: Tree, object: TextSpan, name: string, value: string): Edit[] {
  const list = tree.properties(object);
  if (!list) throw notFound('object literal', tree.text, object);

  const key = IDENTIFIER.test(name) ? name : stringLiteral(tree, name);
  const current = list.items.findLast((property) => property.name === name);
  if (!current) return appendItem(tree.text, list, `${key}: ${value}`, ' ');
  if (!current.value) return replaceSpan(tree.text, current, `${key}: ${value}`);
  if (!current.shorthand) return replaceSpan(tree.text, current.value, value);
  return value === name ? [] : [insertion(current.end, `: ${value}`)];
}
