import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, lineEnd, type TextSpan } from '../lines.ts';
import { insertion } from './list.ts';
import { sourceOf, wouldJoin } from './style.ts';
import { notFound, type Statement, type Tree } from './tree.ts';
import { findMark, hasNewline, skipTrailingComments, tokens } from './trivia.ts';

/** @see `insertStatementAfterImports` in `../ecmascript.ts` */
export function insertStatementAfterImports(tree: Tree, code: string): Edit[] {
  const source = withLineEnding(tree, code.trim());
  if (tree.statements.some((statement) => stands(tree, statement.start, source))) return [];
  return placeAfterImports(tree, source, true);
}

/** @see `insertStatementBefore` in `../ecmascript.ts` */
export function insertStatementBefore(tree: Tree, span: TextSpan, code: string): Edit[] {
  const { text } = tree;
  const index = tree.statements.findIndex((one) => one.start <= span.start && span.end <= one.end);
  const [previous, statement] = [tree.statements[index - 1], tree.statements[index]];
  if (!statement) throw notFound('statement around', text, span);
  const source = withLineEnding(tree, code.trim());
  if (previous && stands(tree, previous.start, source)) return [];
  const eol = lineEnding(text);
  // Comments without a blank line below them belong to the statement.
  const from = previous ? skipTrailingComments(text, previous.end, statement.start) : tree.hashbang;
  let at = statement.start;
  for (const comment of [...tokens(text, from, statement.start)].reverse()) {
    if (comment.kind === 'mark' || /\n\s*\n/.test(text.slice(comment.end, at))) break;
    if (!previous && /^\/[/*]\s*@/.test(text.slice(comment.start, comment.end))) break;
    at = comment.start;
  }
  const joins = previous && wouldJoin(sourceOf(tree, previous), source) ? ';' : '';
  return [insertion(at, `${joins}${source}${eol}${eol}`)];
}

/** @see `insertStatementAfter` in `../ecmascript.ts` */
export function insertStatementAfter(tree: Tree, span: TextSpan, code: string): Edit[] {
  const { text } = tree;
  const around = tree.statementAround(span);
  if (!around) throw notFound('statement around', text, span);
  const { statement, next } = around;
  const eol = lineEnding(text);
  const indent = indentAt(text, statement.start);
  const source = withLineEnding(tree, code.trim())
    .split(eol)
    .join(eol + indent);
  if (next && text.startsWith(source, next.start)) return [];
  const to = next?.start ?? text.length;
  const anchor = skipTrailingComments(text, statement.end, to);
  const before = wouldJoin(sourceOf(tree, statement), source) ? ';' : '';
  const after = next && wouldJoin(source, sourceOf(tree, next)) ? ';' : '';
  const shared = next && !hasNewline(text, anchor, next.start);
  return [insertion(anchor, `${eol}${indent}${before}${source}${after}${shared ? eol + indent : ''}`)];
}

/** @see `guardStatement` in `../ecmascript.ts` */
export function guardStatement(tree: Tree, span: TextSpan, condition: string): Edit[] {
  const around = tree.statementAround(span);
  if (!around) throw notFound('statement around', tree.text, span);
  const { start } = around.statement;
  const guard = `if (${condition}) `;
  return tree.text.startsWith(guard, start) ? [] : [insertion(start, guard)];
}

/** Inserts statements behind the imports; without any, behind the hashbang, the first comment and the directives. */
export function placeAfterImports(tree: Tree, code: string, blankLine: boolean): Edit[] {
  const previous = lastImport(tree);
  if (!previous) return placeFirst(tree, code);

  const { text } = tree;
  const next = tree.statements[tree.statements.indexOf(previous) + 1];
  const anchor = skipTrailingComments(text, previous.end, next?.start ?? text.length);
  const eol = lineEnding(text);
  const shared = text.slice(anchor, lineEnd(text, anchor)).trim() !== '';
  const before = wouldJoin(sourceOf(tree, previous), code) ? ';' : '';
  const guarded = findMark(text, ';', anchor, next?.start ?? text.length) !== undefined;
  const after = next && !guarded && wouldJoin(code, sourceOf(tree, next)) ? ';' : '';
  return [insertion(anchor, `${eol}${blankLine ? eol : ''}${before}${code}${after}${shared ? eol : ''}`)];
}

/** Text with the line ending of the file. */
export function withLineEnding(tree: Tree, code: string): string {
  return code.split(/\r?\n/).join(lineEnding(tree.text));
}

/**
 * The last import declaration; in CommonJS the last of the first run of `require` statements, as code between
 * two of them may already use what is inserted.
 */
function lastImport(tree: Tree): Statement | undefined {
  const last = tree.statements.findLast((statement) => statement.kind === 'import');
  if (last) return last;
  const first = tree.statements.findIndex((statement) => statement.kind === 'require');
  if (first < 0) return undefined;
  const after = tree.statements.findIndex(
    (statement, index) => index > first && statement.kind !== 'require',
  );
  return tree.statements[(after < 0 ? tree.statements.length : after) - 1];
}

function placeFirst(tree: Tree, code: string): Edit[] {
  const { text } = tree;
  const eol = lineEnding(text);
  const directive = tree.statements.findLast((statement) => statement.kind === 'directive');
  const next = tree.statements.find((statement) => statement.kind !== 'directive');
  const after = next && wouldJoin(code, sourceOf(tree, next)) ? ';' : '';

  if (directive) {
    const anchor = skipTrailingComments(text, directive.end, next?.start ?? text.length);
    const before = wouldJoin(sourceOf(tree, directive), code) ? ';' : '';
    const shared = text.slice(anchor, lineEnd(text, anchor)).trim() !== '';
    return [insertion(anchor, `${eol}${eol}${before}${code}${after}${shared ? eol : ''}`)];
  }

  const at = behindHeader(text, tree.hashbang, next?.start ?? text.length);
  if (at === text.length) {
    const open = at > 0 && text[at - 1] !== '\n';
    return [insertion(at, `${open ? eol : ''}${code}${eol}`)];
  }
  return [insertion(at, `${code}${after}${eol}${eol}`)];
}

/**
 * Where code may begin. A file's first comment keeps its place, as licences and pragmas such as `@ts-check`
 * count only there; later comments belong to the statement below them.
 */
function behindHeader(text: string, from: number, to: number): number {
  let end = from;
  let at = to;
  for (const comment of tokens(text, from, to)) {
    const blankLine = text.slice(end, comment.start).split('\n').length > 2;
    if (end > from && blankLine) {
      at = comment.start;
      break;
    }
    end = comment.end;
  }
  return at;
}

function stands(tree: Tree, start: number, source: string): boolean {
  return (
    tree.text.startsWith(source, start) &&
    tree.statements.some((statement) => statement.end === start + source.length)
  );
}
