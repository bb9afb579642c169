import { type Edit, lineEnding } from './edit.ts';
import { indentAt, lineStart, startsLine, type TextSpan } from './lines.ts';

/** A comma-separated list between brackets, whatever the language. */
export interface ItemList {
  items: TextSpan[];
  commas: TextSpan[];
  comments: TextSpan[];
  /** Offset after the opening bracket. */
  open: number;
  /** One level of indentation. */
  unit: string;
}

/** Adds an item at the end of a list, laid out as the list is: on its own line where the last item has one. */
export function appendItem(text: string, list: ItemList, item: string): Edit[] {
  const last = list.items.at(-1);
  if (!last) return fillEmpty(text, list, item);
  const comma = list.commas.find((span) => span.start >= last.end);
  const anchor = comma ? comma.end : last.end;
  if (!hasOwnLine(text, list, last)) {
    return [comma ? insert(anchor, ` ${item},`) : insert(anchor, `, ${item}`)];
  }
  const note = list.comments.find((span) => span.start >= anchor);
  const noted = note && lineStart(text, note.start) === lineStart(text, anchor);
  const line = lineEnding(text) + indentAt(text, last.start) + item;
  const place = noted ? note.end : anchor;
  if (comma) return [insert(place, `${line},`)];
  return noted ? [insert(anchor, ','), insert(place, line)] : [insert(anchor, `,${line}`)];
}

/** Adds an item before another one of the list. */
export function insertItemBefore(text: string, list: ItemList, before: TextSpan, item: string): Edit[] {
  const gap = hasOwnLine(text, list, before) ? lineEnding(text) + indentAt(text, before.start) : ' ';
  return [insert(before.start, `${item},${gap}`)];
}

/** True where an item is the first thing on a line below the opening bracket. */
export function hasOwnLine(text: string, list: ItemList, item: TextSpan): boolean {
  return startsLine(text, item.start) && lineStart(text, item.start) > list.open;
}

/** Only comments stand between the brackets, or nothing. */
function fillEmpty(text: string, list: ItemList, item: string): Edit[] {
  const comment = list.comments.at(-1);
  if (!comment) return [insert(list.open, item)];
  const own = startsLine(text, comment.start);
  const indent = own ? indentAt(text, comment.start) : indentAt(text, list.open) + list.unit;
  return [insert(comment.end, `${lineEnding(text)}${indent}${item},`)];
}

function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}
