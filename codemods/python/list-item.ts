import type { Edit } from '../edit.ts';
import type { TextSpan } from '../lines.ts';
import { appendItem, insertItemBefore } from '../list.ts';
import { itemListOf, itemsOf } from './items.ts';
import { indentUnitOf } from './layout.ts';
import { nodeAt, parsePython, spanOf } from './parse.ts';

/**
 * Adds an item to a list or tuple behind one of its items, laid out as the list is.
 *
 * @param list the exact span of the list.
 * @param after the exact span of an item; null for the first place.
 * @throws Error where there is no list at the span, or no such item in it.
 */
export function insertListItem(text: string, list: TextSpan, item: string, after: TextSpan | null): Edit[] {
  const root = parsePython(text);
  const nodes = nodeAt(root, list, ['list', 'tuple'])
    .children()
    .filter((node) => node.kind() !== '[' && node.kind() !== ']');
  const items = itemsOf(nodes).map(spanOf);
  const index = after ? items.findIndex(({ start, end }) => start === after.start && end === after.end) : -1;
  if (after && index < 0) throw new Error(`no item at ${after.start}-${after.end}`);
  const layout = itemListOf(nodes, list.start + 1, indentUnitOf(text, root));
  const next = items[index + 1];
  return next ? insertItemBefore(text, layout, next, item) : appendItem(text, layout, item);
}
