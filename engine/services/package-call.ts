import type { SimpleCommand, Word } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import { joinPath } from '../paths.ts';
import type { StartContext } from './start.ts';
import { membersMatching, workspaceOf } from './workspaces.ts';

/** What a call of a package manager runs, and in which folders. */
export interface PackageCall {
  /** The folders it runs in, relative to the repository: several where a filter names several packages. */
  folders: string[];
  /** The script, or the program where there is no such script; '' when it calls none of the two. */
  name: string;
  /** Whether the words behind it are a program and its arguments: `pnpm exec next start`. */
  isProgram: boolean;
  /** Whether the manager runs a program of the packages where there is no script of that name. */
  mayBeProgram: boolean;
  /** Index of the word `name` in the command. */
  at: number;
  /** Words that the script gets behind its own. */
  forwarded: Word[];
}

/** Options with a value, by what it means. */
interface Options {
  folder: readonly string[];
  member: readonly string[];
  /** Further options, of no interest. */
  other: readonly string[];
  /** Flags for the root of the workspace, and for all its members. */
  top: readonly string[];
  all: readonly string[];
}

interface Manager extends Options {
  /** Sub-commands that run a script by the next word. */
  run: readonly string[];
  /** Sub-commands that run a program. */
  exec: readonly string[];
  /** Scripts that need no `run`; null where all do without. */
  bare: readonly string[] | null;
  /** Sub-commands that are no scripts, where `bare` is null. */
  own: readonly string[];
}

const OWN = ['install', 'i', 'add', 'remove', 'up', 'upgrade', 'update', 'link', 'pack', 'publish', 'why'];

/**
 * https://docs.npmjs.com/cli/commands/npm-run · https://pnpm.io/cli/run · https://pnpm.io/filtering ·
 * https://yarnpkg.com/cli/run · https://bun.com/docs/cli/run
 */
const MANAGERS: Readonly<Record<string, Manager>> = {
  npm: {
    folder: ['--prefix', '-C'],
    member: ['--workspace', '-w'],
    other: ['--loglevel', '--script-shell', '--userconfig'],
    top: [],
    all: ['--workspaces', '-ws'],
    run: ['run', 'run-script', 'rum', 'urn'],
    exec: ['exec', 'x'],
    bare: ['start', 'stop', 'restart', 'test'],
    own: [],
  },
  pnpm: {
    folder: ['--dir', '-C', '--prefix'],
    member: ['--filter', '-F', '--filter-prod'],
    other: ['--workspace-concurrency', '--loglevel', '--reporter', '--resume-from'],
    top: ['--workspace-root', '-w'],
    all: ['--recursive', '-r'],
    run: ['run', 'run-script'],
    exec: ['exec'],
    bare: null,
    own: [...OWN, 'dlx', 'deploy', 'fetch', 'prune', 'rebuild', 'store', 'config', 'create'],
  },
  yarn: {
    folder: ['--cwd'],
    member: ['workspace'],
    other: [],
    top: ['--top-level', '-T'],
    all: [],
    run: ['run'],
    exec: ['exec'],
    bare: null,
    own: [...OWN, 'dlx', 'global', 'cache', 'config', 'create', 'workspaces', 'set', 'node-gyp'],
  },
  bun: {
    folder: ['--cwd'],
    member: ['--filter', '-F'],
    other: ['--env-file', '--preload', '-r'],
    top: [],
    all: [],
    run: ['run'],
    exec: ['x'],
    bare: null,
    own: [...OWN, 'create', 'build', 'test', 'init', 'pm', 'outdated', 'patch'],
  },
};

/** Turborepo and Nx run scripts of packages by name; what else they run is theirs. */
const TURBO: Options = {
  folder: ['--cwd'],
  member: ['--filter', '-F', '--scope'],
  other: [
    '--concurrency',
    '--env-mode',
    '--output-logs',
    '--log-order',
    '--ui',
    '--cache-dir',
    '--token',
    '--team',
  ],
  top: [],
  all: [],
};

