import { defineRule, type Rule } from '@unblock/engine';
import { fixEntries } from '@unblock/engine/entry';
import { findHosts } from './find.ts';
import { SUMMARY } from './words.ts';

/** Django answers 400 to every request whose host it was not told. */
export const rule: Rule = defineRule({
  id: 'django-hosts',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  detect: (service, model) =>
    service.language === 'python' ? findHosts(service, model).map(({ finding }) => finding) : [],
  fix: (finding, model) => fixEntries(findHosts, finding, model),
});
