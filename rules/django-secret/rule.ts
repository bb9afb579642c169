import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findSecret } from './find.ts';
import { SUMMARY } from './words.ts';

/** Django's key signs sessions and password links: who can read it, can forge them. */
export const rule: Rule = defineRule({
  id: 'django-secret',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  after: ['debug-enabled'],
  platforms: () => true,
  ...byEntries(findSecret),
});
