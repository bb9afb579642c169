import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findCalls } from './find.ts';
import { SUMMARY } from './words.ts';

/** Code that runs on the visitor's machine calls a service on that machine: there is none. */
export const rule: Rule = defineRule({
  id: 'client-url-hardcoded',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(findCalls),
});
