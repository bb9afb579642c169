import { programName } from '@unblock/codemods/shell/wrappers';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { isLeftOut, packageOf } from '@unblock/engine/dependencies/node-lock';
import { joinPath } from '@unblock/engine/paths';
import { entrypointCommands, type ImageStage, imageBuild } from '@unblock/engine/services/image-build';
import { type BuildCommand, type NodeBuild, nodeBuilds } from '@unblock/engine/services/node-build';
import type { PlacedCommand } from '@unblock/engine/services/start';
import type { Contract } from '@unblock/platforms';

/** What is installed at one moment of a build, and by which command. */
export interface Installed {
  packages: 'none' | 'all' | 'production' | 'unknown';
  by: BuildCommand | null;
  /** Packages that commands name: they are there whatever the manifest says. */
  named: Set<string>;
}

/** A command with what is installed when it runs. */
export interface Ran {
  placed: PlacedCommand;
  installed: Installed;
}

/** A build of a service, on a platform or as an image, with what is installed at its end. */
export interface BuiltService {
  contracts: Contract[];
  starts: StartCommand[];
  build: NodeBuild | null;
  dockerfile: string | null;
  ran: Ran[];
  end: Installed;
}

/** The builds of a Node service, command by command. */
export function builtServices(service: Service, model: Model): BuiltService[] {
  if (service.language !== 'node' || service.dependencies.entries.every(({ production }) => production))
    return [];
  const platforms = nodeBuilds(service, model).flatMap((build): BuiltService[] => {
    // Who sets these says himself what is installed.
    if (build.deployable?.variables.some(({ name }) => SETTINGS.test(name)) || isConfigured(service, model))
      return [];
    const { ran, end } = walk(build.commands, { packages: 'none', by: null, named: new Set() });
    const starts = build.start ? [build.start] : [];
    return [{ contracts: [build.contract], starts, build, dockerfile: null, ran, end }];
  });
  return [...platforms, ...images(service, model)];
}

const SETTINGS = /^(NPM_CONFIG_(PRODUCTION|OMIT|INCLUDE|ONLY)|YARN_PRODUCTION|PNPM_\w+)$/i;

/** Whether a file of the package manager, or of Heroku, says what is installed. */
function isConfigured({ root }: Service, model: Model): boolean {
  const files = ['.npmrc', '.yarnrc', 'app.json'].map((name) => joinPath(root, name));
  return files.some((path) =>
    /^[ \t]*(omit|include|production|only|dev)\s*=|NPM_CONFIG_|YARN_PRODUCTION|"NODE_ENV"|--(production|install)/m.test(
      model.paths.has(path) ? (model.read(path) ?? '') : '',
    ),
  );
}

function walk(commands: readonly BuildCommand[], begin: Installed): { ran: Ran[]; end: Installed } {
  let installed = begin;
  const ran: Ran[] = [];
  for (const command of commands) {
    const { placed, install } = command;
    if (install?.packages === 'named') {
      installed = { ...installed, named: new Set([...installed.named, ...install.names.map(bare)]) };
    } else if (install) {
      const keeps = install.prunes && installed.packages === 'none';
      if (!keeps && !(install.prunes && install.packages === 'all'))
        installed = { ...installed, packages: install.packages, by: command };
    } else if (placed) ran.push({ placed, installed });
  }
  return { ran, end: installed };
}

/** `@nestjs/cli@11` without its version. */
function bare(name: string): string {
  return name.replace(/(?<=.)@.*$/, '');
}

function images(service: Service, model: Model): BuiltService[] {
  const found = new Map<string, StartCommand[]>();
  for (const start of service.starts) {
    const { path, kind } = start.command.source;
    const image =
      kind === 'Dockerfile' ? path : service.deployables.find((entry) => entry.path === path)?.dockerfile;
    if (image) found.set(image, [...(found.get(image) ?? []), start]);
  }
  return [...found].flatMap(([dockerfile, starts]): BuiltService[] => {
    const isBeside = dockerfile.slice(0, Math.max(0, dockerfile.lastIndexOf('/'))) === service.root;
    const stage =
      isBeside && !isConfigured(service, model) ? imageBuild(model, dockerfile, service.root) : null;
    const contracts = model.contracts.filter(
      ({ id, runs }) => runs.value === 'server' && starts.some(({ platforms }) => platforms.includes(id)),
    );
    const walked = stage && walkStage(stage, new Map());
    if (!walked || contracts.length === 0 || entrypointCommands(model, dockerfile, service.root) === null)
      return [];
    return [{ contracts, starts, build: null, dockerfile, ...walked }];
  });
}

interface Walked {
  ran: Ran[];
  end: Installed;
}

/**
 * What runs in a stage and in those that it takes something from.
 *
 * @param known stages that were gone through: many may take something from the same one.
 */
function walkStage(stage: ImageStage, known: Map<ImageStage, Walked>): Walked {
  const before = known.get(stage);
  if (before) return before;
  const base = stage.base ? walkStage(stage.base, known) : null;
  let end: Installed = base?.end ?? { packages: 'none', by: null, named: new Set() };
  const ran = new Map(base?.ran.map((one) => [one.placed.command, one]));
  for (const entry of stage.steps) {
    if (entry.kind === 'command') {
      const step = walk([entry], end);
      end = step.end;
      for (const one of step.ran) ran.set(one.placed.command, one);
      continue;
    }
    const { from, step } = entry;
    const brings = step.sources.some((source) =>
      /node_modules|^\/?\.?$|^\/[\w-]+(\/[\w-]+)*\/?$/.test(source),
    );
    if (from === null) continue;
    if (from === 'outside') {
      if (brings) end = { ...end, packages: 'unknown', by: null };
      continue;
    }
    const other = walkStage(from, known);
    for (const one of other.ran) if (!ran.has(one.placed.command)) ran.set(one.placed.command, one);
    // Any folder may hold the packages: a copied one is taken for them only where it is named.
    if (step.sources.some((source) => /(^|\/)node_modules\/?$/.test(source))) end = other.end;
    else if (brings && holdsAll(step.sources, from)) end = other.end;
  }
  const walked = { ran: [...ran.values()], end };
  known.set(stage, walked);
  return walked;
}

function holdsAll(sources: readonly string[], { layer }: ImageStage): boolean {
  const folder = layer.steps.findLast((step) => step.kind === 'workdir')?.folder ?? '/';
  const plain = (path: string) => path.replace(/\/+\.?$/, '') || '/';
  return sources.some(
    (source) => plain(source) === plain(folder) || plain(source) === '/' || plain(source) === '.',
  );
}

/** A package that is not there when a command asks for its program. */
export interface MissingTool {
  program: string;
  name: string;
}

/** The programs of packages for development that a command calls where they are left out. */
export function missingTools(
  { placed: { command, text, folder }, installed }: Ran,
  service: Service,
  model: Model,
): MissingTool[] {
  if (installed.packages !== 'production' || folder !== service.root) return [];
  const wrappers = command.wrappers.map(({ value }) => programName(value ?? ''));
  // What fetches a program does not need it installed.
  if (wrappers.some((word) => /^(npx|bunx|dlx|exec|x)$/.test(word))) return [];
  // `husky || true`
  if (/\|\|/.test(text.text)) return [];
  const programs = [programName(command.words[0]?.value ?? ''), ...wrappers];
  return programs.flatMap((program): MissingTool[] => {
    const name = packageOf(program);
    if (name === null || installed.named.has(name) || installed.named.has(program)) return [];
    return isLeftOut(model, service, name) ? [{ program, name }] : [];
  });
}
