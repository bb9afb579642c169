import type { Fix, Model, Service } from '@unblock/engine';
import { addedNodeRoute, objectForRoute } from '@unblock/engine/node/new-route';
import * as python from '@unblock/engine/python/new-route';

/** Whether a new route would answer: nothing stands in front of it. */
export function canTakeRoute(service: Service, model: Model): boolean {
  return service.language === 'node'
    ? objectForRoute(service, model) !== null
    : python.canTakeRoute(service, model);
}

/** The file that a new route goes into; that of the manifest where none is known. */
export function fileForRoute(service: Service, model: Model, manifest: string): string {
  return service.language === 'node'
    ? ((objectForRoute(service, model) ?? model.factsOf(service, 'application')[0])?.span.path ?? manifest)
    : python.fileForRoute(service, model);
}

/** The edits that add a light route; null where it has no place. */
export async function addedRoute(
  path: string,
  service: Service,
  model: Model,
): Promise<Fix['edits'][number] | null> {
  return service.language === 'node'
    ? addedNodeRoute(path, service, model)
    : python.addedRoute(path, service, model);
}
