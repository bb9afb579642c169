import type { SimpleCommand } from '@unblock/codemods/shell/index';
import { option } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import { locateSource } from '../locate.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { type Bundler, bundled } from './bundlers.ts';
import { compile, type Outputs } from './compile.ts';
import { nestBuild } from './nest-build.ts';
import { packageScript } from './scripts.ts';
import { expand, type PlacedCommand, type StartContext } from './start.ts';
import { configIn, readTsconfig } from './tsconfig.ts';

/** What one command of a build writes. */
export interface BuildStep {
  placed: PlacedCommand;
  compiler: 'tsc' | 'nest' | Bundler;
  /** The settings file that it follows; null where the command says everything. */
  config: string | null;
  /** The files it writes, relative to the repository, each with the source it is made from. */
  outputs: Outputs;
}

/** What a build writes. */
export interface BuildOutput {
  steps: BuildStep[];
  /** Commands that write something which cannot be told. */
  unknown: PlacedCommand[];
}

/** Programs that write no code that could be started. */
const WRITES_NONE =
  /^(echo|true|exit|cd|set|rm|rimraf|del-cli|mkdir|chmod|test|eslint|prettier|biome|tsc-alias|prisma|vitest|jest|node-gyp|npm|pnpm|yarn|bun|resolve-tspaths|export|sleep|is-ci|husky|patch-package|apt-get|apk|corepack|chown|addgroup|adduser|groupadd|useradd|npx)$/;

/**
 * What the `build` script of a Node service writes, worked out from the settings of its compilers. A script that calls others
 * is followed. Null without such a script.
 */
export function buildOutput(
  model: Model,
  service: Pick<Service, 'root' | 'dependencies'>,
): BuildOutput | null {
  const context: StartContext = { root: service.root, paths: model.paths, read: (path) => model.read(path) };
  const script = packageScript(context, 'build');
  const hooks = ['prebuild', 'postbuild'].map((name) => packageScript(context, name));
  if (!script) return null;
  const [before, after] = hooks.map((hook) => (hook ? expand(context, hook, 0) : []));
  return outputOf(model, service, [...(before ?? []), ...expand(context, script, 0), ...(after ?? [])]);
}

/** What commands of a build write, in their order. */
export function outputOf(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  commands: readonly PlacedCommand[],
): BuildOutput {
  const output: BuildOutput = { steps: [], unknown: [] };
  for (const placed of commands) {
    const name = programName(placed.command.words[0]?.value ?? '');
    if (WRITES_NONE.test(name) || name === '') continue;
    const step = stepOf(model, service, placed, name);
    if (step) output.steps.push(...step);
    else output.unknown.push(placed);
  }
  return output;
}

function stepOf(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  placed: PlacedCommand,
  name: string,
): BuildStep[] | null {
  const { command, folder } = placed;
  if (name === 'tsc') return compiledBy(model, service, placed);
  if (name === 'nest') {
    const built = nestBuild(model, service, folder, command);
    return built && [{ placed, compiler: 'nest', ...built }];
  }
  const found = bundled(model, service, folder, command, name);
  return found && [{ placed, compiler: found.bundler, config: found.config, outputs: found.outputs }];
}

/** https://www.typescriptlang.org/docs/handbook/compiler-options.html */
function compiledBy(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  placed: PlacedCommand,
): BuildStep[] | null {
  const { command, folder } = placed;
  const isBuild = command.words.some(({ value }) => value === '-b' || value === '--build');
  const named = option(command, isBuild ? ['-b', '--build'] : ['-p', '--project']);
  if (named?.raw && named.value === null) return null;
  const path = configIn(model, joinPath(folder, named?.value ?? ''));
  const steps: BuildStep[] = [];
  const projects = new Set([path]);
  // `--build` compiles the projects that are referred to as well: the set is walked while it grows.
  for (const config of projects) {
    const outputs = compileWith(model, service, folder, config, command);
    if (!outputs) return null;
    steps.push({ placed, compiler: 'tsc', config, outputs });
    const references = isBuild ? readTsconfig(model, config)?.references : [];
    for (const reference of references ?? []) projects.add(reference);
  }
  return steps;
}

function compileWith(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  folder: string,
  path: string,
  command: SimpleCommand,
): Outputs | null {
  const config = readTsconfig(model, path);
  if (!config) return null;
  const flag = (name: string) => {
    const given = command.words.findIndex(({ value }) => value === `--${name}`);
    return given < 0 ? undefined : command.words[given + 1]?.value !== 'false';
  };
  const folderOf = (name: string) => {
    const given = option(command, [`--${name}`])?.value;
    return given == null ? null : joinPath(folder, given);
  };
  const noEmit = flag('noEmit') ?? config.options.noEmit;
  const emitDeclarationOnly = flag('emitDeclarationOnly') ?? config.options.emitDeclarationOnly;
  return compile(
    compilerFiles(model),
    {
      ...config,
      outDir: folderOf('outDir') ?? config.outDir,
      rootDir: folderOf('rootDir') ?? config.rootDir,
      options: { ...config.options, noEmit, emitDeclarationOnly },
    },
    typescriptMajor(service),
  );
}

/** What the compiler asks of a model. */
export function compilerFiles(model: Model) {
  return {
    paths: model.paths,
    read: (path: string) => model.read(path),
    imports: (path: string) => model.module(path)?.imports ?? null,
    // What a package of the workspace brings is no source of the program: the compiler finds it below node_modules.
    locate: (from: string, module: string) => locateSource(model, from, module),
  };
}

/** The major version of TypeScript that a range asks for; null where it leaves the choice. */
export function typescriptMajor({ dependencies }: Pick<Service, 'dependencies'>): number | null {
  return majorOf(dependencies, 'typescript');
}

/** The one major version that a range of npm allows: `^5.4.2`, `~5`, `5.x`; null for any other. */
export function majorOf(dependencies: Service['dependencies'], name: string): number | null {
  const range = dependencies.entries.find((entry) => entry.name === name)?.specifier ?? '';
  const major = /^[\^~=v]?(\d+)(?:\.[\dx*]+)*(?:-[\w.]+)?$/.exec(range)?.[1];
  return major === undefined ? null : Number(major);
}
