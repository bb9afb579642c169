import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findBuiltMigrations } from './find.ts';
import { fixBuilt } from './fix.ts';
import { message, SUMMARY, title } from './words.ts';

/** A migration in a build that cannot reach the database. */
export const rule: Rule = defineRule({
  id: 'migration-at-build',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findBuiltMigrations(service, model).map((built): Entry => {
    const { path, start, end } = built.text.source;
    return {
      finding: {
        rule: 'migration-at-build',
        // A build command may be given the public address of the database: then it only migrates too early.
        severity: built.place === 'image' ? 'critical' : 'important',
        service: service.root,
        span: { path, start, end },
        title: title(built),
        message: message(built),
        fix: 'review',
        key: built.migration,
        platforms: built.contracts.map(({ id }) => id),
      },
      fix: () => fixBuilt(built, model),
    };
  });
}
