import { branchesOf } from '@unblock/codemods/shell/branches';
import type { SimpleCommand } from '@unblock/codemods/shell/index';
import type { CommandText, Contract, DeclaredVariable, Deployable, PlatformId } from '@unblock/platforms';
import type { ServerCommand, StartCommand } from '../model.ts';
import { ecosystemCommands } from './ecosystem.ts';
import type { HousedDeployable } from './home.ts';
import { holdsFolder, repositoryPath } from './image-path.ts';
import { managedCommands } from './managed.ts';
import { projectScript } from './project-scripts.ts';
import { recognise } from './recognise.ts';
import { type Called, calledScript, packageCommands, packageScript, shellScript } from './scripts.ts';

/** What reading a start command needs to know of the repository. */
export interface StartContext {
  root: string;
  paths: ReadonlySet<string>;
  read(path: string): string | null;
  /** Variables that a manifest gives the process, or that were set before the command. */
  variables?: readonly DeclaredVariable[];
  /** The Dockerfile of the image that the command runs in. */
  image?: string | null;
}

/**
 * The start commands of a service: for each contract, what its order of precedence finds first.
 *
 * @param deployables those of the service; `all` those of the repository.
 */
export function findStarts(
  context: StartContext,
  contracts: readonly Contract[],
  deployables: readonly HousedDeployable[],
  all: readonly HousedDeployable[] = deployables,
): StartCommand[] {
  const found = new Map<string, StartCommand>();
  for (const contract of contracts) {
    const read = isLeftOut(contract, deployables, all)
      ? deployables.filter(({ deployable }) => deployable.kind !== 'Dockerfile')
      : deployables;
    for (const { command, folder, ...own } of commandsFor(context, contract, read)) {
      const key = `${command.source.path}:${command.source.start}`;
      const known = found.get(key);
      if (known) known.platforms.push(contract.id);
      else found.set(key, readStart({ ...context, ...own, root: folder }, command, [contract.id]));
    }
  }
  return [...found.values()];
}

/** Files that many platforms read: none of them says what one platform deploys. */
const SHARED: readonly Deployable['kind'][] = ['Dockerfile', 'Procfile', 'script', 'package.json'];

/** The platform's own manifests describe other services: an image of this one may be for something else. */
function isLeftOut(
  { id }: Contract,
  deployables: readonly HousedDeployable[],
  all: readonly HousedDeployable[],
): boolean {
  const describes = ({ deployable: { kind, platform } }: HousedDeployable) =>
    platform === id && !SHARED.includes(kind);
  return all.some(describes) && !deployables.some(describes);
}

function commandsFor(
  context: StartContext,
  contract: Contract,
  deployables: readonly HousedDeployable[],
): (Pick<StartContext, 'variables' | 'image'> & { command: CommandText; folder: string })[] {
  for (const kind of contract.startSources.value) {
    if (kind === 'package.json') {
      const script = packageScript(context, 'start');
      if (script) return [{ command: script, folder: context.root }];
      continue;
    }
    const starts = deployables.flatMap(({ deployable, folder }) => {
      const runs =
        deployable.kind === kind &&
        !deployable.isForeign &&
        deployable.role !== 'migration' &&
        deployable.role !== 'static';
      const variables = variablesOf(deployable, deployables);
      const { start: command, dockerfile: image } = deployable;
      return runs && command ? [{ command, folder, variables, image }] : [];
    });
    if (starts.length > 0) return starts;
  }
  return [];
}

/** The variables of a process: those of its image first, which its manifest may give another value. */
export function variablesOf(
  { path, dockerfile, variables }: Deployable,
  deployables: readonly HousedDeployable[],
): DeclaredVariable[] {
  const image = deployables.find(
    ({ deployable }) => deployable.kind === 'Dockerfile' && deployable.path === dockerfile,
  )?.deployable;
  return [...(image && image.path !== path ? image.variables : []), ...variables];
}

function readStart(context: StartContext, command: CommandText, platforms: PlatformId[]): StartCommand {
  const commands = startCommands(context, command);
  const servers = serversIn(context, commands);
  return {
    platforms,
    command,
    commands,
    server: isChoice(servers, commands) ? null : (servers.at(-1) ?? null),
  };
}

/** The servers among the commands, each recognised with the variables that those before it set. */
export function serversIn(context: StartContext, commands: readonly PlacedCommand[]): ServerCommand[] {
  const variables = [...(context.variables ?? [])];
  return commands.flatMap(({ text, command, folder }) => {
    const server = recognise({ ...context, variables: [...variables] }, text, command, folder);
    variables.push(...setBy(command));
    return server ? [server] : [];
  });
}

