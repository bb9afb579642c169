import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { find } from './find.ts';
import { SUMMARY } from './words.ts';

/** A gunicorn worker class that its package is about to drop, or has dropped. */
export const rule: Rule = defineRule({
  id: 'worker-class-deprecated',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'dependencies',
  platforms: () => true,
  ...byEntries(find),
});
