import type { Edit } from '../edit.ts';
import { lineEnd, lineStart, nextLine, startsLine, type TextSpan } from '../lines.ts';
import { type List, notFound, type Tree } from './tree.ts';
import { findMark, hasNewline, skipTrailingComments, tokens } from './trivia.ts';

/** @see `removeElement` in `../ecmascript.ts` */
export function removeElement(tree: Tree, span: TextSpan): Edit[] {
  const list = tree.arrayAround(span);
  const index = list?.items.findIndex(({ start, end }) => start === span.start && end === span.end) ?? -1;
  if (!list || index < 0) throw notFound('array element', tree.text, span);
  return removeItem(tree.text, list, index);
}

/** @see `removeProperty` in `../ecmascript.ts` */
export function removeProperty(tree: Tree, object: TextSpan, name: string): Edit[] {
  const list = tree.properties(object);
  if (!list) throw notFound('object literal', tree.text, object);
  const index = list.items.findIndex((property) => property.name === name);
  return index < 0 ? [] : removeItem(tree.text, list, index);
}

/** @see `removeImport` in `../ecmascript.ts` */
export function removeImport(tree: Tree, module: string, name: string): Edit[] {
  for (const { module: from, names } of tree.imports()) {
    const index = from === module ? (names?.items.findIndex(({ imported }) => imported === name) ?? -1) : -1;
    if (!names || index < 0) continue;
    if (names.items.length > 1) return removeItem(tree.text, names, index);
    const statement = tree.statements.find(({ start, end }) => start < names.open && names.close < end);
    const isAlone =
      statement && /^(import|const|let|var)\s*\{$/.test(tree.text.slice(statement.start, names.open));
    return isAlone ? removeStatement(tree.text, statement) : [];
  }
  return [];
}

/** Takes an item out of a list with its comma and what remarks on it in its line; lines of its own go with it. */
function removeItem(text: string, list: List, index: number): Edit[] {
  const item = list.items[index];
  const [previous, next] = [list.items[index - 1], list.items[index + 1]];
  if (!item) return [];
  const limit = next?.start ?? list.close;
  const comma = findMark(text, ',', item.end, limit);
  const behind = skipTrailingComments(text, comma === undefined ? item.end : comma + 1, limit);
  const ownLines = startsLine(text, item.start) && hasNewline(text, behind, limit);
  const before = previous && findMark(text, ',', previous.end, item.start);
  if (ownLines) {
    const lines = { start: lineStart(text, item.start), end: nextLine(text, behind), text: '' };
    const isLast = comma === undefined && before !== undefined;
    return isLast ? [{ start: before, end: before + 1, text: '' }, lines] : [lines];
  }
  if (next) return [{ start: item.start, end: next.start, text: '' }];
  if (before !== undefined)
    return [
      {
        start: comma === undefined ? before : before + 1,
        end: comma === undefined ? item.end : comma + 1,
        text: '',
      },
    ];
  const isBare = [...tokens(text, list.open, item.start), ...tokens(text, behind, list.close)].length === 0;
  if (isBare) return [{ start: list.open, end: list.close, text: '' }];
  return [{ start: item.start, end: behind, text: '' }];
}

function removeStatement(text: string, { start, end }: TextSpan): Edit[] {
  const isAlone = startsLine(text, start) && text.slice(end, lineEnd(text, end)).trim() === '';
  return [
    { start: isAlone ? lineStart(text, start) : start, end: isAlone ? nextLine(text, end) : end, text: '' },
  ];
}
