import { sequencesIn } from '@unblock/codemods/shell/index';
import { readYaml } from '@unblock/codemods/yaml/index';
import type { Model, Service } from '@unblock/engine';
import { joinPath } from '@unblock/engine/paths';
import { COMPOSE } from '@unblock/engine/services/compose-command';
import { type Deployable, platform } from '@unblock/platforms';
import { isRecord } from '@unblock/platforms/reading';
import { migrationIn } from './programs.ts';
import { swallowsIn } from './swallow.ts';

const DEVELOPMENT = /[./_-](dev|test|local|override|ci)/;

/** The images that no platform of the run starts, and that a compose file builds: a server of one's own runs them. */
export function composedImages(service: Service, model: Model): Deployable[] {
  const { deployables, starts } = service;
  const images = deployables.filter(
    ({ kind, path, platform: id, isForeign }) =>
      kind === 'Dockerfile' &&
      !isForeign &&
      platform(id).runs.value === 'server' &&
      model.contracts.every((contract) => contract.id !== id && contract.id !== 'generic') &&
      !starts.some(({ command }) => command.source.path === path) &&
      !deployables.some((other) => other.kind !== 'Dockerfile' && other.dockerfile === path),
  );
  if (images.length === 0) return [];
  const folders = composeFiles(model).flatMap((path) => builtIn(path, model).map(({ folder }) => folder));
  return images.filter(({ path }) => folders.includes(folderOf(path)));
}

/** The compose files whose own command for an image of the service loses the failure as well. */
export function losingCompose(images: readonly Deployable[], model: Model): string[] {
  return composeFiles(model).filter((path) =>
    builtIn(path, model).some(
      ({ folder, command }) =>
        images.some((image) => folderOf(image.path) === folder) &&
        // A command there goes through no shell but the one that it names.
        sequencesIn(command)
          .filter(({ nested }) => nested > 0)
          .some(
            (sequence) =>
              swallowsIn(sequence, (simple) => migrationIn(simple, model, folder), false, false)[0],
          ),
    ),
  );
}

function composeFiles(model: Model): string[] {
  return [...model.paths].filter((path) => COMPOSE.test(path) && !DEVELOPMENT.test(path)).sort();
}

function builtIn(path: string, model: Model): { folder: string; command: string }[] {
  const { value, problem } = readYaml(model.read(path) ?? '');
  if (problem || !isRecord(value) || !isRecord(value.services)) return [];
  return Object.values(value.services).flatMap((entry) => {
    if (!isRecord(entry) || !entry.build) return [];
    const context = isRecord(entry.build) ? entry.build.context : entry.build;
    const folder = joinPath(folderOf(path), typeof context === 'string' ? context : '');
    return [{ folder, command: typeof entry.command === 'string' ? entry.command : '' }];
  });
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
