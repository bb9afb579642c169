import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { editsFor, findIgnored } from './find.ts';
import { message, PATCH, paragraph, SUMMARY, title } from './words.ts';

/** Migrations that an ignore file keeps out of the deploy. */
export const rule: Rule = defineRule({
  id: 'migrations-ignored',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'configuration',
  platforms: () => true,
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findIgnored(service, model).map((ignored): Entry => {
    const { lines, contracts } = ignored;
    const [line] = lines;
    return {
      finding: {
        rule: 'migrations-ignored',
        severity: 'critical',
        service: service.root,
        span: line.span,
        title: title(ignored),
        message: message(ignored),
        fix: 'review',
        key: line.pattern,
        platforms: contracts.map(({ id }) => id),
      },
      fix: () => {
        const edits = editsFor(ignored, model);
        if ('skip' in edits) return edits;
        const { path } = line.span;
        return { safety: 'review', title: PATCH, paragraph: paragraph(ignored), edits: [{ path, edits }] };
      },
    };
  });
}
