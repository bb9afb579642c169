import { defineRule, type Fix, type Model, type Rule, type Service, type Skip } from '@unblock/engine';
import { normaliseRead } from '@unblock/engine/database/normalise';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findOldSchemes, type OldScheme } from './find.ts';
import { DIFFERENT, message, PATCH, paragraph, SUMMARY, title } from './words.ts';

/** `postgres://` in the platform's variable, a scheme that SQLAlchemy 1.4 no longer knows. */
export const rule: Rule = defineRule({
  id: 'postgres-scheme',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ databaseUrl }) => databaseUrl.value?.scheme === 'postgres',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findOldSchemes(service, model).map(
    (old): Entry => ({
      finding: {
        rule: 'postgres-scheme',
        severity: old.severity,
        service: service.root,
        span: old.read.span,
        title: title(old),
        message: message(old),
        fix: 'safe',
        key: `${old.read.name} scheme`,
        platforms: old.contracts.map(({ id }) => id),
      },
      fix: () => fixRead(old, service, model),
    }),
  );
}

function fixRead(old: OldScheme, service: Service, model: Model): Fix | Skip {
  if (old.wanted === null) return DIFFERENT;
  const edits = normaliseRead(model, service, old.read, old.target);
  if ('skip' in edits) return edits;
  return { safety: 'safe', title: PATCH, paragraph: paragraph(old), edits: [edits] };
}
