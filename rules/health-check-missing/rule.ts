import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { healthChecks } from '@unblock/engine/services/health-check';
import { findUnset } from './unset.ts';
import { SUMMARY } from './words.ts';
import { findWrong } from './wrong.ts';

/** A manifest that names no health path, though there is a route, or one that nothing answers. */
export const rule: Rule = defineRule({
  id: 'health-check-missing',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ health }) => health !== undefined,
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return healthChecks(service, model).flatMap((check) => [
    ...findUnset(check, service, model),
    ...findWrong(check, service, model),
  ]);
}
