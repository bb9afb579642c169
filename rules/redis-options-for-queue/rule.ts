import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findOptions } from './find.ts';
import { SUMMARY } from './words.ts';

/** Redis as a queue needs it: a connection that waits, a store that drops no key. */
export const rule: Rule = defineRule({
  id: 'redis-options-for-queue',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(findOptions),
});