/** What a command of npm, pnpm, yarn or bun runs; null for another program, or one that runs nothing of the packages. */
export function packageCall(context: StartContext, { words }: SimpleCommand): PackageCall | null {
  const program = programName(words[0]?.value ?? '');
  const manager = Object.hasOwn(MANAGERS, program) ? MANAGERS[program] : undefined;
  if (!manager) return null;
  const outer = readOptions(context, manager, words.slice(1));
  const first = outer.rest[0]?.value ?? '';
  const isRun = manager.run.includes(first);
  const isProgram = manager.exec.includes(first);
  if (!isRun && !isProgram && !isBare(manager, first)) return null;
  // Options may stand behind `run` as well, and behind the script for npm alone.
  const inner =
    isRun || isProgram ? readOptions(context, manager, outer.rest.slice(1), outer.folders) : outer;
  const [name, ...behind] = inner.rest;
  if (!name) return null;
  const end = behind.findIndex(({ value }) => value === '--');
  const last =
    program === 'npm' && !isProgram
      ? readOptions(context, manager, end < 0 ? behind : behind.slice(0, end), inner.folders, 'all')
      : inner;
  return {
    folders: last.folders ?? [context.root],
    name: name.value ?? '',
    isProgram,
    // `bun run src/main.ts` runs a file.
    mayBeProgram: program !== 'npm' && !/[./]/.test(name.value ?? ''),
    at: words.indexOf(name),
    forwarded:
      program !== 'npm'
        ? behind.filter((_, index) => index !== end)
        : end < 0
          ? last.rest
          : [...last.rest, ...behind.slice(end + 1)],
  };
}

/** The script that `turbo run start --filter=api` runs, and where; null for another program. */
export function turboCall(context: StartContext, { words }: SimpleCommand): PackageCall | null {
  if (words[0]?.value !== 'turbo') return null;
  const end = words.findIndex(({ value }) => value === '--');
  const { folders, rest } = readOptions(
    context,
    TURBO,
    words.slice(1, end < 0 ? undefined : end),
    null,
    'all',
  );
  const tasks = rest[0]?.value === 'run' ? rest.slice(1) : rest;
  const [task] = tasks;
  // Several tasks run in an order that its configuration says.
  if (!task || tasks.length > 1) return null;
  const members = workspaceOf(context, context.root)?.members ?? [];
  return {
    folders: folders ?? members.map(({ folder }) => folder),
    name: task.value ?? '',
    isProgram: false,
    mayBeProgram: false,
    at: words.indexOf(task),
    forwarded: end < 0 ? [] : words.slice(end + 1),
  };
}

function isBare({ bare, own }: Manager, name: string): boolean {
  return name !== '' && (bare ? bare.includes(name) : !own.includes(name));
}

/** The folders that options name, null where none does, and the words behind them: `all` leaves out later options too. */
function readOptions(
  context: StartContext,
  { folder, member, other, top, all }: Options,
  words: readonly Word[],
  given: string[] | null = null,
  reach: 'leading' | 'all' = 'leading',
): { folders: string[] | null; rest: Word[] } {
  let folders = given;
  let isFiltered = false;
  const rest: Word[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) break;
    const text = word.value ?? '';
    const [name = '', own] = text.startsWith('--') ? text.split('=', 2) : [text];
    const workspace = () => workspaceOf(context, context.root);
    if ([folder, member, other].some((names) => names.includes(name))) {
      const value = own ?? words[++index]?.value ?? '';
      if (folder.includes(name)) folders = [joinPath(context.root, value)];
      if (!member.includes(name)) continue;
      const found = membersMatching(context, context.root, value).map((entry) => entry.folder);
      folders = isFiltered ? [...new Set([...(folders ?? []), ...found])] : found;
      isFiltered = true;
    } else if (top.includes(name)) folders = [workspace()?.root ?? context.root];
    else if (all.includes(name)) {
      if (!isFiltered) folders = workspace()?.members.map((entry) => entry.folder) ?? null;
    } else if (!name.startsWith('-') || name === '-') {
      if (reach === 'leading') return { folders, rest: words.slice(index) };
      rest.push(word);
    }
  }
  return { folders, rest };
}
