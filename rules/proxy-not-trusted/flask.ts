import { ensureImport, insertAfterStatement } from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { spanOf } from '@unblock/engine/python/tree';
import { NO_PLACE, type Texts } from './words.ts';

/** Wraps a Flask application in ProxyFix, behind the statement that makes it. */
export function wrapInProxyFix(
  hops: number,
  service: Service,
  model: Model,
  texts: Texts,
  safety: Fix['safety'],
): Fix | Skip {
  const object = service.application?.object;
  const text = object ? model.read(object.span.path) : null;
  if (!object || text === null) return NO_PLACE;
  const { path, start, end } = object.span;
  const assignment = parsePython(text)
    .findAll({ rule: { kind: 'call' } })
    .find((node) => spanOf(node).start === start && spanOf(node).end === end)
    ?.parent();
  const target = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
  const statement = assignment?.parent();
  if (target?.kind() !== 'identifier' || statement?.kind() !== 'expression_statement') return NO_PLACE;
  const name = target.text();
  const code = `${name}.wsgi_app = ProxyFix(${name}.wsgi_app, x_for=${hops}, x_proto=1)`;
  return {
    safety,
    title: texts.patch,
    paragraph: texts.paragraph,
    edits: [
      {
        path,
        edits: [
          ...ensureImport(text, spanOf(statement).start, 'werkzeug.middleware.proxy_fix', 'ProxyFix'),
          ...insertAfterStatement(text, spanOf(statement), code),
        ],
      },
    ],
  };
}
