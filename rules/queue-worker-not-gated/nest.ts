import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { listingsOf } from '@unblock/engine/services/beside';
import { type NestConsumer, nestConsumers } from './nest-consumers.ts';
import { gated } from './nest-fix.ts';
import { fixTitle, message, paragraph, STEP, title } from './nest-words.ts';

/** The consumers of queues that a NestJS web process starts, on no condition. */
export function findInNest(service: Service, model: Model): Entry[] {
  const open = nestConsumers(service, model).filter(({ isGated }) => !isGated);
  // A manifest that is there, or one that a patch writes, has a place for the process that takes the jobs then.
  const hasPlace =
    open.length > 0 &&
    (listingsOf(service, model).length > 0 || model.contracts.some(({ writes }) => writes.value.length > 0));
  return open.map((consumer, index) => entryOf(consumer, service, model, hasPlace, index === 0));
}

function entryOf(
  consumer: NestConsumer,
  service: Service,
  model: Model,
  hasPlace: boolean,
  isFirst: boolean,
): Entry {
  return {
    finding: {
      rule: 'queue-worker-not-gated',
      // A job goes to one worker, however many there are.
      severity: 'advice',
      service: service.root,
      span: consumer.span,
      title: title(consumer),
      message: message(consumer),
      // A gate alone would end the work that the one process does today.
      fix: hasPlace ? 'review' : 'manual',
      key: `${consumer.library} ${consumer.className} ${consumer.method ?? ''}`.trim(),
      platforms: model.contracts.map(({ id }) => id),
      ...(isFirst && !hasPlace ? { steps: [STEP] } : {}),
      group: `worker:${service.root}`,
    },
    fix: async () => {
      const edits = await gated(consumer, service, model);
      if ('skip' in edits) return edits;
      return { safety: 'review', title: fixTitle(consumer), paragraph: paragraph(consumer), edits };
    },
  };
}
