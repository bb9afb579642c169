import {
  type DockerLayer,
  type DockerStep,
  readDockerfile,
  readLayers,
} from '@unblock/codemods/dockerfile/index';
import type { Model } from '../model.ts';
import { joinPath } from '../paths.ts';
import { type BuildCommand, withInstalls } from './node-build.ts';
import { expand, type PlacedCommand, type StartContext } from './start.ts';

/** What builds one stage of an image, in its order. */
export type ImageStep =
  | ({ kind: 'command' } & BuildCommand)
  | { kind: 'copy'; step: Extract<DockerStep, { kind: 'copy' }>; from: ImageStage | 'outside' | null };

export interface ImageStage {
  layer: DockerLayer;
  /** The stage it begins with; null where that is another image. */
  base: ImageStage | null;
  steps: ImageStep[];
}

/**
 * What builds the image of a Dockerfile: its last stage. Null where it has none, or where it leaves the folder that the whole
 * repository, or the service, is copied to: which sources a command sees is not known then.
 *
 * @param root the folder of the build context, relative to the repository.
 */
export function imageBuild(model: Model, path: string, root: string): ImageStage | null {
  const context: StartContext = { root, paths: model.paths, read: (file) => model.read(file) };
  const stages: ImageStage[] = [];
  const named = (name: string | null) =>
    stages.findLast(
      ({ layer }, index) => layer.name?.toLowerCase() === name?.toLowerCase() || String(index) === name,
    ) ?? null;
  for (const layer of readLayers(model.read(path) ?? '')) {
    const base = named(layer.base);
    let isProduction = base ? runsInProduction(base) : false;
    const steps = layer.steps.flatMap((step): ImageStep[] => {
      if (step.kind === 'env') {
        const given = step.variables.find(({ name }) => name === 'NODE_ENV');
        if (given) isProduction = given.value === 'production';
        return [];
      }
      if (step.kind === 'workdir') return [];
      if (step.kind === 'copy')
        return [{ kind: 'copy', step, from: step.from === null ? null : (named(step.from) ?? 'outside') }];
      const { text, form, start, end } = step;
      const command = { text, form, source: { path, kind: 'Dockerfile', start, end } } as const;
      return withInstalls(context, expand(context, command, 0), isProduction).map((entry) => ({
        kind: 'command',
        ...entry,
      }));
    });
    stages.push({ layer, base, steps });
  }
  const last = stages.at(-1);
  return last && stages.every(staysInPlace) ? last : null;
}

/** Whether NODE_ENV is `production` at the end of a stage. */
function runsInProduction({ layer, base }: ImageStage): boolean {
  const given = layer.steps
    .flatMap((step) => (step.kind === 'env' ? step.variables : []))
    .findLast(({ name }) => name === 'NODE_ENV');
  return given ? given.value === 'production' : base !== null && runsInProduction(base);
}

function staysInPlace({ layer, base }: ImageStage): boolean {
  const folders = layer.steps.flatMap((step) => (step.kind === 'workdir' ? [joinPath('', step.folder)] : []));
  return new Set(folders).size <= 1 || base !== null;
}

/** The paths of the repository that a COPY brings, from the folder of the build context. */
export function copies(
  { sources }: Extract<DockerStep, { kind: 'copy' }>,
  root: string,
  path: string,
): boolean {
  return sources.some((source) => {
    const place = joinPath(root, source.replace(/\/?\*{1,2}$/, '').replace(/^\//, ''));
    return place === '' || path === place || path.startsWith(`${place}/`);
  });
}

/** The commands of the ENTRYPOINT of an image; null for a script that cannot be read. */
export function entrypointCommands(model: Model, path: string, root: string): PlacedCommand[] | null {
  const entrypoint = readDockerfile(model.read(path) ?? '').image?.entrypoint;
  if (!entrypoint) return [];
  const { text, form, start, end } = entrypoint;
  const context = { root, paths: model.paths, read: (file: string) => model.read(file), image: path };
  const commands = expand(context, { text, form, source: { path, kind: 'Dockerfile', start, end } }, 0);
  const isScript = /\.(sh|js|mjs|cjs|py|ts)\b|entrypoint/.test(text);
  return isScript && !commands.some((placed) => placed.text.source.kind === 'script') ? null : commands;
}
