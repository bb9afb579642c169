import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { loadedApplication } from '@unblock/engine/services/loaded-application';
import { commandSpan, contractsOf, serversOf } from '@unblock/engine/started';
import { type Base, findUnderGunicorn } from './under-gunicorn.ts';
import { findUnderUvicorn } from './under-uvicorn.ts';

/** The server commands of a service whose application is proved to speak the other interface. */
export function find(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  return serversOf(service.starts).flatMap((started) => {
    const { server, starts } = started;
    const placed = starts[0]?.commands.find(({ command }) => command === server.command);
    const loaded = loadedApplication(model, server, placed?.folder ?? service.root);
    if (!loaded) return [];
    const base: Base = {
      rule: 'asgi-app-on-sync-worker',
      severity: 'critical',
      service: service.root,
      span: commandSpan(server),
      key: `${server.program} ${server.application}`,
      platforms: contractsOf(model, starts).map(({ id }) => id),
      // Every command needs the package: one of them must not be merged without it.
      group: `asgi-app-on-sync-worker:${service.root}:${loaded.interface}`,
    };
    return loaded.interface === 'asgi'
      ? findUnderGunicorn({ started, loaded, base }, service, model)
      : findUnderUvicorn({ started, loaded, base }, service, model);
  });
}
