import type { Model, Service } from '@unblock/engine';
import { aroundSays } from '../around-says.ts';
import { isOfCelery } from './celery.ts';
import type { Connection } from './find.ts';

/** What a connection waits for that nothing does yet: a task, a cached value, a message of a channel layer. */
export type Idle = 'tasks' | 'cache' | 'channels';

/** Puts a task on a queue, asks for a result, or asks the workers. */
const SENDS = /\.(delay|apply_async|send_task|si?)\(|\b(group|chain|chord)\(|\bAsyncResult\(|\.control\b/;
const STARTS = /\bcelery\b[^\n]*\b(worker|beat)\b/;
/** Files by which a process is started: a script counts where one of them runs it. */
const MANIFESTS = /(^|\/)(Procfile|[^/]*Dockerfile[^/]*|[^/]*\.(ya?ml|toml|conf|ini|service))$/;
const CACHES =
  /^[ \t]*from django\.core\.cache\b|^[ \t]*from django\.core import [^\n]*\bcache\b|cache_page|cache_control|CacheMiddleware|backends\.cache(d_db)?["']|throttl|ratelimit|axes|constance|cacheops|cachalot/im;
const TALKS = /channel_layer|\bgroup_(send|add|discard)\b/;

/** What a connection of Celery or of Django's settings waits for; null where the service makes it, or may. */
export function idleOf(connection: Connection, service: Service, model: Model): Idle | null {
  if (connection.cause === 'secret') return null;
  if (isOfCelery(connection)) return isCeleryUsed(service, model) ? null : 'tasks';
  if (connection.to.startsWith('CACHES[')) return says(CACHES, service, model) ? null : 'cache';
  if (connection.to === 'CHANNEL_LAYERS') return says(TALKS, service, model) ? null : 'channels';
  return null;
}

/** Whether anything talks to Celery's broker: code that sends a task, a worker that is started. */
function isCeleryUsed(service: Service, model: Model): boolean {
  const commands = model.services.flatMap(({ starts }) =>
    starts.flatMap((start) => start.commands.map(({ text }) => text.text)),
  );
  return (
    says(SENDS, service, model) ||
    commands.some((text) => STARTS.test(text)) ||
    aroundSays(STARTS, model, MANIFESTS)
  );
}

function says(pattern: RegExp, { files }: Service, model: Model): boolean {
  return files.some(
    (path) => path.endsWith('.py') && pattern.test((model.read(path) ?? '').replace(/^[ \t]*#.*$/gm, '')),
  );
}
