import type { SgNode } from '@ast-grep/napi';
import type { Edit } from '../edit.ts';
import { lineEnd, lineStart, type TextSpan } from '../lines.ts';
import { itemsOf } from './items.ts';
import { nodeAt, parsePython, spanOf } from './parse.ts';
import { insertAfterStatement } from './statement.ts';

/**
 * Takes one name of a `from <from> import ...` from another module. Where the statement imports several names, the name
 * moves to a statement of its own below. Alias and comments are kept. Changes nothing where the name comes from `to`.
 *
 * @param importSpan the exact span of the import statement.
 * @throws Error where the statement is no such import or does not import the name.
 */
export function setImportModule(
  text: string,
  importSpan: TextSpan,
  from: string,
  to: string,
  name: string,
): Edit[] {
  const statement = nodeAt(parsePython(text), importSpan, ['import_from_statement']);
  const module = statement.field('module_name');
  const names = statement.fieldChildren('name');
  const item = names.find((node) => (node.field('name') ?? node).text() === name);
  if (!module || !item)
    throw new Error(`the import at ${importSpan.start}-${importSpan.end} does not name ${name}`);
  if (module.text() === to) return [];
  if (module.text() !== from)
    throw new Error(`the import at ${importSpan.start} is from ${module.text()}, not ${from}`);
  if (names.length === 1) return [{ ...spanOf(module), text: to }];

  const nodes = statement.children();
  const removal = removeItem(text, nodes, item);
  const comment = removal.comment ? `  ${removal.comment}` : '';
  const moved = `from ${to} import ${item.text()}${comment}`;
  return [{ ...removal.span, text: '' }, ...insertAfterStatement(text, importSpan, moved)];
}

interface Removal {
  span: TextSpan;
  /** A comment that goes with the item, because it stands on a line the item has for itself. */
  comment: string | null;
}

/** What to take out of a list of names so that one of them is gone and the rest still reads well. */
function removeItem(text: string, nodes: SgNode[], item: SgNode): Removal {
  const keyword = nodes.findIndex((node) => node.kind() === 'import');
  const inside = nodes.slice(keyword + 1).filter((node) => node.kind() !== '(' && node.kind() !== ')');
  const bracketed = nodes.some((node) => node.kind() === '(');
  const { start, end } = spanOf(item);
  const index = inside.findIndex((node) => node.id() === item.id());
  const commaNode = inside[index + 1]?.kind() === ',' ? inside[index + 1] : undefined;
  const comma = commaNode ? spanOf(commaNode).end : end;

  const line = { start: lineStart(text, start), end: lineEnd(text, comma) };
  const note = inside.find((node) => node.kind() === 'comment' && spanOf(node).end === line.end);
  const rest = text.slice(comma, note ? spanOf(note).start : line.end).trim();
  if (bracketed && text.slice(line.start, start).trim() === '' && rest === '') {
    return {
      span: { start: line.start, end: text.indexOf('\n', line.end) + 1 },
      comment: note?.text() ?? null,
    };
  }
  const items = itemsOf(inside);
  const position = items.findIndex((node) => node.id() === item.id());
  const [previous, next] = [items[position - 1], items[position + 1]];
  if (next && isGap(text, end, spanOf(next).start))
    return { span: { start, end: spanOf(next).start }, comment: null };
  if (previous && isGap(text, spanOf(previous).end, start)) {
    return { span: { start: spanOf(previous).end, end }, comment: null };
  }
  return { span: { start, end: comma }, comment: null };
}

/** True where nothing but a comma and white space stands between two items. */
function isGap(text: string, start: number, end: number): boolean {
  return /^[\s\\]*,[\s\\]*$/.test(text.slice(start, end));
}
