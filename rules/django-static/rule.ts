import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findStatic } from './find.ts';
import { SUMMARY } from './words.ts';

/** With DEBUG off Django serves no static files. */
export const rule: Rule = defineRule({
  id: 'django-static',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(findStatic),
});
