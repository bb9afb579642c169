import type { Contract, Deployable } from '@unblock/platforms';
import type { Span } from '../facts.ts';
import type { Model, Service, StartCommand } from '../model.ts';
import { hasProxy } from '../started.ts';
import { PROGRAMS } from './production-servers.ts';
import { webStarts } from './web.ts';

/** A web process whose platform asks a health path of it, or would, if its manifest named one. */
export interface HealthCheck {
  deployable: Deployable;
  contract: Contract & { health: NonNullable<Contract['health']> };
}

/** Programs that answer with the one application they are given; uWSGI may mount several. */
const SERVERS: readonly string[] = [
  ...PROGRAMS.filter((program) => program !== 'uwsgi'),
  'flask',
  'fastapi',
  'python',
  'node',
];
const OWN_PATHS = /--root-path|SCRIPT_NAME|ROOT_PATH/;

/**
 * The web processes of a service whose platform checks a health path, and whose requests the service's own application
 * answers: no proxy stands beside it, no other server or application is started.
 */
export function healthChecks(service: Service, model: Model): HealthCheck[] {
  if (service.role !== 'web') return [];
  const web = service.deployables.filter(({ role }) => role === 'web');
  return web.flatMap((deployable) => {
    const contract = model.contracts.find(({ id }) => id === deployable.platform);
    if (!contract?.health) return [];
    // Of two web processes on one platform, nobody knows which one a route belongs to.
    if (web.some((other) => other !== deployable && other.platform === deployable.platform)) return [];
    const starts = webStarts(service).filter(({ platforms }) => platforms.includes(contract.id));
    if (starts.length === 0 || !starts.every((start) => runsApplication(start, service))) return [];
    return [{ deployable, contract: { ...contract, health: contract.health } }];
  });
}

function runsApplication(start: StartCommand, service: Service): boolean {
  const { server, command } = start;
  if (server?.program === 'node' && server.entry === null) return false;
  if (hasProxy(start) || !server || !SERVERS.includes(server.program) || OWN_PATHS.test(command.text))
    return false;
  if (service.application === null || server.application === null) return server.application === null;
  return attributeOf(server.application) === attributeOf(service.application.importString);
}

/** `app` of `shop.main:app`; what servers load where none is named. */
function attributeOf(importString: string): string {
  return (importString.split(':')[1] ?? 'application').replace(/\(.*$/, '');
}

/** What an editor underlines in a manifest for a web process: its health path, else its start or build command. */
export function placeOf({ path, health, start, build }: Deployable): Span {
  if (health) return { path, start: health.start, end: health.end };
  const command = [start, build].find((entry) => entry?.source.path === path && entry.source.start >= 0);
  return { path, start: command?.source.start ?? 0, end: command?.source.end ?? 0 };
}
