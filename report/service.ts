import { posix } from 'node:path';
import type { Outcome } from '@unblock/engine/outcome';

/** How a service is called for people: its name, with its folder where the two differ. */
export function serviceLabel(outcome: Outcome, key: string): string {
  const service = outcome.services.find((one) => one.name === key || one.root === key);
  if (service === undefined) return key;
  const sameName = service.root === '' || posix.basename(service.root) === service.name;
  return sameName && !service.root.includes('/') ? service.name : `${service.name} (${service.root}/)`;
}
