import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { isStartOnly, stampCommand } from '@unblock/engine/services/migration-tool';
import { commandSpan } from '@unblock/engine/started';
import { findUnmigrated, type Unmigrated } from './find.ts';
import { fixUnmigrated } from './fix.ts';
import { idleSteps, message, SUMMARY, stampSteps, title } from './words.ts';

/** Migrations that no step of a deploy applies. */
export const rule: Rule = defineRule({
  id: 'migrations-not-run',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.migrations.value !== 'start',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findUnmigrated(service, model).map((unmigrated): Entry => {
    const { tool, start, deployable, contract, madeIn, release } = unmigrated;
    const steps = [
      ...(madeIn === null ? [] : stampSteps(madeIn, stampCommand(tool))),
      ...(release?.isOfPlan ? idleSteps(release) : []),
    ];
    const { source } = start.command;
    return {
      finding: {
        rule: 'migrations-not-run',
        severity: isCertain(unmigrated) ? 'critical' : 'important',
        service: service.root,
        span: start.server ? commandSpan(start.server) : source,
        title: title(unmigrated),
        message: message(unmigrated),
        fix: 'review',
        key: `${deployable.path} ${deployable.name}`,
        platforms: [contract.id],
        ...(steps.length > 0 ? { steps } : {}),
      },
      fix: () => fixUnmigrated(unmigrated, model),
    };
  });
}

/** Nothing brings the tables: no person, no code, no step that the platform keeps outside of the repository. */
function isCertain({ byHand, madeIn, contract, deployable }: Unmigrated): boolean {
  return byHand === null && madeIn === null && !isStartOnly(contract, deployable);
}
