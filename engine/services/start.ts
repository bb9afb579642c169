import { branchesOf } from '@unblock/codemods/shell/branches';
import { option, parseShell, ShellError, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { CommandText, Contract, PlatformId } from '@unblock/platforms';
import type { ServerCommand, StartCommand } from '../model.ts';
import { joinPath } from '../paths.ts';
import type { HousedDeployable } from './home.ts';
import { packageScript, scriptOf } from './scripts.ts';

/** What reading a start command needs to know of the repository. */
export interface StartContext {
  root: string;
  paths: ReadonlySet<string>;
  read(path: string): string | null;
}

/** The start commands of a service: for each contract, what its order of precedence finds first. */
export function findStarts(
  context: StartContext,
  contracts: readonly Contract[],
  deployables: readonly HousedDeployable[],
): StartCommand[] {
  const found = new Map<string, StartCommand>();
  for (const contract of contracts) {
    for (const { command, folder } of commandsFor(context, contract, deployables)) {
      const key = `${command.source.path}:${command.source.start}`;
      const known = found.get(key);
      if (known) known.platforms.push(contract.id);
      else found.set(key, readStart({ ...context, root: folder }, command, [contract.id]));
    }
  }
  return [...found.values()];
}

function commandsFor(
  context: StartContext,
  contract: Contract,
  deployables: readonly HousedDeployable[],
): { command: CommandText; folder: string }[] {
  for (const kind of contract.startSources.value) {
    if (kind === 'package.json') {
      const script = packageScript(context, 'start');
      if (script) return [{ command: script, folder: context.root }];
      continue;
    }
    const starts = deployables.flatMap(({ deployable, folder }) => {
      const runs =
        deployable.kind === kind && deployable.role !== 'migration' && deployable.role !== 'static';
      return runs && deployable.start ? [{ command: deployable.start, folder }] : [];
    });
    if (starts.length > 0) return starts;
  }
  return [];
}

function readStart(context: StartContext, command: CommandText, platforms: PlatformId[]): StartCommand {
  const commands = expand(context, command, 0);
  const servers = commands
    .map(({ text, command: simple, folder }) => recognise(context, text, simple, folder))
    .filter((entry) => entry !== null);
  return { platforms, command, commands, server: isChoice(servers) ? null : (servers.at(-1) ?? null) };
}

/** Several servers, of which branches of a script choose one. A script of Python that runs before another is none. */
function isChoice(servers: readonly ServerCommand[]): boolean {
  const last = servers.at(-1);
  const others = servers.slice(0, -1).filter(isInBranch);
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
}

/** The simple commands of a start command, with package scripts and shell scripts in their place. */
export function expand(context: StartContext, text: CommandText, depth: number): PlacedCommand[] {
  if (depth > 4) return [];
  const placed: PlacedCommand[] = [];
  let folder = context.root;
  for (const command of parse(text.text)) {
    const words = command.words.map(({ value }) => value ?? '');
    if (words[0] === 'cd' && words[1]) folder = joinPath(folder, words[1]);
    const called = scriptOf({ ...context, root: folder }, words);
    if (called) placed.push(...expand({ ...context, root: called.folder }, called.text, depth + 1));
    else placed.push({ text, command, folder });
  }
  return placed;
}

function parse(text: string): SimpleCommand[] {
  try {
    return parseShell(text);
  } catch (error) {
    // A text that no shell would run holds no command to recognise.
    if (error instanceof ShellError) return [];
    throw error;
  }
}

const PROGRAMS: ReadonlyMap<string, ServerCommand['program']> = new Map([
  ['gunicorn', 'gunicorn'],
  ['uvicorn', 'uvicorn'],
  ['hypercorn', 'hypercorn'],
  ['daphne', 'daphne'],
  ['waitress-serve', 'waitress'],
  ['flask', 'flask'],
  ['fastapi', 'fastapi'],
  ['next', 'next'],
  ['node', 'node'],
  ['bun', 'node'],
  ['tsx', 'node'],
  ['ts-node', 'node'],
  ['nodemon', 'node'],
  ['nest', 'node'],
  ['pm2', 'node'],
  ['pm2-runtime', 'node'],
]);
/** Options of server programs that take a value, so that the value is not taken for the application. */
const SWITCHES =
  /^(--(reload|preload|daemon|factory|proxy-headers|no-[\w-]+|access-log|use-colors|debug|dev|capture-output|enable-stdio-inheritance|statsd-[\w-]+)|-[dDRV])$/;

export function recognise(
  ground: StartContext,
  text: CommandText,
  command: SimpleCommand,
  folder: string,
): ServerCommand | null {
  const context = { ...ground, root: folder };
  const words = command.words.map(({ value }) => value ?? '');
  const name = (words[0] ?? '').split('/').pop() ?? '';
  const base = { command, text, application: null, entry: null };
  if (/^python[\d.]*$/.test(name)) return recognisePython(context, text, command, words);
  const program = PROGRAMS.get(name);
  if (!program) return null;
  if (program === 'node') return { ...base, program, entry: nodeEntry(context, words) };
  if (program === 'flask' || program === 'fastapi') {
    if (!words.includes('run') && !words.includes('dev')) return null;
    return { ...base, program, application: option(command, ['--app', '-A'])?.value ?? null };
  }
  if (program === 'next')
    return words.includes('start') || words.includes('dev') || words.length === 1
      ? { ...base, program }
      : null;
  return { ...base, program, application: applicationWord(words.slice(1)) };
}

function recognisePython(
  context: StartContext,
  text: CommandText,
  command: SimpleCommand,
  words: string[],
): ServerCommand | null {
  const rest = words.slice(1).filter((word) => !/^-[uOBEsS]+$/.test(word));
  const first = rest[0] ?? '';
  const base = { command, text, application: null };
  if (first === '-m') {
    const module = rest[1] ?? '';
    const program = PROGRAMS.get(module);
    if (program) return { ...base, program, application: applicationWord(rest.slice(2)), entry: null };
    const file = module.replaceAll('.', '/');
    const entry = [`${file}.py`, `${file}/__main__.py`, `src/${file}.py`]
      .map((path) => joinPath(context.root, path))
      .find((path) => context.paths.has(path));
    return { ...base, program: 'python', entry: entry ?? null };
  }
  if (first.endsWith('manage.py'))
    return rest[1] === 'runserver'
      ? { ...base, program: 'django', entry: joinPath(context.root, first) }
      : null;
  if (!first.endsWith('.py')) return null;
  return { ...base, program: 'python', entry: joinPath(context.root, first) };
}

/** The first word that is neither an option nor an option's value. */
function applicationWord(words: string[]): string | null {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return word || null;
    if (!word.includes('=') && !SWITCHES.test(word) && !/^-\w./.test(word)) index += 1;
  }
  return null;
}

/** The source file that `node dist/main.js` runs: the compiled path, or what it was compiled from. */
function nodeEntry(context: StartContext, words: string[]): string | null {
  const file = words
    .slice(1)
    .find(
      (word) =>
        !word.startsWith('-') &&
        /[./\w]/.test(word) &&
        word !== 'start' &&
        word !== 'watch' &&
        word !== 'run',
    );
  const target = joinPath(context.root, file ?? '');
  const inside =
    context.root && target.startsWith(`${context.root}/`) ? target.slice(context.root.length + 1) : target;
  const bare = inside.replace(/\.[cm]?[jt]s$/, '');
  const source = bare.replace(/^(dist|build|out|lib|\.build)\//, '');
  const stems = [bare, `src/${source}`, source, source.replace(/^src\//, ''), `${bare}/index`];
  const forms = stems.flatMap((stem) =>
    ['.ts', '.js', '.mts', '.mjs', '.cjs', '.tsx'].map((extension) =>
      joinPath(context.root, stem + extension),
    ),
  );
  return [target, ...forms].find((path) => context.paths.has(path)) ?? null;
}
