import { expect } from 'vitest';
import * as ecmascript from '../ecmascript.ts';
import { applyEdits, type Edit } from '../edit.ts';
import type { TextSpan } from '../lines.ts';

/** Splits `a «b» c` into the text `a b c` and the span of `b`. */
export function marked(source: string): { text: string; span: TextSpan } {
  const start = source.indexOf('«');
  const end = source.indexOf('»') - 1;
  if (start < 0 || end < start) throw new Error(`no «span» in ${source}`);
  return { text: source.replace('«', '').replace('»', ''), span: { start, end } };
}

/** Applies edits and proves that the result parses. */
export async function applied(path: string, text: string, edits: Edit[]): Promise<string> {
  const result = applyEdits(text, edits);
  expect(await ecmascript.syntaxError(path, result)).toBeNull();
  return result;
}

/** Runs a codemod of the marked span, and proves that the result parses. */
export async function edited(
  path: string,
  source: string,
  codemod: (path: string, text: string, span: TextSpan) => Promise<Edit[]>,
): Promise<string> {
  const { text, span } = marked(source);
  return applied(path, text, await codemod(path, text, span));
}
