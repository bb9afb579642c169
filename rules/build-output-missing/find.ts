import { commandsIn } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Model, ServerCommand, Service, StartCommand } from '@unblock/engine';
import { jsonAt, recordOf } from '@unblock/engine/json-value';
import { joinPath } from '@unblock/engine/paths';
import { outputOf } from '@unblock/engine/services/build-output';
import {
  copies,
  entrypointCommands,
  type ImageStage,
  imageBuild,
  placeBelow,
  takenOver,
} from '@unblock/engine/services/image-build';
import { type BuildCommand, type NodeBuild, nodeBuilds } from '@unblock/engine/services/node-build';
import { fileWord } from '@unblock/engine/services/node-entry';
import { packageScript } from '@unblock/engine/services/scripts';
import { expand, type PlacedCommand, type StartContext } from '@unblock/engine/services/start';
import type { Contract } from '@unblock/platforms';

/** A start that needs what a build writes, and a build that writes nothing. */
export interface Unbuilt {
  server: ServerCommand;
  contracts: Contract[];
  /** What the start command names: `dist/index.js`, `.next`; relative to the folder of the service. */
  needed: string;
  /** What would write it. */
  remedy: Remedy | null;
  /** The build of a platform; null for that of an image. */
  build: NodeBuild | null;
  dockerfile: string | null;
  stage: ImageStage | null;
  /** The image takes it over from an earlier stage by name: what is not there ends its build. */
  isCopied: boolean;
  /** A person may have typed a build command into the dashboard, or compiled before the image was built. */
  mayBeBuilt: boolean;
}

/** A script that is there, or the command of one that is not. */
export type Remedy = { script: string } | { command: string };

/** The starts of a Node service that need what no command of the build writes, where all of them can be read. */
export function findUnbuilt(service: Service, model: Model): Unbuilt[] {
  if (service.language !== 'node') return [];
  return [...ofPlatforms(service, model), ...ofImages(service, model)];
}

function ofPlatforms(service: Service, model: Model): Unbuilt[] {
  return nodeBuilds(service, model).flatMap((build): Unbuilt[] => {
    const { start, commands, contract, deployable } = build;
    const need = start ? needOf(start, service, model) : null;
    if (!start?.server || !need || isBuilt(need, commands, start, service, model)) return [];
    const isTold = deployable?.build != null;
    return [
      {
        server: start.server,
        contracts: [contract],
        needed: need.name,
        remedy: remedyFor(need, service, model),
        build,
        dockerfile: null,
        stage: null,
        isCopied: false,
        mayBeBuilt: !isTold && contract.typedStart !== undefined,
      },
    ];
  });
}

function ofImages(service: Service, model: Model): Unbuilt[] {
  return service.starts.flatMap((start): Unbuilt[] => {
    const { path, kind } = start.command.source;
    const dockerfile =
      kind === 'Dockerfile'
        ? path
        : (service.deployables.find((entry) => entry.path === path)?.dockerfile ?? null);
    const contracts = model.contracts.filter(
      ({ id, runs }) => start.platforms.includes(id) && runs.value === 'server',
    );
    const need = needOf(start, service, model);
    if (!start.server || !dockerfile || !need || contracts.length === 0) return [];
    const last = isBeside(dockerfile, service) ? imageBuild(model, dockerfile, service.root) : null;
    const inside = need.path.slice(service.root === '' ? 0 : service.root.length + 1);
    // What an earlier stage builds is in the last one where that takes it over.
    const stage = (last && takenOver(last, [inside])) ?? last;
    const entry = entrypointCommands(model, dockerfile, service.root);
    if (!stage || !entry || !holdsSources(stage, service, model)) return [];
    const steps = stage === last ? stage.steps : [...stage.steps, ...(last?.steps ?? [])];
    const commands = steps.flatMap((step) => (step.kind === 'command' ? [step] : []));
    const all = [...commands, ...entry.map((placed): BuildCommand => ({ placed, install: null }))];
    if (isBuilt(need, all, start, service, model)) return [];
    const remedy = remedyFor(need, service, model);
    return [
      {
        server: start.server,
        contracts,
        needed: need.name,
        remedy,
        build: null,
        dockerfile,
        stage,
        isCopied: stage !== last && !takesAll(last, stage),
        mayBeBuilt: true,
      },
    ];
  });
}

/** Whether a stage takes the whole folder of another one. */
function takesAll(last: ImageStage | null, stage: ImageStage): boolean {
  const copied = last?.steps.flatMap((entry) =>
    entry.kind === 'copy' && entry.from === stage ? [entry] : [],
  );
  return copied?.some(({ step }) => step.sources.some((source) => placeBelow(source, stage) === '')) ?? false;
}

function isBeside(dockerfile: string, { root }: Service): boolean {
  return dockerfile.slice(0, Math.max(0, dockerfile.lastIndexOf('/'))) === root;
}