/** What a command sets for those behind it: `export A=b`, and `A=b` alone. */
export function setBy({ words, assignments }: SimpleCommand): DeclaredVariable[] {
  if (words.length === 0) return assignments.map(({ name, value }) => ({ name, value }));
  if (words[0]?.value !== 'export') return [];
  return words.slice(1).map(({ raw, value }) => ({
    name: raw.split('=')[0] ?? '',
    value: value?.includes('=') ? value.slice(value.indexOf('=') + 1) : null,
  }));
}

/** npm runs `prestart` in front of `start`, also where the platform calls that. */
function startCommands(context: StartContext, command: CommandText): PlacedCommand[] {
  const isScript = command.source.kind === 'package.json';
  const before = isScript ? packageScript(context, 'prestart') : null;
  return [...(before ? expand(context, before, 0) : []), ...expand(context, command, 0)];
}

/** Several servers, of which branches of a script choose one. A script of Python that runs before another is none. */
function isChoice(servers: readonly ServerCommand[], commands: readonly PlacedCommand[]): boolean {
  const beside = servers.filter(({ command }) =>
    commands.some((placed) => placed.command === command && placed.isBeside),
  );
  if (beside.length > 1) return true;
  const last = servers.at(-1);
  const others = servers.slice(0, -1).filter(isInBranch);
  // Programs of one supervisor run side by side: which one the platform reaches cannot be told.
  if (servers.length > 1 && last?.text.source.kind === 'supervisord') return true;
  if (!last || others.length === 0) return false;
  return (
    isInBranch(last) ||
    others.some(
      ({ program, command }) =>
        !/^(python|node)$/.test(program) || command.wrappers.some(({ value }) => value === 'exec'),
    )
  );
}

function isInBranch({ text, command }: ServerCommand): boolean {
  return branchesOf(text.text).some(({ start, end }) => start <= command.start && command.end <= end);
}

/** A simple command with the text its offsets count in: the manifest's own, or a script it calls. */
export interface PlacedCommand {
  text: CommandText;
  command: SimpleCommand;
  /** Folder it runs in, relative to the repository. */
  folder: string;
  /** Whether it runs side by side with others, as concurrently has it. */
  isBeside?: true;
}

/** The simple commands of a start command, with package scripts, shell scripts and managed processes in their place. */
export function expand(context: StartContext, text: CommandText, depth: number): PlacedCommand[] {
  const walk: Walk = { open: new Set(), left: MOST_SCRIPTS };
  return expandCalled(context, text, calledScript(text, context.root), depth, walk);
}

/** Scripts that call scripts are followed this far. */
const DEEPEST_SCRIPT = 6;
/** A name such as `npm:s*` means many scripts, each of which may do the same: no more are read for one command. */
const MOST_SCRIPTS = 100;

/** Where the reading of one start command stands. */
interface Walk {
  /** Scripts that are being read: one that calls itself again is not followed. */
  open: Set<string>;
  /** How many more may be read. */
  left: number;
}

/** @param outer the text that the commands stand in where they are no script of their own. */
function expandCalled(
  context: StartContext,
  outer: CommandText,
  { script, commands, folder: begin, isBeside }: Called,
  depth: number,
  walk: Walk,
): PlacedCommand[] {
  const key = script && `${script.source.path}:${script.source.start}`;
  if (depth > DEEPEST_SCRIPT || walk.left-- <= 0 || (key !== null && walk.open.has(key))) return [];
  if (key !== null) walk.open.add(key);
  const text = script ?? outer;
  const placed: PlacedCommand[] = [];
  let folder = begin;
  for (const command of commands) {
    const words = command.words.map(({ value }) => value ?? '');
    if (words[0] === 'cd' && words[1])
      folder = repositoryPath(folder, words[1], (path) => holdsFolder(context.paths, path));
    if (walk.left <= 0) break;
    const called = calledBy({ ...context, root: folder }, command, words);
    if (!called) placed.push({ text, command, folder });
    for (const inner of called ?? []) placed.push(...expandCalled(context, text, inner, depth + 1, walk));
  }
  if (key !== null) walk.open.delete(key);
  return isBeside ? placed.map((entry) => ({ ...entry, isBeside })) : placed;
}

/** What a command runs in its place; null for one that is a program itself. */
export function calledBy(
  context: StartContext,
  command: SimpleCommand,
  words: readonly string[],
): readonly Called[] | null {
  const scripts = packageCommands(context, command);
  if (scripts) return scripts;
  const script = shellScript(context, words);
  if (script) return [script];
  const processes = ecosystemCommands(context, command);
  if (processes) return processes;
  const named = projectScript(context, command);
  return named
    ? [calledScript(named, context.root)]
    : (managedCommands(context, command)?.map(({ text, folder }) => calledScript(text, folder)) ?? null);
}
