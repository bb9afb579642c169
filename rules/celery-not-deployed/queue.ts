import type { Model, Service, Span } from '@unblock/engine';
import type { Ground } from '@unblock/engine/services/beside';
import { arqQueue } from './arq.ts';
import { celeryQueue } from './celery.ts';
import { decoratedQueues } from './decorated.ts';
import { djangoHuey, djangoRq } from './django.ts';
import { dramatiqQueue } from './dramatiq.ts';
import { rqQueue } from './rq.ts';
import type { Marks } from './started.ts';

/** Something that the code does, with its place: `send_welcome.delay()`. */
export interface Use {
  what: string;
  span: Span;
}

/** What has to run beside the web process. */
export type Part = 'worker' | 'beat';

/** A task queue that the web process fills. */
export interface Queue {
  library: string;
  /** The program that works it off, for texts. */
  program: string;
  /** What makes the queue: `Celery(...)`. */
  made: Use;
  /** Puts a task on the queue; null where nothing in the web process does. */
  sent: Use | null;
  /** Tasks that have to be sent at their time; null without any. */
  schedule: Use | null;
  /** An import of what a worker loads that nothing installs: it would stop at its start. */
  lacking: { path: string; module: string } | null;
  /** How the commands of its parts are recognised. */
  marks: Readonly<Record<Part, Marks>>;
  /** The command of a part, proved from the code; null where it cannot be told. */
  command(part: Part, ground: Ground): string | null;
}

/** The task queues of a service. */
export function queuesOf(service: Service, model: Model): Queue[] {
  const single = [celeryQueue, dramatiqQueue, rqQueue, arqQueue, djangoHuey, djangoRq];
  const found = single.map((find) => find(service, model)).filter((queue) => queue !== null);
  return [...found, ...decoratedQueues(service, model)];
}
