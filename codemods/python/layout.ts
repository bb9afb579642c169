import type { SgNode } from '@ast-grep/napi';
import { indentAt, lineEnd, startsLine, type TextSpan } from '../lines.ts';
import { parsePython, spanOf } from './parse.ts';

/** One level of indentation as the text writes it: that of its first indented block, four spaces without one. */
export function indentUnit(text: string): string {
  return indentUnitOf(text, parsePython(text));
}

/** The same for a text that is already parsed. */
export function indentUnitOf(text: string, root: SgNode): string {
  for (const block of root.findAll({ rule: { kind: 'block' } })) {
    const { start } = spanOf(block);
    const header = block.parent();
    if (!header || !startsLine(text, start)) continue;
    const outer = indentAt(text, spanOf(header).start);
    const inner = indentAt(text, start);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return '    ';
}

/** Starts of the lines after the first in a span, without blank lines and without lines that lie inside a string. */
export function movableLines(text: string, root: SgNode, span: TextSpan): number[] {
  const strings = root.findAll({ rule: { kind: 'string' } }).map(spanOf);
  const lines: number[] = [];
  for (
    let at = text.indexOf('\n', span.start) + 1;
    at > 0 && at < span.end;
    at = text.indexOf('\n', at) + 1
  ) {
    const line = at;
    if (text.slice(line, lineEnd(text, line)).trim() === '') continue;
    if (!strings.some((string) => string.start < line && line < string.end)) lines.push(line);
  }
  return lines;
}

/**
 * Code written with `\n` and four spaces a level, as it is to stand in a text: the first line as it is, every further
 * line after `indent`, levels as `unit`, line endings as `eol`. What stands inside a string keeps its white space.
 */
export function renderCode(code: string, indent: string, unit: string, eol: string): string {
  const movable = new Set(movableLines(code, parsePython(code), { start: 0, end: code.length }));
  let offset = 0;
  const lines = code.split('\n').map((line, index) => {
    const start = offset;
    offset += line.length + 1;
    if (index === 0 || !movable.has(start)) return line;
    const spaces = line.length - line.trimStart().length;
    return indent + unit.repeat(Math.floor(spaces / 4)) + ' '.repeat(spaces % 4) + line.trimStart();
  });
  return lines.join(eol);
}
