import { insertAfterStatement, setKeywordArgument } from '@unblock/codemods/python/index';
import type { Fix, Model, Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import type { Handled } from './handler.ts';
import { handledParagraph, PATCH } from './words.ts';

/** Lets the failure of a migration in Python code through. */
export function fixHandled(handled: Handled, model: Model): Fix | Skip {
  const { ends, clauses, span } = handled;
  const { path } = span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const edits = ends.flatMap((end) =>
    clauses.length === 0
      ? setKeywordArgument(text, end, 'check', 'True')
      : /^(pass|return( None| False)?)$/.test(text.slice(end.start, end.end))
        ? [{ start: end.start, end: end.end, text: 'raise' }]
        : insertAfterStatement(text, end, 'raise'),
  );
  return {
    safety: 'review',
    title: PATCH,
    paragraph: handledParagraph(handled),
    edits: [{ path, edits }],
  };
}
