import { defineRule, type Rule } from '@unblock/engine';
import { fixEntries } from '@unblock/engine/entry';
import { findStatic } from './find.ts';
import { SUMMARY } from './words.ts';

/** With DEBUG off Django serves no static files. */
export const rule: Rule = defineRule({
  id: 'django-static',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  detect: (service, model) =>
    service.language === 'python' ? findStatic(service, model).map(({ finding }) => finding) : [],
  fix: (finding, model) => fixEntries(findStatic, finding, model),
});
