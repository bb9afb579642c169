import type { SgNode } from '@ast-grep/napi';
import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, lineStart, startsLine } from './layout.ts';
import { isTrivia, spanOf } from './parse.ts';

/** A comma-separated list between brackets, as its items and every node that stands among them. */
export interface ItemList {
  /** The nodes between the brackets: items, commas and comments, in order. */
  nodes: SgNode[];
  /** Offset after the opening bracket. */
  open: number;
  /** One level of indentation. */
  unit: string;
}

/** The items of a list, without commas and comments. */
export function itemsOf(list: ItemList): SgNode[] {
  return list.nodes.filter((node) => node.kind() !== ',' && !isTrivia(node));
}

/** Adds an item at the end of a list, laid out as the list is: on its own line where the last item has one. */
export function appendItem(text: string, list: ItemList, item: string): Edit[] {
  const last = itemsOf(list).at(-1);
  if (!last) return fillEmpty(text, list, item);
  const { start, end } = spanOf(last);
  const after = list.nodes.slice(list.nodes.findIndex((node) => node.id() === last.id()) + 1);
  const comma = after.find((node) => node.kind() === ',');
  const anchor = comma ? spanOf(comma).end : end;
  const ownLine = startsLine(text, start) && lineStart(text, start) > list.open;
  if (!ownLine) return [comma ? insert(anchor, ` ${item},`) : insert(end, `, ${item}`)];

  const comment = after.find((node) => node.kind() === 'comment' && spanOf(node).start > anchor);
  const noted = comment && lineStart(text, spanOf(comment).start) === lineStart(text, anchor);
  const line = lineEnding(text) + indentAt(text, start) + item;
  const place = noted ? spanOf(comment).end : anchor;
  if (comma) return [insert(place, `${line},`)];
  return noted ? [insert(end, ','), insert(place, line)] : [insert(end, `,${line}`)];
}

/** Adds an item before another one of the list. */
export function insertItemBefore(text: string, list: ItemList, before: SgNode, item: string): Edit[] {
  const { start } = spanOf(before);
  const ownLine = startsLine(text, start) && lineStart(text, start) > list.open;
  return [insert(start, ownLine ? `${item},${lineEnding(text)}${indentAt(text, start)}` : `${item}, `)];
}

/** Only comments stand between the brackets, or nothing. */
function fillEmpty(text: string, list: ItemList, item: string): Edit[] {
  const comment = list.nodes.findLast((node) => node.kind() === 'comment');
  if (!comment) return [insert(list.open, item)];
  const { start, end } = spanOf(comment);
  const indent = startsLine(text, start) ? indentAt(text, start) : indentAt(text, list.open) + list.unit;
  return [insert(end, `${lineEnding(text)}${indent}${item},`)];
}

function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}
