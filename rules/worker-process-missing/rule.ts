import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { find } from './find.ts';
import { SUMMARY } from './words.ts';

/** Background work that waits for a variable no process is given: it never runs. */
export const rule: Rule = defineRule({
  id: 'worker-process-missing',
  severity: 'important',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.runs.value === 'server',
  ...byEntries(find),
});
