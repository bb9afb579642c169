import type { SgNode } from '@ast-grep/napi';
import type { Edit } from '../edit.ts';
import { lineStart, startsLine, type TextSpan } from '../lines.ts';
import { negated } from './expression.ts';
import { movableLines } from './layout.ts';
import { nodeAt, parsePython, spanOf } from './parse.ts';
import { placeOf, prepend, statementsOf } from './statement.ts';

/**
 * Puts whole statements under `if <condition>:`. One-line blocks and statements after a semicolon get lines of their
 * own; lines inside strings keep their white space, because it is data. Changes nothing where the same condition
 * already guards them in the same function.
 *
 * @throws Error where the span does not cover whole statements (a decorated function includes its decorators).
 */
export function guardStatements(text: string, span: TextSpan, condition: string): Edit[] {
  const place = placeOf(text, span);
  const { root, statements, indent, unit, eol, tail, opening } = place;
  if (statements[0] && isGuarded(statements[0], condition)) return [];
  const deeper = opening ? unit + unit : unit;
  const lines = movableLines(text, root, span).map((line) => {
    const start = text.startsWith(indent, line) ? line + indent.length : line;
    return { start, end: start, text: deeper };
  });
  return [
    ...prepend(place, span.start, `if ${condition}:${eol}${indent}${unit}`),
    ...lines,
    ...(tail ? [tail] : []),
  ];
}

/**
 * Makes a function return at once unless a condition holds, after its docstring. The function must be one whose result
 * nobody uses: it returns None then.
 *
 * @param functionSpan the exact span of the function, with or without its decorators.
 * @throws Error where there is no function at the span.
 */
export function guardFunctionBody(text: string, functionSpan: TextSpan, condition: string): Edit[] {
  const found = nodeAt(parsePython(text), functionSpan, ['function_definition', 'decorated_definition']);
  const body = (found.field('definition') ?? found).field('body');
  if (!body) throw new Error(`no function at ${functionSpan.start}-${functionSpan.end}`);
  const statements = statementsOf(body);
  const docstring = statements[0] && isString(statements[0]) ? statements[0] : undefined;
  const first = statements[docstring ? 1 : 0];
  if (first && isReturnUnless(first, condition)) return [];
  if (!first) return []; // Only a docstring: there is nothing to guard.

  const place = placeOf(text, spanOf(first));
  const { indent, unit, eol } = place;
  const guard = `if ${negated(condition)}:${eol}${indent}${unit}return${eol}`;
  const comment = firstCommentAbove(text, first);
  if (comment === null) return prepend(place, spanOf(first).start, guard + indent);
  const start = lineStart(text, comment);
  return [{ start, end: start, text: indent + guard }];
}

/** Offset of the first comment line that belongs to a statement, null without one. A type comment belongs to the header. */
function firstCommentAbove(text: string, statement: SgNode): number | null {
  let found: number | null = null;
  const siblings = [
    ...statement.prevAll(),
    ...(statement.prev() ? [] : (statement.parent()?.prevAll() ?? [])),
  ];
  for (const node of siblings) {
    const { start } = spanOf(node);
    if (node.kind() !== 'comment' || !startsLine(text, start) || node.text().startsWith('# type:')) break;
    found = start;
  }
  return found;
}

function isGuarded(statement: SgNode, condition: string): boolean {
  let inner = statement;
  for (const node of statement.ancestors()) {
    if (node.kind() === 'function_definition' || node.kind() === 'class_definition') return false;
    const guards = node.kind() === 'if_statement' && node.field('condition')?.text() === condition;
    if (guards && node.field('consequence')?.id() === inner.id()) return true;
    inner = node;
  }
  return false;
}

function isReturnUnless(statement: SgNode, condition: string): boolean {
  return (
    statement.kind() === 'if_statement' &&
    statement.field('condition')?.text() === negated(condition) &&
    statement.field('consequence')?.text() === 'return'
  );
}

/** True for a statement that is nothing but a string: a docstring where it comes first. */
export function isString(statement: SgNode): boolean {
  const [only, ...more] = statement.namedChildren();
  const isExpression = statement.kind() === 'expression_statement' && more.length === 0;
  return isExpression && (only?.kind() === 'string' || only?.kind() === 'concatenated_string');
}
