import { programName } from '@unblock/codemods/shell/wrappers';
import type { Contract, Deployable } from '@unblock/platforms';
import type { Model, Service, StartCommand } from '../model.ts';
import { builtByImage } from './built-by-image.ts';
import { type Install, installOf } from './node-install.ts';
import { packageScript } from './scripts.ts';
import { expand, type PlacedCommand, type StartContext } from './start.ts';
import { workspaceOf } from './workspaces.ts';

/** One step of a build: a command, with what it installs or takes out where it does. */
export interface BuildCommand {
  /** Null for what the platform does by itself. */
  placed: PlacedCommand | null;
  install: Install | null;
}

/** What a platform runs to build a Node service, as far as files of the repository tell. */
export interface NodeBuild {
  contract: Contract;
  /** The start command that is built for; null where the platform makes functions. */
  start: StartCommand | null;
  /** The manifest it is built by; null where the platform needs none. */
  deployable: Deployable | null;
  /** The folder in which the platform builds. */
  root: string;
  /** The commands in their order, with scripts in their place and those that an install runs. */
  commands: BuildCommand[];
  /** Names under which the platform would run a script, where package.json has none of them; empty where it would run none. */
  offers: readonly string[];
}

/**
 * The builds of a Node service by the platforms themselves, one for each start command. Those of images are not among them,
 * nor those that a person types into a dashboard.
 */
export function nodeBuilds(service: Service, model: Model): NodeBuild[] {
  if (service.language !== 'node') return [];
  return model.contracts.flatMap((contract) => {
    if (!contract.nodeBuild || builtByImage(contract, service, model)) return [];
    const starts = service.starts.filter(({ platforms }) => platforms.includes(contract.id));
    const own = service.deployables.filter(
      ({ platform, role, takesServer }) => platform === contract.id && role !== 'static' && !takesServer,
    );
    const built =
      contract.runs.value === 'functions' ? own.map((entry) => ({ start: null, own: entry })) : [];
    const started = starts.map((start) => ({ start, own: deployableOf(start, own) }));
    return [...built, ...started].flatMap((entry): NodeBuild[] => {
      const root = entry.own?.root ?? service.root;
      // Outside of a workspace, another package than that of the service is installed above or below it.
      const serves = root === service.root || workspaceOf(model, service.root)?.root === root;
      // Where nobody types a folder into a dashboard, and no manifest names one, the root is built.
      if (!entry.own && root !== '' && !contract.typedStart) return [];
      const build = serves ? commandsOf(contract, entry.own, root, model) : null;
      return build ? [{ contract, start: entry.start, deployable: entry.own, root, ...build }] : [];
    });
  });
}

/** The manifest that a start command belongs to. */
function deployableOf({ command }: StartCommand, own: readonly Deployable[]): Deployable | null {
  const { path, start } = command.source;
  const found = own.find((entry) => entry.start?.source.path === path && entry.start.source.start === start);
  return found ?? (own.length === 1 ? (own[0] ?? null) : null);
}

const ALL: Install = { packages: 'all', prunes: false, runsScripts: true, names: [] };

function commandsOf(
  contract: Contract,
  own: Deployable | null,
  root: string,
  model: Model,
): Pick<NodeBuild, 'commands' | 'offers'> | null {
  const { scripts = null, prunes = false } = contract.nodeBuild?.value ?? {};
  const context: StartContext = { root, paths: model.paths, read: (path) => model.read(path) };
  const written = own?.build ? expand(context, own.build, 0) : null;
  if (scripts === null) {
    return written && { commands: withInstalls(context, written, isProduction(own)), offers: [] };
  }
  const found = scripts.find((name) => packageScript(context, name));
  const run = written ?? (found === undefined ? [] : hooked(context, found));
  const removed: Install = { ...ALL, packages: 'production', prunes: true };
  return {
    commands: [
      { placed: null, install: ALL },
      ...lifecycle(context),
      ...withInstalls(context, run, isProduction(own)),
      ...(prunes ? [{ placed: null, install: removed }] : []),
    ],
    offers: found === undefined && !written ? scripts : [],
  };
}

function isProduction(own: Deployable | null): boolean {
  return own?.variables.some(({ name, value }) => name === 'NODE_ENV' && value === 'production') ?? false;
}

/** Commands, and behind each install what it runs. */
export function withInstalls(
  context: StartContext,
  commands: readonly PlacedCommand[],
  isProduction: boolean,
): BuildCommand[] {
  return commands.flatMap((placed) => {
    const install = installOf(context, placed.folder, placed.command, isProduction);
    const runs = install?.runsScripts && !install.prunes && install.packages !== 'named';
    return [
      { placed, install },
      ...(runs ? lifecycle({ ...context, root: placed.folder }, preparesAfter(placed, install)) : []),
    ];
  });
}

/** https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order */
const LIFECYCLE = ['preinstall', 'install', 'postinstall', 'prepare'];

/** npm alone is known to run `prepare` where it leaves out packages for development. */
function preparesAfter({ command }: PlacedCommand, { packages }: Install): boolean {
  return packages === 'all' || programName(command.words[0]?.value ?? '') === 'npm';
}

/** The scripts that an install runs, those of the members of a workspace among them. */
function lifecycle(context: StartContext, prepares = true): BuildCommand[] {
  const members = workspaceOf(context, context.root)?.members ?? [];
  const folders = new Set([context.root, ...members.map(({ folder }) => folder)]);
  return [...folders].flatMap((root) =>
    LIFECYCLE.filter((name) => prepares || name !== 'prepare')
      .flatMap((name) => placedIn({ ...context, root }, name))
      .map((placed) => ({
        placed,
        install: null,
      })),
  );
}

/** A script with those that run around it. */
function hooked(context: StartContext, name: string): PlacedCommand[] {
  return [`pre${name}`, name, `post${name}`].flatMap((one) => placedIn(context, one));
}

function placedIn(context: StartContext, name: string): PlacedCommand[] {
  const script = packageScript(context, name);
  return script ? expand(context, script, 0) : [];
}
