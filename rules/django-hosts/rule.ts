import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { type Entry, fixEntries } from '@unblock/engine/entry';
import { findHosts } from './find.ts';
import { findOrigins } from './origins.ts';
import { SUMMARY } from './words.ts';

/** Django answers 400 to every request whose host it was not told. */
export const rule: Rule = defineRule({
  id: 'django-hosts',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  detect: (service, model) => find(service, model).map(({ finding }) => finding),
  fix: (finding, model) => fixEntries(find, finding, model),
});

function find(service: Service, model: Model): Entry[] {
  return service.language === 'python' ? [...findHosts(service, model), ...findOrigins(service, model)] : [];
}
