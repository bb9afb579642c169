import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, startsLine } from '../lines.ts';
import { insertion } from './list.ts';
import { withLineEnding } from './statements.ts';
import { sourceOf, wouldJoin } from './style.ts';
import type { MethodBody, Statement, Tree } from './tree.ts';
import { hasNewline, skipTrailingComments, tokens } from './trivia.ts';

/** @see `guardMethodBody` in `../ecmascript.ts` */
export function guardMethodBody(tree: Tree, className: string, method: string, statement: string): Edit[] {
  const [body, second] = tree.methods(className, method);
  if (!body) throw new RangeError(`no method ${className}.${method} with a body`);
  if (second) throw new RangeError(`more than one method ${className}.${method}`);
  return body.block ? guardBlock(tree, body, body.block, statement) : guardExpression(tree, body, statement);
}

/** @see `addDecorator` in `../ecmascript.ts` */
export function addDecorator(tree: Tree, className: string, method: string, decorator: string): Edit[] {
  const [body, second] = tree.methods(className, method);
  if (!body) throw new RangeError(`no method ${className}.${method} with a body`);
  if (second) throw new RangeError(`more than one method ${className}.${method}`);
  if (tree.text.slice(body.method, body.start).includes(decorator)) return [];
  const line = `${decorator}${lineEnding(tree.text)}${indentAt(tree.text, body.method)}`;
  return [insertion(body.method, line)];
}

function guardBlock(tree: Tree, body: MethodBody, block: readonly Statement[], statement: string): Edit[] {
  const { text } = tree;
  const eol = lineEnding(text);
  const outer = indentAt(text, body.method);
  const prologue = block.findLast((one) => one.kind === 'directive');
  const first = block.find((one) => one.kind !== 'directive');
  const close = body.end - 1;

  const ownLine = first && startsLine(text, first.start);
  const inner = ownLine ? indentAt(text, first.start) : outer + indentUnit(tree, body);
  const code = indented(tree, statement, inner);
  if (first && block.some((one) => text.slice(first.start, one.end) === code)) return [];

  const after = first && wouldJoin(code, sourceOf(tree, first)) ? ';' : '';
  const start = prologue?.end ?? body.start + 1;
  const anchor = skipTrailingComments(text, start, first?.start ?? close);
  if (hasNewline(text, anchor, first?.start ?? close)) {
    const content = first || prologue || [...tokens(text, anchor, close)].length > 0;
    if (content) return [insertion(anchor, `${eol}${inner}${code}${after}`)];
  }
  const lead = text.slice(anchor).length - text.slice(anchor).trimStart().length;
  if (!first) return [{ start: anchor, end: close, text: `${eol}${inner}${code}${eol}${outer}` }];

  const open = { start: anchor, end: anchor + lead, text: `${eol}${inner}${code}${after}${eol}${inner}` };
  const blank = close - text.slice(0, close).trimEnd().length;
  if (hasNewline(text, anchor, close)) return [open];
  return [open, { start: close - blank, end: close, text: eol + outer }];
}

function guardExpression(tree: Tree, body: MethodBody, statement: string): Edit[] {
  const eol = lineEnding(tree.text);
  const outer = indentAt(tree.text, body.method);
  const inner = outer + indentUnit(tree, body);
  const code = indented(tree, statement, inner);
  return [
    insertion(body.start, `{${eol}${inner}${code}${eol}${inner}return `),
    insertion(body.end, `;${eol}${outer}}`),
  ];
}

/** The statement with every line but its first indented. */
function indented(tree: Tree, statement: string, indent: string): string {
  const eol = lineEnding(tree.text);
  return withLineEnding(tree, statement.trim())
    .split(eol)
    .join(eol + indent);
}

/** One step of indentation: what a method has more than its class. */
function indentUnit(tree: Tree, body: MethodBody): string {
  const ofClass = indentAt(tree.text, body.class);
  const ofMethod = indentAt(tree.text, body.method);
  const more = ofMethod.startsWith(ofClass) ? ofMethod.slice(ofClass.length) : '';
  return more || '  ';
}
