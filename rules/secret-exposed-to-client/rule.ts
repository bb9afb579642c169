import { defineRule, type Rule } from '@unblock/engine';
import { findExposed } from './find.ts';
import { SUMMARY } from './words.ts';

/** A secret under a prefix by which a bundler writes its value into the code of browsers. */
export const rule: Rule = defineRule({
  id: 'secret-exposed-to-client',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'configuration',
  platforms: () => true,
  detect: findExposed,
});
