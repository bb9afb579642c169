import { applyEdits } from '@unblock/codemods';
import { parseShell, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { outputOf } from '@unblock/engine/services/build-output';
import { fileWord, nodeEntry } from '@unblock/engine/services/node-entry';
import { packageCall } from '@unblock/engine/services/package-call';
import { packageScript } from '@unblock/engine/services/scripts';
import { expand, type StartContext } from '@unblock/engine/services/start';

/** The script of package.json that starts the worker. */
export const SCRIPT = 'start:worker';

/** What a script of package.json says, and what else the package needs for it. */
export interface Script {
  command: string;
  /** A build script, where the package has none. */
  build: string | null;
}

export function contextOf(model: Model, root: string): StartContext {
  return { root, paths: model.paths, read: (path) => model.read(path) };
}

/**
 * The command that runs what is made of a file beside the entry of the web application; null where that cannot be told.
 *
 * @param main the entry of the web application; `worker` the other file.
 */
export function scriptFor(service: Service, model: Model, main: string, worker: string): Script | null {
  const context = contextOf(model, service.root);
  for (const name of ['start:prod', 'start:production', 'start']) {
    const script = packageScript(context, name);
    const last = script ? parseShell(script.text).at(-1) : undefined;
    const command = script && last ? swapped(script.text, last, context, main, worker) : null;
    if (script && last && command) return { command: command.slice(last.start), build: null };
  }
  return compiled(service, model, context, main, worker);
}

/** By what the build writes, where no script starts it: `nest build` is the build of a package that names none. */
function compiled(
  service: Service,
  model: Model,
  context: StartContext,
  main: string,
  worker: string,
): Script | null {
  const own = packageScript(context, 'build');
  const hasNest = service.dependencies.entries.some(({ name }) => name === '@nestjs/cli');
  if (!own && !hasNest) return null;
  const text = own ?? {
    text: 'nest build',
    form: 'shell' as const,
    source: { path: '', kind: 'package.json' as const, start: 0, end: 0 },
  };
  const { steps } = outputOf(model, service, expand(context, text, 0));
  const written = steps.flatMap(({ outputs }) => [...outputs]);
  const output = written.find(([, source]) => source === main)?.[0];
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  // A bundle holds nothing but its entry.
  const isPlain = written.some(([, source]) => source !== main && source.startsWith(folder));
  const stem = stemOf(main);
  const prefix = service.root ? `${service.root}/` : '';
  const isBeside = worker.slice(0, worker.lastIndexOf('/') + 1) === folder;
  if (!output?.startsWith(prefix) || !isPlain || !isBeside || !output.endsWith(`/${stem}.js`)) return null;
  const file = output.slice(prefix.length, -`${stem}.js`.length);
  return { command: `node ${file}${stemOf(worker)}.js`, build: own ? null : 'nest build' };
}

/** A command text whose last command runs the worker's file in the place of the entry; null where it does not name that. */
function swapped(
  text: string,
  command: SimpleCommand,
  context: StartContext,
  main: string,
  worker: string,
): string | null {
  const word = fileWord(command);
  const words = command.words.map(({ value }) => value ?? '');
  if (!word || word.start < 0 || nodeEntry(context, words) !== main) return null;
  const found = new RegExp(`(^|/)${escaped(stemOf(main))}(\\.[cm]?[jt]s)?$`).exec(word.value ?? '');
  if (!found || word.raw !== word.value) return null;
  const file = `${(word.value ?? '').slice(0, found.index)}${found[1]}${stemOf(worker)}${found[2] ?? ''}`;
  return text.slice(0, word.start) + file + text.slice(word.end);
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/, '');
}

/** The file to run, by its path or by a script; null for the application itself. */
export interface Target {
  main: string;
  worker: string;
  script: string;
}

/**
 * The command of a manifest for the worker: in the same folder, by the same package manager. Steps in front of the server are
 * left to the web process. Null where the command of the web process does not tell.
 *
 * @param set a variable for it alone: `A=b `.
 */
export function commandBeside(
  start: StartCommand,
  web: { root: string },
  target: Target | null,
  set: string,
  model: Model,
): string | null {
  const { text } = start.command;
  const commands = parseShell(text);
  const last = commands.at(-1);
  if (!last || last.start < 0 || last.nested > 0) return null;
  const folder = start.commands.find(({ command }) => command.start === last.start)?.folder;
  const moves = commands.slice(0, -1).filter(({ words }) => words[0]?.value === 'cd');
  const context = contextOf(model, folder ?? folderAfter(web.root, moves));
  const own = target
    ? (swapped(text, last, context, target.main, target.worker) ?? called(text, last, context, target.script))
    : text;
  if (own === null) return null;
  const enter = moves.map(({ start: from, end }) => `${text.slice(from, end)} && `).join('');
  return `${enter}${set}${own.slice(last.start)}`;
}

function folderAfter(root: string, moves: readonly SimpleCommand[]): string {
  return moves
    .map(({ words }) => words[1]?.value ?? '')
    .reduce((folder, move) => (folder ? `${folder}/${move}` : move), root)
    .replace(/\/$/, '');
}

/** `pnpm start:prod` with the worker's script. */
function called(text: string, command: SimpleCommand, context: StartContext, script: string): string | null {
  const call = packageCall(context, command);
  const word = command.words.find(({ value }) => value === call?.name);
  if (!call || call.isProgram || !word || word.start < 0) return null;
  const isBare = !command.words.some(({ value }) => /^run(-script)?$/.test(value ?? ''));
  const needsRun = isBare && /^(npm|bun)$/.test(command.words[0]?.value ?? '');
  return applyEdits(text, [{ start: word.start, end: word.end, text: `${needsRun ? 'run ' : ''}${script}` }]);
}
