import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findOrigins } from './find.ts';
import { SUMMARY } from './words.ts';

/** The sites that may call a service from a browser are written down for one machine. */
export const rule: Rule = defineRule({
  id: 'cors-origin-hardcoded',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(findOrigins),
});
