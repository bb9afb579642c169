import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import type { Word } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Model, ServerCommand, Service, StartCommand } from '@unblock/engine';
import { joinPath } from '@unblock/engine/paths';
import {
  type BuildOutput,
  type BuildStep,
  buildOutput,
  outputOf,
} from '@unblock/engine/services/build-output';
import { imageBuild, placeBelow, takenOver } from '@unblock/engine/services/image-build';
import { fileWord } from '@unblock/engine/services/node-entry';
import { packageScript } from '@unblock/engine/services/scripts';
import { expand, type PlacedCommand, type StartContext } from '@unblock/engine/services/start';
import { serversOf } from '@unblock/engine/started';

/** A start command that names a file which the build writes somewhere else. */
export interface MissingEntry {
  server: ServerCommand;
  /** The starts for which that is certain. */
  starts: StartCommand[];
  word: Word;
  /** The word as it should be. */
  replacement: string;
  /** Both relative to the folder that the command runs in. */
  named: string;
  written: string;
  step: BuildStep;
}

/** Scripts that run around an install or a build, whatever the build command is. */
const HOOKS = ['preinstall', 'install', 'postinstall', 'prepare', 'heroku-prebuild', 'heroku-postbuild'];

/** The start commands of a Node service that name a file which no build writes, where all that is written is known. */
export function missingEntries(service: Service, model: Model): MissingEntry[] {
  if (service.language !== 'node') return [];
  return serversOf(service.starts).flatMap(({ server, starts }): MissingEntry[] => {
    const word =
      programName(server.command.words[0]?.value ?? '') === 'node' ? fileWord(server.command) : null;
    const folder = starts[0]?.commands.find(({ command }) => command === server.command)?.folder;
    const text = word?.value;
    if (!word || !text || folder === undefined || /^\/|^\.*$|\.\./.test(text)) return [];
    const path = joinPath(folder, text);
    if (isThere(path, model)) return [];
    const build = buildOutput(model, service);
    const other = build && writtenInstead(build, path);
    if (!other || !build) return [];
    const certain = starts.filter((start) => !mayBeWritten(service, model, start, path, other.path));
    if (certain.length === 0) return [];
    const inside = folder === '' ? other.path : other.path.slice(folder.length + 1);
    return [
      {
        server,
        starts: certain,
        word,
        replacement: likeWord(text, inside),
        named: text,
        written: inside,
        step: other.step,
      },
    ];
  });
}

/** What Node looks for behind a path. https://nodejs.org/api/modules.html#all-together */
function formsOf(path: string): string[] {
  return [path, `${path}.js`, `${path}.json`, `${path}.node`, `${path}/index.js`, `${path}/package.json`];
}

/** In the repository, output that is committed among it. */
function isThere(path: string, model: Model): boolean {
  return formsOf(path).some((form) => model.paths.has(form) || model.isLeftOut(form));
}

/** The one file of the same name that the build writes below the same folder; null where it writes the path, or is not understood. */
function writtenInstead(build: BuildOutput, path: string): { path: string; step: BuildStep } | null {
  if (build.unknown.length > 0) return null;
  const forms = formsOf(path);
  const all = build.steps.flatMap((step) =>
    [...step.outputs.keys()].map((output) => ({ path: output, step })),
  );
  if (all.some((output) => forms.includes(output.path))) return null;
  const stem = stemOf(path);
  const slash = stem.lastIndexOf('/');
  const name = stem.slice(slash + 1);
  const same = all.filter(
    ({ path: output }) => stemOf(output).endsWith(`/${name}`) || stemOf(output) === name,
  );
  // `dist/main.js` and `dist/src/main.js`: what stands between the two is all that differs.
  const near = same.filter(({ path: output }) => {
    const folder = stem.slice(0, Math.max(0, slash));
    return (
      output.startsWith(`${folder}/`) &&
      /^(src|source|server|apps?\/[\w-]+(\/src)?)\/[^/]+$/.test(output.slice(folder.length + 1))
    );
  });
  const [only] = near.length === 1 ? near : same.length === 1 ? same : [];
  return only ?? null;
}

function stemOf(path: string): string {
  return path.replace(/\.[cm]?js$/, '');
}

