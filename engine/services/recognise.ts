import type { SimpleCommand } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { CommandText } from '@unblock/platforms';
import type { ServerCommand } from '../model.ts';
import { joinPath } from '../paths.ts';
import { holdsFolder, repositoryPath } from './image-path.ts';
import { nodeEntry } from './node-entry.ts';
import { applicationOf, fastapiEntry } from './server-application.ts';
import type { StartContext } from './start.ts';

const PROGRAMS: ReadonlyMap<string, ServerCommand['program']> = new Map([
  ['gunicorn', 'gunicorn'],
  ['uvicorn', 'uvicorn'],
  ['hypercorn', 'hypercorn'],
  ['daphne', 'daphne'],
  ['waitress-serve', 'waitress'],
  ['granian', 'granian'],
  ['uwsgi', 'uwsgi'],
  ['flask', 'flask'],
  ['fastapi', 'fastapi'],
  ['next', 'next'],
  ['vite', 'vite'],
  ['serve', 'serve'],
  ['http-server', 'http-server'],
  ['node', 'node'],
  ['bun', 'node'],
  ['tsx', 'node'],
  ['ts-node', 'node'],
  ['nodemon', 'node'],
  ['ts-node-esm', 'node'],
  ['ts-node-dev', 'node'],
  ['tsnd', 'node'],
  ['babel-node', 'node'],
  ['swc-node', 'node'],
  ['forever', 'node'],
  ['nest', 'node'],
  ['nx', 'node'],
  ['pm2', 'node'],
  ['pm2-runtime', 'node'],
]);
/** Modules that `python -m` runs as the program of another name. */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['waitress', 'waitress-serve'],
  ['django', 'manage.py'],
]);
/** Flags of Python in front of the file; those with a value are two words. */
const PYTHON_FLAGS = /^-[uOBEsSIPqvbd]+$/;
const PYTHON_VALUED = /^-[XW]$/;

/** The server a simple command starts; null when none is recognised. */
export function recognise(
  ground: StartContext,
  text: CommandText,
  command: SimpleCommand,
  folder: string,
): ServerCommand | null {
  const context = { ...ground, root: folder };
  const words = command.words.map(({ value }) => value ?? '');
  const name = programName(words[0] ?? '');
  return /^(python|pypy)[\d.]*$/.test(name)
    ? recognisePython(context, text, command, words.slice(1))
    : recogniseProgram(context, text, command, name, words.slice(1));
}

/** @param words the words behind the program. */
function recogniseProgram(
  context: StartContext,
  text: CommandText,
  command: SimpleCommand,
  name: string,
  words: string[],
): ServerCommand | null {
  const base = { command, text, application: null, entry: null };
  const program = PROGRAMS.get(name);
  if (name === 'manage.py' || name === 'django-admin') {
    const first = command.words[0]?.value ?? '';
    const manage = name === 'manage.py' && programName(first) === name ? first : 'manage.py';
    return words[0] === 'runserver'
      ? { ...base, program: 'django', entry: inRepository(context, manage) }
      : null;
  }
  // A file with a line that names its interpreter, or behind `uv run`.
  if (!program && name.endsWith('.py'))
    return { ...base, program: 'python', entry: inRepository(context, command.words[0]?.value ?? '') };
  if (!program) return null;
  switch (program) {
    case 'node':
      return serves(name, words) ? { ...base, program, entry: nodeEntry(context, [name, ...words]) } : null;
    case 'vite':
    case 'serve':
    case 'http-server':
      return servesFiles(context, program, words) ? { ...base, program } : null;
    case 'next':
      return words.includes('start') || words.includes('dev') || words.length === 0
        ? { ...base, program }
        : null;
    case 'fastapi':
      if (!words.includes('run') && !words.includes('dev')) return null;
      return { ...base, program, entry: fastapiEntry(context, words) };
    case 'flask':
      if (!words.includes('run')) return null;
  }
  return { ...base, program, application: applicationOf(context, program, command, words) };
}

/** `vite preview`, and the `serve` of a Node package: other programs have that name too. */
function servesFiles(context: StartContext, program: string, words: readonly string[]): boolean {
  return (
    (program !== 'vite' || words[0] === 'preview') &&
    context.paths.has(joinPath(context.root, 'package.json'))
  );
}

/** Some programs have sub-commands, of which few start something. */
function serves(name: string, words: readonly string[]): boolean {
  const first = words.find((word) => !word.startsWith('-')) ?? '';
  if (name === 'nest') return first === 'start';
  if (name === 'nx') return /^(serve|start|run)$/.test(first);
  if (name === 'pm2') return first === 'start';
  return name !== 'bun' || !/^(install|i|add|build|test|x|pm|create)$/.test(first);
}

/** @param words the words behind `python`. */
function recognisePython(
  context: StartContext,
  text: CommandText,
  command: SimpleCommand,
  words: string[],
): ServerCommand | null {
  let at = 0;
  while (PYTHON_FLAGS.test(words[at] ?? '') || PYTHON_VALUED.test(words[at] ?? ''))
    at += PYTHON_VALUED.test(words[at] ?? '') ? 2 : 1;
  const rest = words.slice(at);
  const first = rest[0] ?? '';
  const base = { command, text, application: null, program: 'python' } as const;
  if (first === '-m') {
    const module = rest[1] ?? '';
    const name = MODULES.get(module) ?? module;
    if (PROGRAMS.has(name) || MODULES.has(module))
      return recogniseProgram(context, text, command, name, rest.slice(2));
    return { ...base, entry: moduleEntry(context, command, module) };
  }
  if (programName(first) === 'manage.py')
    return rest[1] === 'runserver'
      ? { ...base, program: 'django', entry: inRepository(context, first) }
      : null;
  const entry = inRepository(context, first);
  if (first.endsWith('.py')) return { ...base, entry };
  // A folder is run by its `__main__.py`.
  const main = joinPath(entry, '__main__.py');
  return first && !first.startsWith('-') && context.paths.has(main) ? { ...base, entry: main } : null;
}

/** The file of `python -m a.b`, from the folder or from one that PYTHONPATH names. */
function moduleEntry(context: StartContext, command: SimpleCommand, module: string): string | null {
  const file = module.replaceAll('.', '/');
  const variables = [...(context.variables ?? []), ...command.assignments];
  const searched = variables.findLast(({ name }) => name === 'PYTHONPATH')?.value?.split(':') ?? [];
  const folders = searched
    .filter((folder) => folder !== '' && folder !== '.')
    .map((folder) => repositoryPath(context.root, folder, (path) => holdsFolder(context.paths, path)));
  return (
    [context.root, ...folders, joinPath(context.root, 'src')]
      .flatMap((folder) => [joinPath(folder, `${file}.py`), joinPath(folder, `${file}/__main__.py`)])
      .find((path) => context.paths.has(path)) ?? null
  );
}

function inRepository(context: StartContext, path: string): string {
  return repositoryPath(context.root, path, (file) => context.paths.has(file));
}
