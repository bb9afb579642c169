import { getNodeValue, type Node } from 'jsonc-parser';
import { appendItem } from '../ecmascript/list.ts';
import type { List } from '../ecmascript/tree.ts';
import { hasNewline } from '../ecmascript/trivia.ts';
import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, startsLine } from '../lines.ts';
import { type JsonPath, nodeAt, parseJson } from './read.ts';

/**
 * Sets the value at a path and makes the objects on the way to it. A new key goes at the end of its object, in the
 * layout of the document. No edit where the value is there already. Comments and trailing commas are kept.
 *
 * @throws SyntaxError when the document does not parse.
 * @throws TypeError when the path leads through a value that cannot hold its next key.
 */
export function setJsonPath(text: string, path: JsonPath, value: unknown): Edit[] {
  const root = parseJson(text);
  const current = nodeAt(root, path);
  const layout = layoutOf(text, root);
  if (current) {
    if (JSON.stringify(getNodeValue(current)) === JSON.stringify(value)) return [];
    const rendered = layout.render(value, indentAt(text, current.offset));
    return [{ start: current.offset, end: current.offset + current.length, text: rendered }];
  }

  const known = path.findIndex((_, index) => !nodeAt(root, path.slice(0, index + 1)));
  const parent = nodeAt(root, path.slice(0, known));
  const key = path[known];
  if (!parent || key === undefined || !canHold(parent, key)) {
    throw new TypeError(
      `cannot set ${path.join('.')}: ${path.slice(0, known).join('.') || 'the document'} holds no such key`,
    );
  }
  return append(text, parent, key, nested(path.slice(known + 1), value), layout);
}

interface Layout {
  lines: boolean;
  unit: string;
  render(value: unknown, indent: string): string;
}

/** A document on several lines tells its indentation by its first entry; one on a single line stays so. */
function layoutOf(text: string, root: Node): Layout {
  const first = root.children?.[0];
  const lines = hasNewline(text, root.offset, root.offset + root.length) || root.children?.length === 0;
  const unit = (first && startsLine(text, first.offset) && indentAt(text, first.offset)) || '  ';
  const render = (value: unknown, indent: string) =>
    lines
      ? JSON.stringify(value, null, unit)
          .split('\n')
          .join(lineEnding(text) + indent)
      : JSON.stringify(value);
  return { lines, unit, render };
}

function append(text: string, parent: Node, key: string | number, value: unknown, layout: Layout): Edit[] {
  const children = parent.children ?? [];
  const outer = indentAt(text, parent.offset);
  const last = children.at(-1);
  const inner = last ? indentAt(text, last.offset) : outer + layout.unit;
  const rendered = layout.render(value, inner);
  const item = parent.type === 'array' ? rendered : `${JSON.stringify(key)}: ${rendered}`;
  const list: List = {
    open: parent.offset + 1,
    close: parent.offset + parent.length - 1,
    items: children.map(({ offset, length }) => ({ start: offset, end: offset + length, spread: false })),
  };
  const blank = text.slice(list.open, list.close).trim() === '';
  if (last || !blank || !layout.lines) return appendItem(text, list, item);
  const eol = lineEnding(text);
  return [{ start: list.open, end: list.close, text: eol + inner + item + eol + outer }];
}

function canHold(parent: Node, key: string | number): boolean {
  if (parent.type === 'array') return key === parent.children?.length;
  return parent.type === 'object' && typeof key === 'string';
}

/** The value inside an object for each key of the path. */
function nested(path: JsonPath, value: unknown): unknown {
  return path.reduceRight<unknown>(
    (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
    value,
  );
}
