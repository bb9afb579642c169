import { lineEnd, type TextSpan } from '../lines.ts';

export interface Token extends TextSpan {
  kind: 'block-comment' | 'line-comment' | 'mark';
}

/**
 * Comments and punctuation marks between two nodes. The range must hold nothing else:
 * strings, templates and regular expressions are left to the syntax tree.
 */
export function* tokens(text: string, from: number, to: number): Generator<Token> {
  let at = from;
  while (at < to) {
    if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? to : close + 2;
      yield { kind: 'block-comment', start: at, end };
      at = end;
    } else if (text.startsWith('//', at)) {
      const end = lineEnd(text, at);
      yield { kind: 'line-comment', start: at, end };
      at = end;
    } else {
      if (text.charAt(at).trim() !== '') yield { kind: 'mark', start: at, end: at + 1 };
      at += 1;
    }
  }
}

/** Offset of the first such mark between two nodes. */
export function findMark(text: string, mark: string, from: number, to: number): number | undefined {
  for (const token of tokens(text, from, to)) {
    if (token.kind === 'mark' && text[token.start] === mark) return token.start;
  }
  return undefined;
}

/** Behind the comments that follow `from` on its line; `from` itself where there is none. */
export function skipTrailingComments(text: string, from: number, to: number): number {
  let end = from;
  for (const token of tokens(text, from, to)) {
    if (token.kind === 'mark' || hasNewline(text, end, token.start)) break;
    end = token.end;
    if (token.kind === 'line-comment') break;
  }
  return end;
}

export function hasNewline(text: string, from: number, to: number): boolean {
  const newline = text.indexOf('\n', from);
  return newline >= 0 && newline < to;
}

/** The end of a statement, without a semicolon on a line of its own that guards the next one. */
export function statementEnd(text: string, { start, end }: TextSpan): number {
  if (text[end - 1] !== ';') return end;
  const code = start + text.slice(start, end - 1).trimEnd().length;
  return hasNewline(text, code, end) ? code : end;
}
