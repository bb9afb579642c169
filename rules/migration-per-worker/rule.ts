import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findRepeated } from './find.ts';
import { canMigrateBefore, fixRepeated } from './fix.ts';
import { message, SUMMARY, steps, title } from './words.ts';

/** Migrations that each of several web processes runs. */
export const rule: Rule = defineRule({
  id: 'migration-per-worker',
  severity: 'important',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findRepeated(service, model).map((repeated): Entry => {
    const { call, place, contracts } = repeated;
    const isFixed = canMigrateBefore(repeated);
    return {
      finding: {
        rule: 'migration-per-worker',
        severity: 'important',
        service: service.root,
        span: call.span,
        title: title(repeated),
        message: message(repeated),
        fix: isFixed ? 'review' : 'manual',
        key: call.inFunction ?? place,
        platforms: contracts.map(({ id }) => id),
        ...(isFixed ? {} : { steps: steps(repeated) }),
      },
      fix: () => fixRepeated(repeated, model),
    };
  });
}
