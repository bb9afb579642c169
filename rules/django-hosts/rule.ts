import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
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
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return service.language === 'python' ? [...findHosts(service, model), ...findOrigins(service, model)] : [];
}
