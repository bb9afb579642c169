import { readYaml } from '@unblock/codemods/yaml/index';
import type { Model } from '@unblock/engine';
import { COMPOSE } from '@unblock/engine/services/compose-command';
import { isRecord } from '@unblock/platforms/reading';

/** What a compose file calls a server of a kind: no platform gives a server a name that is only a common noun. */
const COMMON =
  /^(db|database|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|cache|broker|queue|rabbit|rabbitmq)$/;

/**
 * Whether a host is the name of a service in a compose file, and of none that a platform's manifest describes; or the common
 * noun that such files use, in a repository that holds none.
 */
export function isComposeName(host: string, model: Model): boolean {
  const isDescribed = model.services.some(({ deployables }) => deployables.some(({ name }) => name === host));
  return (
    /^[a-z][\w-]*$/i.test(host) && !isDescribed && (COMMON.test(host) || namingFile(host, model) !== null)
  );
}

/** The compose file that gives a host its name; null without one. */
export function namingFile(host: string, model: Model): string | null {
  const files = [...model.paths].filter((path) => COMPOSE.test(path)).sort();
  return files.find((path) => namesIn(model.read(path) ?? '').has(host)) ?? null;
}

/** Whether a compose file gives a container the network of its machine: then `localhost` is that machine. */
export function sharesNetwork(model: Model): boolean {
  return [...model.paths].some(
    (path) =>
      COMPOSE.test(path) &&
      servicesIn(model.read(path) ?? '').some(
        ([, service]) => isRecord(service) && service.network_mode === 'host',
      ),
  );
}

function servicesIn(text: string): [string, unknown][] {
  const { value } = readYaml(text);
  return isRecord(value) && isRecord(value.services) ? Object.entries(value.services) : [];
}

function namesIn(text: string): Set<string> {
  return new Set(
    servicesIn(text).flatMap(([name, service]) =>
      isRecord(service) && typeof service.container_name === 'string'
        ? [name, service.container_name]
        : [name],
    ),
  );
}
