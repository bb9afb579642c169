import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { healthChecks } from '@unblock/engine/services/health-check';
import { findGuard } from './guard.ts';
import { findHost } from './host.ts';
import { findHttps } from './https.ts';
import { SUMMARY } from './words.ts';

/** A health path that answers the platform with a refusal or a redirect. */
export const rule: Rule = defineRule({
  id: 'health-check-guarded',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ health }) => health !== undefined,
  ...byEntries(find),
});

/** One finding for a path: behind the first refusal, another one is not seen. */
function find(service: Service, model: Model): Entry[] {
  return healthChecks(service, model).flatMap((check) => {
    const { health } = check.deployable;
    if (!health) return [];
    const asked = { ...check, health };
    return [findHost, findHttps, findGuard].flatMap((look) => look(asked, service, model)).slice(0, 1);
  });
}
