import type { Model, Service } from '../model.ts';
import { loadedFiles } from '../python/loaded.ts';
import { entryOf, webFiles } from '../python/web.ts';

/**
 * Whether a file makes an application of its own beside the one that a server would load, and no process loads it: a trial, a
 * webhook that was tested alone. What it says of hosts, ports and databases is said of no process.
 */
export function isBesideApplication(service: Service, model: Model, path: string): boolean {
  const { application } = service;
  if (!application || application.path === path || application.object.span.path === path) return false;
  const own = model.factsOf(service, 'application').filter(({ span }) => span.path === path);
  if (own.length === 0 || own.some(({ factory }) => factory)) return false;
  const started = service.starts.flatMap((start) => entryOf(model, start));
  return (
    !webFiles(model, service).has(path) &&
    !loadedFiles(model, started, 'all').has(path) &&
    !loadedFiles(model, [path], 'all').has(application.object.span.path)
  );
}
