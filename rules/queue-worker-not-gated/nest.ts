import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { type NestConsumer, nestConsumers } from './nest-consumers.ts';
import { gated } from './nest-fix.ts';
import { fixTitle, message, paragraph, title } from './nest-words.ts';

/** The consumers of queues that a NestJS web process starts, on no condition. */
export function findInNest(service: Service, model: Model): Entry[] {
  return nestConsumers(service, model)
    .filter(({ isGated }) => !isGated)
    .map((consumer) => entryOf(consumer, service, model));
}

function entryOf(consumer: NestConsumer, service: Service, model: Model): Entry {
  return {
    finding: {
      rule: 'queue-worker-not-gated',
      // A job goes to one worker, however many there are.
      severity: 'advice',
      service: service.root,
      span: consumer.span,
      title: title(consumer),
      message: message(consumer),
      fix: 'review',
      key: `${consumer.library} ${consumer.className} ${consumer.method ?? ''}`.trim(),
      platforms: model.contracts.map(({ id }) => id),
      group: `worker:${service.root}`,
    },
    fix: async () => {
      const edits = await gated(consumer, service, model);
      if ('skip' in edits) return edits;
      return { safety: 'review', title: fixTitle(consumer), paragraph: paragraph(consumer), edits };
    },
  };
}
