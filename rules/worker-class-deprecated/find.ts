import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { serversOf } from '@unblock/engine/started';
import { workerClass } from '@unblock/engine/worker';
import { findEventlet } from './eventlet.ts';
import { findUvicorn } from './uvicorn.ts';

/** The worker classes of a service's gunicorn commands that are on their way out, each place once. */
export function find(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  const seen = new Set<string>();
  return serversOf(service.starts)
    .filter(({ server }) => server.program === 'gunicorn')
    .flatMap((started) => {
      const place = { started, worker: workerClass(started, service, model) };
      return [...findUvicorn(place, service, model), ...findEventlet(place, service, model)];
    })
    .filter(({ finding: { key, span } }) => {
      // Two commands may read one configuration file.
      const id = `${span.path}:${span.start}:${key}`;
      return !seen.has(id) && seen.add(id);
    });
}
