import { defineRule, type Rule } from '@unblock/engine';
import { findFiles } from './find.ts';
import { SUMMARY } from './words.ts';

/** A file of variables with real values in git: everyone with a copy of the repository has them. */
export const rule: Rule = defineRule({
  id: 'env-file-committed',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'configuration',
  platforms: () => true,
  detect: findFiles,
});
