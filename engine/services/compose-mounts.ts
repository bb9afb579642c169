import { readYaml } from '@unblock/codemods/yaml/index';
import { isRecord } from '@unblock/platforms/reading';
import type { Model } from '../model.ts';
import { folderOf, joinPath } from '../paths.ts';
import { COMPOSE } from './compose-command.ts';

/**
 * Whether every compose service that builds an image lays the source of the host over it: whoever edits it sees what runs, so
 * the image is one for development. https://docs.docker.com/reference/compose-file/services/#volumes
 *
 * @param dockerfile its path.
 */
export function isMountedOver(dockerfile: string, model: Pick<Model, 'paths' | 'read'>): boolean {
  const built = composedBuilds(model).filter((build) => build.dockerfile === dockerfile);
  return built.length > 0 && built.every(({ isMounted }) => isMounted);
}

/** A service of a compose file that builds an image. */
interface ComposedBuild {
  dockerfile: string;
  /** It mounts the folder that the image is built from. */
  isMounted: boolean;
}

/** Every image asks for the same compose files, and parsing them takes long. */
const BUILDS = new WeakMap<Pick<Model, 'paths' | 'read'>, ComposedBuild[]>();

function composedBuilds(model: Pick<Model, 'paths' | 'read'>): ComposedBuild[] {
  const known = BUILDS.get(model);
  if (known) return known;
  const builds = [...model.paths]
    .filter((path) => COMPOSE.test(path))
    .flatMap((path) => buildsIn(path, model.read(path) ?? ''));
  BUILDS.set(model, builds);
  return builds;
}

function buildsIn(path: string, text: string): ComposedBuild[] {
  const { value, problem } = readYaml(text);
  if (problem || !isRecord(value) || !isRecord(value.services)) return [];
  const home = folderOf(path);
  return Object.values(value.services).flatMap((entry): ComposedBuild[] => {
    if (!isRecord(entry) || !entry.build) return [];
    const build = isRecord(entry.build) ? entry.build : { context: entry.build };
    const context = joinPath(home, typeof build.context === 'string' ? build.context : '.');
    const name = typeof build.dockerfile === 'string' ? build.dockerfile : 'Dockerfile';
    const hosts = (Array.isArray(entry.volumes) ? entry.volumes : []).map(hostOf);
    const isMounted = hosts.some((host) => host !== null && joinPath(home, host) === context);
    return [{ dockerfile: joinPath(context, name), isMounted }];
  });
}

/** The folder of the host in `.:/app`, or in its long form; null for a volume with a name. */
function hostOf(volume: unknown): string | null {
  const source = isRecord(volume) ? volume.source : volume;
  const host = typeof source === 'string' ? (source.split(':')[0] ?? '') : '';
  return /^\.{1,2}(\/|$)/.test(host) ? host : null;
}
