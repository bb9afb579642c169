import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, startsLine, type TextSpan } from '../lines.ts';
import type { List } from './tree.ts';
import { findMark, hasNewline, skipTrailingComments, type Token, tokens } from './trivia.ts';

/** Replaces a range, or does nothing where it already reads so. */
export function replaceSpan(text: string, span: TextSpan, value: string): Edit[] {
  return text.slice(span.start, span.end) === value
    ? []
    : [{ start: span.start, end: span.end, text: value }];
}

/**
 * Adds an item at the end of a list, in the list's own layout: on a line of its own where the last item has one,
 * with a trailing comma where there was one, behind the comments that belong to the last item.
 *
 * @param padding what stands between the brackets and an only item.
 */
export function appendItem(text: string, list: List, item: string, padding: '' | ' ' = ''): Edit[] {
  const last = list.items.at(-1);
  if (!last) return fillEmpty(text, list, item, padding);

  const comma = findMark(text, ',', last.end, list.close);
  const behind = comma === undefined ? last.end : comma + 1;
  const anchor = skipTrailingComments(text, behind, list.close);
  const ownLine = startsLine(text, last.start) && hasNewline(text, last.end, list.close);
  const breaks = ownLine || endsInLineComment(text, behind, anchor);
  const separator = breaks
    ? lineEnding(text) + indentAt(text, last.start) + (startsLine(text, last.start) ? '' : '  ')
    : ' ';

  if (comma !== undefined) return [insertion(anchor, `${separator}${item},`)];
  if (anchor === last.end || !breaks) return [insertion(anchor, `,${separator}${item}`)];
  return [insertion(last.end, ','), insertion(anchor, separator + item)];
}

/** Puts an item before the one at `index`, above the comments that belong to that one. */
export function insertItem(
  text: string,
  list: List,
  index: number,
  item: string,
  padding: '' | ' ' = '',
): Edit[] {
  const next = list.items[index];
  if (!next) return appendItem(text, list, item, padding);

  const previous = list.items[index - 1];
  const comma = previous && findMark(text, ',', previous.end, next.start);
  const from = comma === undefined ? list.open : comma + 1;
  const ofPrevious = skipTrailingComments(text, from, next.start);
  const owned = hasNewline(text, ofPrevious, next.start) ? ofPrevious : from;
  const [comment] = tokens(text, owned, next.start);
  const at = comment?.start ?? next.start;
  const separator = startsLine(text, at) ? lineEnding(text) + indentAt(text, at) : ' ';
  return [insertion(at, `${item},${separator}`)];
}

export function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

function fillEmpty(text: string, list: List, item: string, padding: string): Edit[] {
  const comment = [...tokens(text, list.open, list.close)].at(-1);
  if (!comment) return [{ start: list.open, end: list.close, text: padding + item + padding }];
  if (!hasNewline(text, list.open, list.close)) return [insertion(comment.end, ` ${item}`)];
  const indent = startsLine(text, comment.start)
    ? indentAt(text, comment.start)
    : `${indentAt(text, list.close)}  `;
  return [insertion(comment.end, lineEnding(text) + indent + item)];
}

function endsInLineComment(text: string, from: number, to: number): boolean {
  const last: Token | undefined = [...tokens(text, from, to)].at(-1);
  return last?.kind === 'line-comment';
}