/** An image of one stage, which takes the whole folder in: what it holds else is what its commands write. */
function holdsSources({ base, steps }: ImageStage, { root }: Service, model: Model): boolean {
  const copied = steps.flatMap((entry) => (entry.kind === 'copy' ? [entry] : []));
  const manifest = joinPath(root, 'package.json');
  const isWhole = copied.some(
    ({ step }) => copies(step, root, joinPath(root, 'a/b/c')) && copies(step, root, manifest),
  );
  return base === null && isWhole && copied.every(({ from }) => from === null) && model.paths.has(manifest);
}

/** What a start needs: a file, or the folder of Next.js. */
interface Need {
  name: string;
  path: string;
  isNext: boolean;
}

function needOf({ server, commands }: StartCommand, service: Service, model: Model): Need | null {
  const placed = commands.find(({ command }) => command === server?.command);
  if (!server || !placed || placed.folder !== service.root) return null;
  const words = server.command.words.map(({ value }) => value ?? '');
  const name = programName(words[0] ?? '');
  if (
    name === 'next' &&
    words[1] === 'start' &&
    words.slice(2).every((word) => !/^[\w./]+$/.test(word) || /^\d+$/.test(word) || word.includes('.'))
  )
    return model.isLeftOut(joinPath(service.root, '.next/BUILD_ID'))
      ? null
      : { name: '.next', path: joinPath(service.root, '.next'), isNext: true };
  const file = name === 'node' ? fileWord(server.command)?.value : null;
  // A folder that no output is written to holds sources: what is missing there is a mistake in the name.
  if (
    !file ||
    !/^(\.\/)?(dist|build|out|output|\.output|lib|compiled|public\/build|server\/dist)\//.test(file)
  )
    return null;
  const path = joinPath(service.root, file);
  return isThere(path, model) ? null : { name: file.replace(/^\.\//, ''), path, isNext: false };
}

/** What Node looks for behind a path. https://nodejs.org/api/modules.html#all-together */
function formsOf(path: string): string[] {
  return [path, `${path}.js`, `${path}.json`, `${path}.node`, `${path}/index.js`, `${path}/package.json`];
}

function isThere(path: string, model: Model): boolean {
  return formsOf(path).some((form) => model.paths.has(form) || model.isLeftOut(form));
}

/** Whether some command writes it, or may do so. What writes anything else is the matter of another rule. */
function isBuilt(
  { isNext }: Need,
  commands: readonly BuildCommand[],
  start: StartCommand,
  service: Service,
  model: Model,
): boolean {
  const before = start.commands.filter(({ command }) => command !== start.server?.command);
  const placed = [
    ...commands.flatMap((entry) => (entry.placed && !entry.install ? [entry.placed] : [])),
    ...before,
  ];
  const { steps, unknown } = outputOf(model, service, placed);
  return isNext ? unknown.length > 0 : unknown.length > 0 || steps.length > 0;
}

/** The script that writes what is needed, or the compiler where no script runs it. */
function remedyFor(need: Need, service: Service, model: Model): Remedy | null {
  const { root, dependencies } = service;
  const context: StartContext = { root, paths: model.paths, read: (path) => model.read(path) };
  const scripts = Object.keys(recordOf(recordOf(jsonAt(model, joinPath(root, 'package.json'))).scripts));
  const named = ['build', ...scripts.filter((name) => /^(build|compile|bundle|tsc)\b/.test(name))];
  for (const name of named) {
    const script = packageScript(context, name);
    if (
      script &&
      !/--watch|-w\b/.test(script.text) &&
      writes(need, expand(context, script, 0), service, model, name === 'build')
    )
      return { script: name };
  }
  if (packageScript(context, 'build')) return null;
  const declares = (name: string) => dependencies.entries.some((entry) => entry.name === name);
  const commands = need.isNext
    ? declares('next')
      ? ['next build']
      : []
    : [
        ...(declares('@nestjs/cli') ? ['nest build'] : []),
        ...(declares('typescript') ? ['tsc', 'tsc -p tsconfig.build.json'] : []),
      ];
  const placed = (text: string): PlacedCommand[] =>
    commandsIn(text).map((command) => ({
      text: { text, form: 'shell', source: { path: '', kind: 'script', start: -1, end: -1 } },
      command,
      folder: root,
    }));
  const command = commands.find((text) => writes(need, placed(text), service, model, false));
  return command === undefined ? null : { command };
}

/** Whether commands write what is needed; `mayBe`: also where what they write cannot be told. */
function writes(
  { path, isNext }: Need,
  commands: readonly PlacedCommand[],
  service: Service,
  model: Model,
  mayBe: boolean,
): boolean {
  if (isNext)
    return commands.some(
      ({ command: { words } }) =>
        programName(words[0]?.value ?? '') === 'next' && words[1]?.value === 'build',
    );
  const { steps, unknown } = outputOf(model, service, commands);
  return (
    steps.some(({ outputs }) => formsOf(path).some((form) => outputs.has(form))) ||
    (mayBe && unknown.length > 0)
  );
}