/** Whether something else than the `build` script may write the file: the platform's own command, a hook, what runs before it. */
function mayBeWritten(
  service: Service,
  model: Model,
  start: StartCommand,
  path: string,
  written: string,
): boolean {
  const { path: source, kind } = start.command.source;
  const own = service.deployables.filter(({ platform }) => start.platforms.includes(platform));
  const image = kind === 'Dockerfile' ? imageCommands(service, model, source, [path, written]) : [];
  if (
    kind === 'script' ||
    image === null ||
    (kind !== 'Dockerfile' && own.some(({ dockerfile }) => dockerfile !== null))
  )
    return true;
  const context: StartContext = { root: service.root, paths: model.paths, read: (file) => model.read(file) };
  const roots = [...new Set([service.root, ''])];
  const hooks = roots.flatMap((root) =>
    HOOKS.flatMap((name) => {
      const script = packageScript({ ...context, root }, name);
      return script ? expand({ ...context, root }, script, 0) : [];
    }),
  );
  const builds = own
    .filter((deployable) => deployable.path === source || deployable.build !== null)
    .flatMap(({ build, root }) => (build ? expand({ ...context, root }, build, 0) : []));
  const before = start.commands.filter(({ command }) => command !== start.server?.command);
  const output = outputOf(model, service, [...hooks, ...builds, ...image, ...before]);
  const forms = formsOf(path);
  return (
    output.unknown.length > 0 || output.steps.some(({ outputs }) => forms.some((form) => outputs.has(form)))
  );
}

/** What builds an image that holds the whole folder as it is; null for one that is put together from parts. */
function imageCommands(
  service: Service,
  model: Model,
  path: string,
  files: readonly string[],
): PlacedCommand[] | null {
  const { stages, image } = readDockerfile(model.read(path) ?? '');
  const isPlain =
    stages.length === 1 &&
    image?.copies.some(
      ({ sources, destination }) =>
        sources.some((source) => joinPath('', source) === '') &&
        ['', '.', image.workdir ?? ''].includes(destination.replace(/\/$/, '')),
    ) &&
    image.copies.every(({ from }) => from === null);
  if (image && stages.length > 1) return earlierCommands(service, model, path, files);
  if (!image || !isPlain) return null;
  const context: StartContext = { root: service.root, paths: model.paths, read: (file) => model.read(file) };
  return image.runs.flatMap(({ text, form, start, end }) =>
    expand(context, { text, form, source: { path, kind: 'Dockerfile', start, end } }, 0),
  );
}

/** What builds an earlier stage that holds the whole folder, where the last one takes its output over as it is. */
function earlierCommands(
  service: Service,
  model: Model,
  path: string,
  files: readonly string[],
): PlacedCommand[] | null {
  const { root } = service;
  if (path.slice(0, Math.max(0, path.lastIndexOf('/'))) !== root) return null;
  const last = imageBuild(model, path, root);
  const inside = files.map((file) => file.slice(root === '' ? 0 : root.length + 1));
  const stage = last && takenOver(last, inside);
  if (!last || !stage || stage.base) return null;
  const copied = stage.steps.flatMap((entry) => (entry.kind === 'copy' ? [entry] : []));
  const isWhole = copied.some(
    ({ step, from }) =>
      from === null &&
      step.sources.some((source) => joinPath('', source) === '') &&
      placeBelow(step.destination, stage) === '',
  );
  const isOwn = copied.every(
    ({ step, from }) =>
      from === null || step.sources.every((source) => /(^|\/)node_modules\/?$/.test(source)),
  );
  if (!isWhole || !isOwn) return null;
  // What the last stage takes in itself besides may lie where the start looks for it.
  const others = last.steps.flatMap((entry) => (entry.kind === 'copy' && entry.from === null ? [entry] : []));
  if (
    others.some(({ step }) =>
      step.sources.some(
        (source) => !/\.(json|ya?ml|lock|toml)$|\*\.json$|^\.?\/?prisma\/?$|\.npmrc$/.test(source),
      ),
    )
  )
    return null;
  return [...stage.steps, ...last.steps].flatMap((entry) =>
    entry.kind === 'command' && entry.placed && !entry.install ? [entry.placed] : [],
  );
}

/** The path written like the one it replaces: with `./` or without, with the extension or without. */
function likeWord(old: string, path: string): string {
  const bare = /\.[cm]?js$/.test(old) || !path.endsWith('.js') ? path : path.slice(0, -'.js'.length);
  return old.startsWith('./') ? `./${bare}` : bare;
}
