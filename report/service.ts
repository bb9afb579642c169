import { posix } from 'node:path';
import type { Outcome, OutcomeService } from '@unblock/engine/outcome';

/** Whether something that names its service by name or by root belongs to this one. */
export function isOf(key: string, service: OutcomeService): boolean {
  return service.name === key || service.root === key;
}

/** How a service is called for people: its name, with its folder where the two differ. */
export function serviceLabel(outcome: Outcome, key: string): string {
  const service = outcome.services.find((one) => isOf(key, one));
  if (service === undefined) return key;
  const sameName = service.root === '' || posix.basename(service.root) === service.name;
  return sameName && !service.root.includes('/') ? service.name : `${service.name} (${service.root}/)`;
}
