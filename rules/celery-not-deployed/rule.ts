import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { find } from './find.ts';
import { SUMMARY } from './words.ts';

/** A task queue that the web process fills, and whose worker or scheduler nothing starts. */
export const rule: Rule = defineRule({
  id: 'celery-not-deployed',
  severity: 'important',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.runs.value === 'server',
  ...byEntries(find),
});
