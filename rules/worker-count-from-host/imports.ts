import type { Edit } from '@unblock/codemods';
import { parsePython, spanOf } from '@unblock/codemods/python/parse';

const COUNTING = /^(import multiprocessing|from (multiprocessing|os) import cpu_count)$/;

/**
 * The import of `os` that a file needs, and the import of what it counted with taken out where nothing else uses it: linters
 * refuse a name that nobody uses.
 *
 * @param span the expression that goes.
 * @param added the edits that import `os`; empty where the file has it.
 */
export function withoutImport(
  text: string,
  span: { start: number; end: number },
  added: readonly Edit[],
): Edit[] {
  const root = parsePython(text);
  const statement = root.children().find((node) => COUNTING.test(node.text()));
  const name = statement?.text().endsWith('cpu_count') ? 'cpu_count' : 'multiprocessing';
  const uses = root
    .findAll({ rule: { kind: 'identifier', regex: `^${name}$` } })
    .map(spanOf)
    .filter(
      ({ start, end }) => (start < span.start || end > span.end) && !isWithin({ start, end }, statement),
    );
  if (!statement || uses.length > 0) return [...added];
  const { start, end } = spanOf(statement);
  if (added.length > 0 && end < span.start) return [{ start, end, text: 'import os' }];
  const lineBreak = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length;
  return lineBreak === undefined ? [...added] : [...added, { start, end: end + lineBreak, text: '' }];
}

function isWithin(
  span: { start: number; end: number },
  node: Parameters<typeof spanOf>[0] | undefined,
): boolean {
  if (!node) return false;
  const around = spanOf(node);
  return around.start <= span.start && span.end <= around.end;
}
