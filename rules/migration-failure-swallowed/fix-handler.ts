import { insertAfterStatement, setKeywordArgument } from '@unblock/codemods/python/index';
import type { Fix, Model, Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import type { Handled } from './handler.ts';
import { handledParagraph, PATCH } from './words.ts';

/** Lets the failure of a migration in Python code through. */
export function fixHandled(handled: Handled, model: Model): Fix | Skip {
  const { end, clause } = handled;
  const text = model.read(end.path);
  if (text === null) return unreadable(end.path);
  const last = text.slice(end.start, end.end);
  const edits =
    clause === null
      ? setKeywordArgument(text, end, 'check', 'True')
      : /^(pass|return( None)?)$/.test(last)
        ? [{ start: end.start, end: end.end, text: 'raise' }]
        : insertAfterStatement(text, end, 'raise');
  return {
    safety: 'review',
    title: PATCH,
    paragraph: handledParagraph(handled),
    edits: [{ path: end.path, edits }],
  };
}
