import { defineRule, type Rule } from '@unblock/engine';
import { fixEntries } from '@unblock/engine/entry';
import { findOrigins } from './find.ts';
import { SUMMARY } from './words.ts';

/** The sites that may call a service from a browser are written down for one machine. */
export const rule: Rule = defineRule({
  id: 'cors-origin-hardcoded',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  detect: (service, model) => findOrigins(service, model).map(({ finding }) => finding),
  fix: (finding, model) => fixEntries(findOrigins, finding, model),
});
