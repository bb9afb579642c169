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

/**
 * The stage whose output the last one takes over, each path in the place that it has below the working folder: what one of
 * its commands writes is there, and nothing else. Null where a stage or another image brings more, where a path changes its
 * place, or where these paths are not among them.
 */
export function takenOver(stage: ImageStage, paths: readonly string[]): ImageStage | null {
  const copied = stage.steps.flatMap((entry) =>
    entry.kind === 'copy' && entry.from !== null ? [entry] : [],
  );
  const covered = copied.filter(({ step, from }) =>
    step.sources.some((source) => {
      const place = placeBelow(source, from);
      return place !== null && paths.every((path) => place === '' || path.startsWith(`${place}/`));
    }),
  );
  const [first] = covered;
  if (stage.base !== null || !first || covered.length > 1 || first.from === 'outside') return null;
  const isInPlace = copied.every(({ step, from }) =>
    step.sources.every((source) => {
      const [place, target] = [placeBelow(source, from), placeBelow(step.destination, stage)];
      if (place === null || target === null || /[*?]/.test(place)) return false;
      if (/(^|\/)node_modules(\/|$)/.test(place)) return true;
      return from === first.from && place === target;
    }),
  );
  return isInPlace ? first.from : null;
}

/** A path of a stage below its working folder; null for one elsewhere. */
export function placeBelow(path: string, stage: ImageStage | 'outside' | null): string | null {
  if (stage === 'outside' || stage === null) return null;
  const folder = joinPath('', workdirOf(stage));
  const place = joinPath(path.startsWith('/') ? '' : folder, path.replace(/^\//, ''));
  if (place === folder) return '';
  return folder === '' ? place : place.startsWith(`${folder}/`) ? place.slice(folder.length + 1) : null;
}

function workdirOf({ layer, base }: ImageStage): string {
  const own = layer.steps.findLast((step) => step.kind === 'workdir')?.folder;
  return own ?? (base ? workdirOf(base) : '/');
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
