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
  const built = [...model.paths]
    .filter((path) => COMPOSE.test(path))
    .flatMap((path) => mountsOver(path, model.read(path) ?? '', dockerfile));
  return built.length > 0 && built.every((mounted) => mounted);
}

/** For each service of a compose file that builds the image, whether it mounts the folder that the image is built from. */
function mountsOver(path: string, text: string, dockerfile: string): boolean[] {
  const { value, problem } = readYaml(text);
  if (problem || !isRecord(value) || !isRecord(value.services)) return [];
  const home = folderOf(path);
  return Object.values(value.services).flatMap((entry): boolean[] => {
    if (!isRecord(entry) || !entry.build) return [];
    const build = isRecord(entry.build) ? entry.build : { context: entry.build };
    const context = joinPath(home, typeof build.context === 'string' ? build.context : '.');
    const name = typeof build.dockerfile === 'string' ? build.dockerfile : 'Dockerfile';
    if (joinPath(context, name) !== dockerfile) return [];
    const hosts = (Array.isArray(entry.volumes) ? entry.volumes : []).map(hostOf);
    return [hosts.some((host) => host !== null && joinPath(home, host) === context)];
  });
}

/** The folder of the host in `.:/app`, or in its long form; null for a volume with a name. */
function hostOf(volume: unknown): string | null {
  const source = isRecord(volume) ? volume.source : volume;
  const host = typeof source === 'string' ? (source.split(':')[0] ?? '') : '';
  return /^\.{1,2}(\/|$)/.test(host) ? host : null;
}
