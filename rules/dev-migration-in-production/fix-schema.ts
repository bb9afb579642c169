import type { Edit } from '@unblock/codemods';
import { lineEnd, lineStart } from '@unblock/codemods/lines';
import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Fix, Model, Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { type Node, spanOf } from '@unblock/engine/python/tree';
import type { SchemaCall } from './schema.ts';
import { PATCH, schemaParagraph, UNREMOVABLE, used } from './words.ts';

/** Takes the statement out of the start of the web process. */
export function fixSchema(call: SchemaCall, model: Model): Fix | Skip {
  if (call.usedBy !== null) return used(call.usedBy);
  const { path } = call.span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const edits = removal(text, nodeAt(parsePython(text), call.span));
  if (!edits) return UNREMOVABLE;
  return {
    safety: 'review',
    title: PATCH[call.method],
    paragraph: schemaParagraph(call),
    edits: [{ path, edits }],
  };
}

/** Edits that remove the statement of a node, with a `with` block that holds nothing else; `pass` where a block needs one. */
function removal(text: string, node: Node): Edit[] | null {
  let statement = [node, ...node.ancestors()].find((up) =>
    /^(block|module)$/.test(String(up.parent()?.kind())),
  );
  while (statement && siblings(statement).length === 1) {
    const holder: Node | null | undefined = statement.parent()?.parent();
    if (holder?.kind() !== 'with_statement') break;
    statement = holder;
  }
  if (!statement || !isPlain(statement)) return null;
  const { start, end } = spanOf(statement);
  const [from, to] = [lineStart(text, start), lineEnd(text, end)];
  const isAlone = text.slice(from, start).trim() === '' && /^\s*(#.*)?$/.test(text.slice(end, to));
  if (!isAlone) return null;
  const isLast = siblings(statement).length === 1 && statement.parent()?.kind() === 'block';
  if (isLast) return [{ start, end, text: 'pass' }];
  const next = text.indexOf('\n', to);
  const after = next < 0 ? text.length : next + 1;
  return [{ start: ownComment(text, statement, after) ?? from, end: after, text: '' }];
}

/** Where the comment begins that speaks of a statement alone: between blank lines with it. */
function ownComment(text: string, statement: Node, after: number): number | null {
  let first = statement;
  for (const node of statement.prevAll()) {
    const between = text.slice(spanOf(node).end, spanOf(first).start);
    if (node.kind() !== 'comment' || between.split('\n').length !== 2) break;
    if (text.slice(lineStart(text, spanOf(node).start), spanOf(node).start).trim() !== '') return null;
    first = node;
  }
  const start = lineStart(text, spanOf(first).start);
  const isApart = start === 0 || text.slice(lineStart(text, start - 1), start).trim() === '';
  const isFollowed = after < text.length && text.slice(after, lineEnd(text, after)).trim() !== '';
  return first !== statement && isApart && !isFollowed ? start : null;
}

function siblings(statement: Node): Node[] {
  return (statement.parent()?.namedChildren() ?? []).filter((child) => child.kind() !== 'comment');
}

/** Nothing but the call, whose result nobody uses, or a `with` block around it. */
function isPlain(statement: Node): boolean {
  if (statement.kind() === 'with_statement') return true;
  const [only] = statement.namedChildren();
  return statement.kind() === 'expression_statement' && /^(call|await)$/.test(String(only?.kind()));
}
