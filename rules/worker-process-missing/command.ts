import { applyEdits } from '@unblock/codemods';
import { parseShell, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { compiledEntry } from '@unblock/engine/services/compiled-entry';
import { fileWord, nodeEntry } from '@unblock/engine/services/node-entry';
import { packageCall } from '@unblock/engine/services/package-call';
import { packageScript } from '@unblock/engine/services/scripts';
import type { StartContext } from '@unblock/engine/services/start';

/** The script of package.json that starts the worker. */
export const SCRIPT = 'start:worker';

/** What a script of package.json says, and what else the package needs for it. */
export interface Script {
  command: string;
  /** Scripts for the build and for the web process, where the package has no build. */
  more: Readonly<Record<string, string>>;
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
    if (!script || !last || !command) continue;
    return isElsewhere(service, model, main, last)
      ? compiled(service, model, main, worker)
      : { command: command.slice(last.start), more: {} };
  }
  return compiled(service, model, main, worker);
}

/** Whether the build writes the entry to another place of its output than the one that a command names: that command fails. */
function isElsewhere(service: Service, model: Model, main: string, command: SimpleCommand): boolean {
  const word = plain(fileWord(command)?.value ?? '');
  const file = plain(compiledEntry(service, model, main)?.file ?? '');
  return file !== '' && word !== file && word.split('/')[0] === file.split('/')[0];
}

function plain(path: string): string {
  return path.replace(/^\.\//, '').replace(/\.[cm]?js$/, '');
}

/** By what the build writes, where no script starts it, or not where it is. */
function compiled(service: Service, model: Model, main: string, worker: string): Script | null {
  const entry = compiledEntry(service, model, main);
  const end = `${stemOf(main)}.js`;
  const isBeside = folderOf(worker) === folderOf(main);
  if (!entry?.isPlain || !isBeside || !entry.file.endsWith(`/${end}`)) return null;
  const file = entry.file.slice(0, -end.length);
  const { build } = entry;
  return {
    command: `node ${file}${stemOf(worker)}.js`,
    more: build ? { build, 'start:prod': `node ${entry.file}` } : {},
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
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
  // Several processes of the same application would each do the work.
  if (!target && /\bpm2\b|\bpm2-runtime\b|\bcluster\b/.test(text)) return null;
  const own = target
    ? (swapped(text, last, context, target.main, target.worker) ??
      executed(text, last, context, target) ??
      called(text, last, context, target.script))
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

/** `pnpm --filter api exec node dist/main.js` with the worker's file. */
function executed(
  text: string,
  command: SimpleCommand,
  context: StartContext,
  { main, worker }: Target,
): string | null {
  const call = packageCall(context, command);
  const [folder, other] = call?.folders ?? [];
  if (!call?.isProgram || folder === undefined || other !== undefined) return null;
  const inner = { ...command, words: command.words.slice(call.at) };
  return swapped(text, inner, { ...context, root: folder }, main, worker);
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
