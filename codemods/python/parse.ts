import python from '@ast-grep/lang-python';
import { parse, registerDynamicLanguage, type SgNode } from '@ast-grep/napi';
import { covers, type TextSpan } from '../lines.ts';

registerDynamicLanguage({ python });

const BROKEN = [{ kind: 'ERROR' }, { regex: '^$' }];
/** The grammar takes a `try` without what it tries for; Python does not. */
const HANDLERS = ['except_clause', 'finally_clause'].map((kind) => ({ kind }));
const BARE_TRY = { kind: 'try_statement', not: { has: { any: HANDLERS } } };

/** Parses Python and returns the module node. Never throws: what does not parse becomes an ERROR node. */
export function parsePython(text: string): SgNode {
  return parse('python', text).root();
}

/** Offset of the first thing in a text that is not Python, null where all of it parses. */
export function pythonSyntaxError(text: string, root = parsePython(text)): number | null {
  if (text.trim() === '') return null;
  // The parser repairs some mistakes by a token of no width, which no ERROR node announces.
  const broken = root.find({ rule: { any: /\btry\b/.test(text) ? [...BROKEN, BARE_TRY] : BROKEN } });
  return broken ? broken.range().start.index : indentedStatement(text, root);
}

/** Offset of the first statement of the module that is indented, which the grammar takes and Python does not. */
function indentedStatement(text: string, root: SgNode): number | null {
  for (const node of root.children()) {
    const start = node.range().start.index;
    if (isIndented(text, start) && node.isNamed() && !isTrivia(node)) return start;
  }
  return null;
}

/** Blanks alone stand in front of it on its line, and the line continues none above it. */
function isIndented(text: string, offset: number): boolean {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]+$/.test(text.slice(line, offset)) && !/\\\r?\n$/.test(text.slice(0, line));
}

/** The range of a node as UTF-16 offsets. */
export function spanOf(node: SgNode): TextSpan {
  const range = node.range();
  return { start: range.start.index, end: range.end.index };
}

/**
 * The node of one of the given kinds that covers exactly a span, the innermost where several do.
 * No kinds means any named node.
 *
 * @throws Error where there is none.
 */
export function nodeAt(root: SgNode, span: TextSpan, kinds: readonly string[] = []): SgNode {
  let found: SgNode | undefined;
  let node: SgNode | undefined = root;
  while (node) {
    const { start, end } = spanOf(node);
    const wanted = kinds.length > 0 ? kinds.includes(String(node.kind())) : node.isNamed();
    if (start === span.start && end === span.end && wanted) found = node;
    node = node.children().find((child) => covers(spanOf(child), span));
  }
  if (!found) throw new Error(`no ${kinds.join(' or ') || 'expression'} at ${span.start}-${span.end}`);
  return found;
}

/** True for what may stand between any two tokens: a comment, a backslash at the end of a line. */
export function isTrivia(node: SgNode): boolean {
  return node.kind() === 'comment' || node.kind() === 'line_continuation';
}
