import { jsonStringSpan, readJson } from '@unblock/codemods/json/read';
import { commandsIn, type SimpleCommand, type Word } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { CommandText } from '@unblock/platforms';
import { jsonAt, recordOf } from '../json-value.ts';
import { joinPath } from '../paths.ts';
import { copiedFile, repositoryPath } from './image-path.ts';
import { type NxTarget, nxCall, nxTarget } from './nx.ts';
import { type PackageCall, packageCall, turboCall } from './package-call.ts';
import type { StartContext } from './start.ts';

/** What a command runs in its place: a script, or a program in another folder. */
export interface Called {
  /** A script, or commands that stand in the calling text: `pnpm --filter api exec next start`. */
  script: CommandText | null;
  commands: readonly SimpleCommand[];
  folder: string;
  /** Whether it runs side by side with the others. */
  isBeside?: boolean;
}

/** A script of the package.json in a folder, where it stands; null without one. */
export function packageScript(context: Omit<StartContext, 'variables'>, name: string): CommandText | null {
  const path = joinPath(context.root, 'package.json');
  const text = context.paths.has(path) ? context.read(path) : null;
  // Most scripts that are asked for are not there.
  const place = text?.includes(`"${name}"`) ? stringIn(text, ['scripts', name]) : null;
  if (!place) return null;
  return {
    text: place.value,
    form: 'shell',
    source: { path, kind: 'package.json', start: place.start, end: place.end },
  };
}

type PlacedText = { value: string; start: number; end: number };

/** Scripts of one package.json are asked for one after the other: what it says is kept until another one's are wanted. */
let last: { text: string; found: Map<string, PlacedText | null> } | null = null;

/** A string of a package.json with its place; null when it is not there, or the file does not parse. */
export function stringIn(text: string, path: string[]): PlacedText | null {
  if (last?.text !== text) last = { text, found: new Map() };
  const key = JSON.stringify(path);
  const known = last.found.get(key);
  if (known !== undefined) return known;
  const place = 'error' in readJson(text) ? null : jsonStringSpan(text, path);
  const found = place ? { ...place, value: JSON.parse(text.slice(place.start, place.end)) } : null;
  last.found.set(key, found);
  return found;
}

