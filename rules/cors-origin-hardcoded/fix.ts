import type { Edit } from '@unblock/codemods';
import { appendElement, quoteStyle, replaceExpression } from '@unblock/codemods/ecmascript';
import {
  ensureImport,
  insertListItem,
  replaceExpression as replacePython,
} from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Fix, Model, Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { type Allowed, USUAL } from './origins.ts';
import { type Evidence, fixTitle, paragraph } from './words.ts';

/** The origins of `CORS_ORIGINS` beside the local ones; in place of every site, with local ones where it is missing. */
export async function fromEnvironment(
  allowed: Allowed,
  evidence: Evidence,
  model: Model,
): Promise<Fix | Skip> {
  const { path } = allowed.value;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const edits = path.endsWith('.py') ? pythonEdits(allowed, text) : await nodeEdits(allowed, text);
  return {
    safety: allowed.cause === 'local' ? 'safe' : 'review',
    title: fixTitle(),
    paragraph: paragraph(evidence),
    edits: [{ path, edits }],
  };
}

async function nodeEdits({ cause, value, isList, origins }: Allowed, text: string): Promise<Edit[]> {
  const { path } = value;
  const quote = await quoteStyle(path, text);
  const read = (fallback: string) =>
    `(process.env.CORS_ORIGINS || ${quote}${fallback}${quote}).split(${quote},${quote}).map((origin) => origin.trim())`;
  if (cause === 'any') return replaceExpression(path, text, value, read(USUAL));
  const more = `...${read('')}.filter(Boolean)`;
  if (isList) return appendElement(path, text, value, more);
  return replaceExpression(path, text, value, `[${quote}${origins[0] ?? ''}${quote}, ${more}]`);
}

function pythonEdits({ value, isList, origins }: Allowed, text: string): Edit[] {
  const imported = ensureImport(text, value.start, 'os');
  const more =
    '*[origin.strip() for origin in os.environ.get("CORS_ORIGINS", "").split(",") if origin.strip()]';
  if (!isList) return [...imported, ...replacePython(text, value, `["${origins[0] ?? ''}", ${more}]`)];
  return [...imported, ...insertListItem(text, value, more, lastItem(text, value))];
}

function lastItem(text: string, list: Allowed['value']): { start: number; end: number } | null {
  const node = parsePython(text)
    .findAll({ rule: { kind: 'list' } })
    .find((found) => found.range().start.index === list.start && found.range().end.index === list.end);
  const last = node
    ?.children()
    .filter((child) => child.isNamed() && child.kind() !== 'comment')
    .at(-1);
  if (!last) return null;
  const { start, end } = last.range();
  return { start: start.index, end: end.index };
}
