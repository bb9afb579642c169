import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { commandSpan } from '@unblock/engine/started';
import { findPrunedTools } from './find.ts';
import { fixPrunedTools } from './fix.ts';
import { message, SUMMARY, title } from './words.ts';

/** An install that leaves out what the build calls. */
export const rule: Rule = defineRule({
  id: 'build-tool-pruned',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findPrunedTools(service, model).map(
    (pruned): Entry => ({
      finding: {
        rule: 'build-tool-pruned',
        severity: 'critical',
        service: service.root,
        span: commandSpan(pruned.install),
        title: title(pruned),
        message: message(pruned),
        fix: pruned.isPrune ? 'manual' : 'review',
        ...(pruned.isPrune ? { steps: [message(pruned).todo] } : {}),
        key: pruned.tools.map(({ name }) => name).join(' '),
        platforms: pruned.contracts.map(({ id }) => id),
      },
      fix: () => fixPrunedTools(pruned, model),
    }),
  );
}
