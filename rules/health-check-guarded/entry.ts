import type { Finding, Fix, Service, Skip, Span } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import type { HealthCheck } from '@unblock/engine/services/health-check';
import type { Deployable } from '@unblock/platforms';
import { type Refusal, textsOf } from './words.ts';

/** A health check whose path is named. */
export interface Asked extends HealthCheck {
  health: NonNullable<Deployable['health']>;
}

/** A finding with its cure; `fix` null where a person has to see to it. */
export function entryOf(
  refusal: Refusal,
  span: Span,
  service: Service,
  fix: { safety: Fix['safety']; make: () => Fix | Skip | Promise<Fix | Skip> } | null,
): Entry {
  const texts = textsOf(refusal);
  const finding: Finding = {
    rule: 'health-check-guarded',
    severity: 'critical',
    service: service.root,
    span,
    title: texts.title,
    message: texts.message,
    fix: fix?.safety ?? 'manual',
    key: `${refusal.asked} behind ${refusal.name}`,
    platforms: [refusal.contract.id],
    ...(fix ? {} : { steps: [texts.message.todo] }),
  };
  return { finding, fix: fix?.make ?? (() => ({ skip: texts.message.todo })) };
}
