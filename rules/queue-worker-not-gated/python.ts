import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { spanOf } from '@unblock/engine/python/expression';
import { webFiles } from '@unblock/engine/python/web';
import { declare, NOTHING_DECLARED } from '@unblock/engine/services/declare';
import { severalProcesses } from '@unblock/engine/services/processes';
import { guardBegun } from '../guard-begun.ts';
import { brokersIn } from './brokers.ts';
import { type Consumer, consumersIn } from './consumers.ts';
import { type Evidence, fixTitle, message, paragraph, steps, title } from './words.ts';

const SWITCH = { variable: 'RUN_WORKER', process: 'worker' } as const;

/** The consumers that a service's web process begins. One bot in one process is right where it is. */
export function findInPython(service: Service, model: Model): Entry[] {
  const files = webFiles(model, service);
  const consumers = [...consumersIn(model, service, files), ...brokersIn(model, service, files)];
  if (consumers.length === 0) return [];
  const processes = severalProcesses(model, service);
  const isDeclared = model.services.some(({ deployables }) =>
    deployables.some(
      ({ variables, start }) =>
        variables.some(({ name, value }) => name === SWITCH.variable && value?.toLowerCase() === 'true') ||
        /\bRUN_WORKER=["']?true\b/i.test(start?.text ?? ''),
    ),
  );
  const declared = isDeclared ? NOTHING_DECLARED : declare(service, model, processes, SWITCH);
  return consumers
    .filter(({ library }) => processes !== null || library.kind === 'queue' || library.kind === 'broker')
    .map((consumer, index) =>
      entryOf(service, model, consumer, { consumer, processes, declared, isDeclared }, index === 0),
    );
}

function entryOf(
  service: Service,
  model: Model,
  consumer: Consumer,
  evidence: Evidence,
  isFirst: boolean,
): Entry {
  return {
    finding: {
      rule: 'queue-worker-not-gated',
      // A broker gives each message to one process: several may take them.
      severity: evidence.processes && consumer.library.kind !== 'broker' ? 'important' : 'advice',
      service: service.root,
      span: spanOf(consumer.path, consumer.call),
      title: title(evidence),
      message: message(evidence),
      fix: isLeftIdle(evidence) ? 'manual' : 'review',
      key: `${consumer.library.title} ${consumer.what}`,
      platforms: model.contracts.map(({ id }) => id),
      // The process to add is said once for a service.
      ...(isFirst ? { steps: steps(evidence) } : {}),
      group: `worker:${service.root}`,
    },
    fix: () => {
      const made = consumer.refusal ?? guardBegun(consumer, SWITCH.variable, service, model);
      if ('skip' in made) return made;
      return {
        safety: 'review',
        title: fixTitle(evidence),
        paragraph: paragraph(evidence),
        edits: [...made, ...evidence.declared.edits],
      };
    },
  };
}

/** Whether a guard would end work that the one process does today: no manifest has a place for the variable. */
function isLeftIdle({ processes, declared, isDeclared }: Evidence): boolean {
  return processes === null && declared.way === null && !isDeclared;
}
