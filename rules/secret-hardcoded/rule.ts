import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findKeys } from './find.ts';
import { SUMMARY } from './words.ts';

/** A key that signs sessions or tokens and stands in the code: who reads the code can sign as well. */
export const rule: Rule = defineRule({
  id: 'secret-hardcoded',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(findKeys),
});
