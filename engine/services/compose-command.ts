import { readYaml } from '@unblock/codemods/yaml/index';
import { isRecord } from '@unblock/platforms/reading';
import type { Model, Service } from '../model.ts';
import { folderOf, joinPath } from '../paths.ts';
import { PRODUCTION_SERVER } from './production-servers.ts';

/** Files of Docker Compose, by their path. */
export const COMPOSE = /(^|\/)(docker-)?compose([._-][\w.-]+)?\.ya?ml$/;
const DEVELOPMENT = /(^|[._/-])(dev|devel|development|local|test|tests|override|ci|debug)([._/-]|$)/i;

/**
 * Whether a compose file starts the service's image by a server of its own: a command there takes the place of the image's,
 * and the main block of a file is not what runs.
 * https://docs.docker.com/reference/compose-file/services/#command
 */
export function isServedByCompose(
  { root }: Pick<Service, 'root'>,
  model: Pick<Model, 'paths' | 'read'>,
): boolean {
  const known = SERVED.get(model) ?? allServedFolders(model);
  SERVED.set(model, known);
  return known.some((folder) => holds(folder, root));
}

/** Every server call of a service asks for the same folders. */
const SERVED = new WeakMap<Pick<Model, 'paths' | 'read'>, string[]>();

function allServedFolders(model: Pick<Model, 'paths' | 'read'>): string[] {
  return [...model.paths].flatMap((path) => {
    if (!COMPOSE.test(path) || DEVELOPMENT.test(path)) return [];
    const text = model.read(path) ?? '';
    return PRODUCTION_SERVER.test(text) ? servedFolders(path, text) : [];
  });
}

/** The folders that a compose file builds and starts by a production server. */
function servedFolders(path: string, text: string): string[] {
  const { value, problem } = readYaml(text);
  if (problem || !isRecord(value) || !isRecord(value.services)) return [];
  const home = folderOf(path);
  return Object.values(value.services).flatMap((entry) => {
    if (!isRecord(entry) || !entry.build) return [];
    const words = [entry.entrypoint, entry.command].flat().filter((word) => typeof word === 'string');
    if (!PRODUCTION_SERVER.test(words.join(' '))) return [];
    const context = isRecord(entry.build) ? entry.build.context : entry.build;
    return [joinPath(home, typeof context === 'string' ? context : '')];
  });
}

function holds(folder: string, root: string): boolean {
  return folder === '' || root === folder || root.startsWith(`${folder}/`);
}
