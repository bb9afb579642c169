import { joinWords, parseShell, ShellError } from '@unblock/codemods/shell/index';
import type { CommandText, Deployable } from '@unblock/platforms';
import { migrationOf } from '../migration-command.ts';
import type { Model, ServerCommand, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { keptCommand } from './kept-command.ts';
import { recognise } from './recognise.ts';
import { expand, type PlacedCommand, type StartContext } from './start.ts';

/** Something of an author's manifest that a written one leaves out: a person has to know. */
export interface Leftover {
  /** `process`: beside the web process; `step`: a command that runs in front of it. */
  kind: 'process' | 'step';
  /** Name of the process, or of the one the step belongs to. */
  name: string;
  command: string;
  /** The manifest it stands in. */
  path: string;
}

/** The program an author starts the web process with. */
export interface AuthoredServer {
  placed: PlacedCommand;
  /** Null where it is not known: a package script, for one. */
  server: ServerCommand | null;
}

/** What the author's own manifest for another platform, or a script for any, says of starting a service. */
export interface Authored {
  web: AuthoredServer | null;
  /** Commands that bring the database up to date, with the folders they run in. */
  migrations: { command: string; folder: string }[];
  left: Leftover[];
}

const KINDS: readonly string[] = ['Procfile', 'railway.json', 'railway.toml'];
/** Commands that leave nothing behind for the process after them. */
const IDLE = /^(cd|echo|printf|set|true|:|exit|sleep|test|\[|pwd|ls)$/;
/** Wrappers that the manifest's own way of starting programs takes the place of. */
const REPLACED = /^(exec|poetry|pipenv|pdm|uv|run)$/;

/** What a script does on a machine of its own: elsewhere the build has installed the packages. */
const INSTALLS = /^(source|\.|(python3? -m )?pip3?)( |$)/;

/** Reads what the author's own manifest, or else a start script, says of starting a service. */
export function authored(service: Service, model: Model): Authored {
  const own = service.deployables.filter(({ kind }) => KINDS.includes(kind));
  const found: Authored = { web: null, migrations: [], left: processesOf(own, model) };
  for (const { name, text, root } of stepsBefore(own))
    readSteps(name, text, expand(contextOf(model, root), text, 0), found);
  const web = own.find(({ role, start }) => role === 'web' && start !== null);
  if (!web?.start) return scripted(service, model, found);
  const context = contextOf(model, web.root);
  // A package script brings what it needs along: it is taken as a whole.
  const commands = service.language === 'node' ? outerCommands(web) : expand(context, web.start, 0);
  const all = commands.map((placed) => ({
    placed,
    server: recognise(context, placed.text, placed.command, placed.folder),
  }));
  const last = all.findLast(({ server }) => server !== null) ?? all.at(-1) ?? null;
  found.web = last;
  const before = last ? commands.slice(0, commands.indexOf(last.placed)) : [];
  readSteps(web.name || 'web', web.start, before, found);
  return found;
}

function scripted(service: Service, model: Model, found: Authored): Authored {
  const script = keptCommand(service, model)?.script;
  if (!script) return found;
  const { text, placed, server, before } = script;
  const steps = before.filter((step) => !INSTALLS.test(plainText(step) ?? ''));
  readSteps(text.source.path, text, steps, found);
  return { ...found, web: { placed, server } };
}

/** The commands of a manifest as they stand there, with the folders they run in. */
function outerCommands({ start, root }: Deployable): PlacedCommand[] {
  if (!start) return [];
  let folder = root;
  try {
    return parseShell(start.text).flatMap((command) => {
      const [program, target] = command.words.map(({ value }) => value);
      if (program === 'cd' && target) folder = joinPath(folder, target);
      return command.words.length === 0 ? [] : [{ text: start, command, folder }];
    });
  } catch (error) {
    if (error instanceof ShellError) return [];
    throw error;
  }
}

/** A command with what it needs of its wrappers; null where its place is hidden. */
export function plainText({ text, command }: PlacedCommand): string | null {
  const [first] = command.words;
  if (!first || command.assignments.some(({ start }) => start < 0)) return null;
  if (command.start < 0) {
    const words = command.words.map(({ value }) => value);
    return words.every((word) => word !== null) ? joinWords(words) : null;
  }
  const inner = command.wrappers.filter(({ start }) => start >= command.start);
  if (
    !inner.every(({ value }) => value !== null && (REPLACED.test(value) || value === 'env' || isSet(value)))
  )
    return text.text.slice(command.start, command.end).replace(/^exec\s+/, '');
  const set = command.assignments.map(({ start, end }) => text.text.slice(start, end));
  return [...(set.length > 0 ? ['env', ...set] : []), text.text.slice(first.start, command.end)].join(' ');
}

function isSet(word: string): boolean {
  return /^\w+=/.test(word);
}

function contextOf(model: Model, root: string): StartContext {
  return { root, paths: model.paths, read: (path) => model.read(path) };
}

/** The release process of a Procfile, and what other manifests run before a deploy. */
function stepsBefore(own: readonly Deployable[]): { name: string; text: CommandText; root: string }[] {
  return own.flatMap(({ kind, role, name, start, preDeploy, root }) => {
    if (kind === 'Procfile') return role === 'migration' && start ? [{ name, text: start, root }] : [];
    return role === 'web' && preDeploy ? [{ name: 'preDeployCommand', text: preDeploy, root }] : [];
  });
}

/** Sorts commands that come before the web process into migrations and what is left. */
function readSteps(
  name: string,
  text: CommandText,
  commands: readonly PlacedCommand[],
  found: Authored,
): void {
  for (const placed of commands) {
    const words = placed.command.words.map(({ value }) => value);
    if (words.length === 0 || IDLE.test(words[0] ?? '')) continue;
    const plain = plainText(placed);
    const isOwn = placed.text.source.path === text.source.path;
    // What a script's variable stands for is not known outside of it.
    const isWhole = isOwn || words.every((word) => word !== null);
    if (plain !== null && isWhole && migrationOf(placed.command) !== null) {
      const isScript = placed.text.source.kind === 'package.json' && !/^(npx|yarn|pnpm|bun) /.test(plain);
      const command = isScript ? `npx ${plain}` : plain;
      found.migrations.push({ command, folder: placed.folder });
    } else {
      const { path } = text.source;
      found.left.push({ kind: 'step', name, command: plain ?? text.text, path });
    }
  }
}

/** The other processes of the same Procfile, whatever code they start. */
function processesOf(own: readonly Deployable[], model: Model): Leftover[] {
  const paths = new Set(own.filter(({ kind }) => kind === 'Procfile').map(({ path }) => path));
  return model.services
    .flatMap(({ deployables }) => deployables)
    .filter(({ kind, path, role }) => kind === 'Procfile' && paths.has(path) && role !== 'migration')
    .filter(({ name }, index, all) => name !== 'web' && all.findIndex((one) => one.name === name) === index)
    .map(({ name, start, path }) => ({ kind: 'process', name, command: start?.text ?? '', path }));
}
