import type { SgNode } from '@ast-grep/napi';
import { type Edit, lineEnding } from '../edit.ts';
import { covers, indentAt, lineEnd, startsLine, type TextSpan } from '../lines.ts';
import { indentUnitOf, renderCode } from './layout.ts';
import { isTrivia, parsePython, spanOf } from './parse.ts';

/** Statements that stand together in one block, and what gives them lines of their own. */
export interface Place {
  root: SgNode;
  statements: SgNode[];
  /** Indentation the statements have once they stand on their own lines. */
  indent: string;
  unit: string;
  eol: string;
  /** Moves a one-line block (`if x: a(); b()`) below its header, null where the block has its own lines. */
  opening: Edit | null;
  /** What stands between the statements and the one before on the same line, null without one. */
  lead: Edit | null;
  /** What stands between the statements and the one after on the same line, null without one. */
  tail: Edit | null;
}

/**
 * Finds the whole statements a span covers.
 *
 * @throws Error where the span does not begin and end with statements of one block.
 */
export function placeOf(text: string, span: TextSpan): Place {
  const root = parsePython(text);
  const block = blockOf(root, span);
  const all = statementsOf(block);
  const statements = all.filter((statement) => covers(span, spanOf(statement)));
  const unit = indentUnitOf(text, root);
  const eol = lineEnding(text);
  const blockStart = spanOf(block).start;
  const header = block.kind() === 'block' && !startsLine(text, blockStart) ? block.parent() : null;
  const indent = header
    ? indentAt(text, spanOf(header).start) + unit
    : indentAt(text, all[0] ? spanOf(all[0]).start : span.start);
  const colon = header && block.prev();
  const gap = (start: number, end: number): Edit => ({ start, end, text: eol + indent });

  const before = all.findLast((statement) => spanOf(statement).end <= span.start);
  const after = all.find((statement) => spanOf(statement).start >= span.end);
  return {
    root,
    statements,
    indent,
    unit,
    eol,
    opening: colon ? gap(spanOf(colon).end, blockStart) : null,
    lead: before && !startsLine(text, span.start) ? gap(spanOf(before).end, span.start) : null,
    tail: after && !startsLine(text, spanOf(after).start) ? gap(span.end, spanOf(after).start) : null,
  };
}

/** Puts text in front of the statements of a place, which then stand on their own line. */
export function prepend(place: Place, start: number, text: string): Edit[] {
  const { opening, lead } = place;
  if (opening && !lead) return [{ ...opening, text: opening.text + text }];
  const edit = lead ? { ...lead, text: lead.text + text } : { start, end: start, text };
  return opening ? [opening, edit] : [edit];
}

/**
 * Inserts code before the statement (or statements) a span covers, at their indentation.
 *
 * @param code one or more lines separated by `\n`, indented by four spaces a level, without a final newline.
 * @throws Error where the span does not cover whole statements.
 */
export function insertBeforeStatement(text: string, span: TextSpan, code: string): Edit[] {
  const place = placeOf(text, span);
  const { indent, unit, eol } = place;
  const block = renderCode(code, indent, unit, eol) + eol + indent;
  const before = eol + text.slice(0, span.start);
  return before.endsWith(eol + indent + block) ? [] : prepend(place, span.start, block);
}

/**
 * Inserts code after the statement (or statements) a span covers, at their indentation.
 *
 * @param code one or more lines separated by `\n`, indented by four spaces a level, without a final newline.
 * @throws Error where the span does not cover whole statements.
 */
export function insertAfterStatement(text: string, span: TextSpan, code: string): Edit[] {
  const { tail, opening, indent, unit, eol } = placeOf(text, span);
  const block = eol + indent + renderCode(code, indent, unit, eol);
  const moved = opening ? [opening] : [];
  if (tail) return [...moved, { ...tail, text: block + tail.text }];
  const end = lineEnd(text, span.end);
  if (text.startsWith(block, end) && lineEnd(text, end + block.length) === end + block.length) return [];
  return [...moved, { start: end, end, text: block }];
}

/** The statements of a block or module, without comments. */
export function statementsOf(block: SgNode): SgNode[] {
  return block.namedChildren().filter((child) => !isTrivia(child));
}

/** The block, or the module, in which a statement begins where the span does and one ends where it ends. */
function blockOf(root: SgNode, span: TextSpan): SgNode {
  for (let node: SgNode | undefined = root; node; ) {
    if (node.kind() === 'block' || node.kind() === 'module') {
      const spans = statementsOf(node).map(spanOf);
      if (spans.some((s) => s.start === span.start) && spans.some((s) => s.end === span.end)) return node;
    }
    node = node.children().find((child) => covers(spanOf(child), span));
  }
  throw new Error(`no whole statements at ${span.start}-${span.end}`);
}
