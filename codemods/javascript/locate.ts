import jscodeshift, { type ASTPath, type Collection, type Node } from 'jscodeshift';
import type { Item } from '../ecmascript/tree.ts';
import { tokens } from '../ecmascript/trivia.ts';
import type { TextSpan } from '../lines.ts';

const j = jscodeshift;

/** A node with the offsets Babel gives it, which the types of jscodeshift leave out. */
export interface Located extends TextSpan {
  type: string;
  extra?: { parenthesized?: boolean; parenStart?: number };
}

export function isLocated(node: unknown): node is Located {
  return typeof node === 'object' && node !== null && 'start' in node && typeof node.start === 'number';
}

/** The node with its offsets, without the parentheses around it. */
export function located(node: unknown): Located {
  if (!isLocated(node)) throw new TypeError('a syntax tree node has no offsets');
  return node;
}

/** What a node spans, with the parentheses around it. */
export function spanOf(text: string, node: unknown): TextSpan {
  const { start, end, extra } = located(node);
  if (!extra?.parenthesized || extra.parenStart === undefined) return { start, end };
  const opened = [...tokens(text, extra.parenStart, start)].filter(
    (token) => text[token.start] === '(',
  ).length;
  let closed = 0;
  for (const token of tokens(text, end, text.length)) {
    if (text[token.start] === ')') closed += 1;
    if (closed === opened) return { start: extra.parenStart, end: token.end };
  }
  return { start: extra.parenStart, end };
}

export function itemOf(text: string, node: unknown): Item {
  const { type } = located(node);
  return { ...spanOf(text, node), spread: type.startsWith('Spread') || type.startsWith('Rest') };
}

/** Paths of the nodes that span exactly these characters, with or without their parentheses, outermost first. */
export function pathsAt(root: Collection, text: string, span: TextSpan): ASTPath<Node>[] {
  return root
    .find(j.Node)
    .filter(({ node }) => {
      if (!isLocated(node) || node.start < span.start || node.end > span.end) return false;
      if (node.start === span.start && node.end === span.end) return true;
      const outer = spanOf(text, node);
      return outer.start === span.start && outer.end === span.end;
    })
    .paths();
}

/** Module of a `require('…')` call. */
export function requiredModule(node: unknown): string | undefined {
  if (!j.CallExpression.check(node) || !j.Identifier.check(node.callee)) return undefined;
  const [argument] = node.arguments;
  if (node.callee.name !== 'require' || !j.StringLiteral.check(argument)) return undefined;
  return argument.value;
}