/** The shell script a command calls: `bash start.sh`, `./start.sh`. */
export function shellScript(context: StartContext, words: readonly string[]): Called | null {
  const program = words[0] ?? '';
  const isShell = /^(ba|da|a|z)?sh$/.test(programName(program));
  const file = isShell ? words.slice(1).find((word) => !word.startsWith('-')) : program;
  if (!file || (!isShell && !/\.sh$|^\.?\//.test(file))) return null;
  const holds = (candidate: string) => context.paths.has(candidate);
  const image = file.startsWith('/') && context.image ? context.read(context.image) : null;
  const copied = context.image && image !== null ? copiedFile(context.image, image, file, holds) : null;
  const path =
    copied ?? [context.root, ''].map((folder) => repositoryPath(folder, file, holds)).find(holds) ?? null;
  const text = path ? context.read(path) : null;
  if (!path || text === null || (!isShell && !/^#!.*sh\b/.test(text) && !path.endsWith('.sh'))) return null;
  const script = {
    text,
    form: 'shell',
    source: { path, kind: 'script', start: 0, end: text.length },
  } as const;
  return calledScript(script, context.root);
}

/** A script in a folder; `forwarded` are words that its last command gets behind its own. */
export function calledScript(script: CommandText, folder: string, forwarded: readonly Word[] = []): Called {
  const commands = commandsIn(script.text);
  const last = commands.at(-1);
  if (!last || forwarded.length === 0) return { script, commands, folder };
  const words = [...last.words, ...forwarded.map(hiddenWord)];
  return { script, commands: [...commands.slice(0, -1), { ...last, words }], folder };
}

/**
 * What a command of a package manager, Turborepo, Nx, concurrently or npm-run-all runs, in its order; null for any other
 * command.
 */
export function packageCommands(context: StartContext, command: SimpleCommand): Called[] | null {
  const call = packageCall(context, command) ?? turboCall(context, command) ?? nxCall(context, command);
  if (call) return calledBy(context, command, call);
  const words = command.words.map(({ value }) => value ?? '');
  const target = nxTarget(context, words);
  if (target) return nxCommands(context, target);
  const name = words[0] ?? '';
  if (name === 'concurrently') return besideEachOther(context, command.words.slice(1));
  const isParallel = name === 'run-p' || words.some((word) => word === '-p' || word === '--parallel');
  if (!['npm-run-all', 'npm-run-all2', 'run-s', 'run-p'].includes(name)) return null;
  const scripts = words.slice(1).filter((word) => /^[\w@]/.test(word));
  return scripts.flatMap((script) =>
    scriptsNamed(context, script).map((found) => ({ ...found, isBeside: isParallel })),
  );
}

function calledBy(
  context: StartContext,
  command: SimpleCommand,
  { folders, name, isProgram, mayBeProgram, at, forwarded }: PackageCall,
): Called[] | null {
  const found = folders.flatMap((folder): Called[] => {
    const scripts = isProgram ? [] : withHooks({ ...context, root: folder }, name, forwarded);
    return folders.length > 1 ? scripts.map((script) => ({ ...script, isBeside: true })) : scripts;
  });
  if (found.length > 0) return found;
  const [folder] = folders;
  if (folder === undefined || folders.length > 1 || (!isProgram && !mayBeProgram)) return null;
  const [words, wrappers] = [command.words.slice(at), command.words.slice(0, at)];
  return [
    { script: null, commands: [{ ...command, words, wrappers: [...command.wrappers, ...wrappers] }], folder },
  ];
}

/** A script behind the one that npm runs before it. https://docs.npmjs.com/cli/using-npm/scripts#pre--post-scripts */
function withHooks(context: StartContext, name: string, forwarded: readonly Word[] = []): Called[] {
  const main = packageScript(context, name);
  const before = main && packageScript(context, `pre${name}`);
  return [
    ...(before ? [calledScript(before, context.root)] : []),
    ...(main ? [calledScript(main, context.root, forwarded)] : []),
  ];
}

/** The scripts of a package that a name with `*` means. */
function scriptsNamed(context: StartContext, name: string): Called[] {
  const { scripts } = recordOf(jsonAt(context, joinPath(context.root, 'package.json')));
  const names = name.includes('*')
    ? Object.keys(recordOf(scripts)).filter((key) => matches(name, key))
    : [name];
  return names.flatMap((key) => withHooks(context, key));
}

function matches(pattern: string, name: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  const middle = name.slice(before.length, name.length - after.length);
  return name.startsWith(before) && name.endsWith(after) && middle !== '' && !middle.includes(':');
}

/** Options of concurrently with a value. https://github.com/open-cli-tools/concurrently */
const VALUED =
  /^(-n|--names|-c|--prefix-colors|-p|--prefix|-l|--prefix-length|-t|--timestamp-format|-m|--max-processes|-s|--success|-i|--restart-tries|--restart-after|--name-separator|--default-input-target|--hide|--teardown)$/;

/** The commands of concurrently: each word is one, `npm:start` a script. Their quotes hide where they stand. */
function besideEachOther(context: StartContext, words: readonly Word[]): Called[] {
  const found: Called[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (VALUED.test(word?.raw ?? '')) index++;
    if (!word?.value || VALUED.test(word.raw) || word.value.startsWith('-')) continue;
    const script = /^(?:npm|pnpm|yarn|bun|node):(.+)$/.exec(word.value)?.[1];
    const inner = script?.split(' ')[0];
    if (inner) found.push(...scriptsNamed(context, inner).map((called) => ({ ...called, isBeside: true })));
    else found.push(hiddenCommands(context.root, word.value));
  }
  return found;
}

/** The commands of `nx:run-commands`, which run side by side unless told otherwise. Other executors are no commands. */
function nxCommands(context: StartContext, { executor, options, folder }: NxTarget): Called[] | null {
  if (executor !== 'nx:run-commands') return null;
  const { command, commands, cwd, parallel } = options;
  const given: unknown[] = Array.isArray(commands) ? commands : [command];
  const texts = given.flatMap((entry): string[] => {
    const text = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'command') : entry;
    return typeof text === 'string' ? [text.replaceAll('{projectRoot}', folder)] : [];
  });
  const root = typeof cwd === 'string' ? joinPath('', cwd.replaceAll('{projectRoot}', folder)) : context.root;
  const isBeside = texts.length > 1 && parallel !== false;
  return texts.map((text) => ({ ...hiddenCommands(root, text), isBeside }));
}

/** The commands of a script that stands between quotes: they can be read, and not be edited. */
export function hiddenCommands(folder: string, text: string): Called {
  return { script: null, commands: commandsIn(text).map(hidden), folder, isBeside: true };
}

function hidden(command: SimpleCommand): SimpleCommand {
  const [words, wrappers] = [command.words.map(hiddenWord), command.wrappers.map(hiddenWord)];
  const assignments = command.assignments.map((entry) => ({ ...entry, start: -1, end: -1 }));
  return { ...command, words, wrappers, assignments, start: -1, end: -1 };
}

/** The word without a place. */
function hiddenWord(word: Word): Word {
  return { ...word, start: -1, end: -1 };
}
