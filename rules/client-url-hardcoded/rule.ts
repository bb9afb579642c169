import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findCalls } from './find.ts';
import { findRewrites } from './rewrites.ts';
import { SUMMARY } from './words.ts';

/** Code of browsers, or a rewrite of Next.js, leads to a service on the machine it runs on: there is none. */
export const rule: Rule = defineRule({
  id: 'client-url-hardcoded',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries((service, model) => [...findCalls(service, model), ...findRewrites(service, model)]),
});
