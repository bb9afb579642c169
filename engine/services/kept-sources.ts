import { joinWords, literalWords } from '@unblock/codemods/shell/index';
import { type CommandText, ManifestError, readManifests } from '@unblock/platforms';
import { tomlTree } from '@unblock/platforms/tree';
import { joinPath } from '../paths.ts';
import { READMES } from '../targets.ts';
import { repositoryPath } from './image-path.ts';
import { PRODUCTION_SERVER } from './production-servers.ts';
import { stringIn } from './scripts.ts';
import type { StartContext } from './start.ts';

/** A command of a file that no platform reads. */
export interface KeptText {
  text: CommandText;
  /** How a person calls it: `make run-prod`; null for what only stands there. */
  call: string | null;
  /** `name`: the file would be read under another name; `document`: it is told to people. */
  kind: 'name' | 'script' | 'document';
}

/** Names under which projects keep what starts them. */
const NAMES = [
  'start',
  'start-prod',
  'start:prod',
  'serve',
  'server',
  'prod',
  'production',
  'web',
  'api',
  'run',
  'run-prod',
];
/** The line goes on in the next one, for a shell of Unix. */
const CONTINUED = /(?<!\\)(?:\\\\)*\\$/;
/** Half a command, for any shell. */
const HALF = /[\\^`]$/;
const FENCE = /^\s*(```|~~~)/;
/** What is for whoever works on the code. */
const DEVELOPMENT = /dev|debug|local|test|watch/i;

/** The commands of Procfiles under another name, Makefiles, projects' own scripts and documents, in this order. */
export function keptTexts(context: StartContext): KeptText[] {
  const homes = [...new Set([context.root, ''])];
  const found = homes.flatMap((home) => [
    ...misnamed(context, home),
    ...images(context, home),
    ...recipes(context, home),
    ...scripts(context, home),
  ]);
  return [...found, ...documents(context, homes)];
}

/** `PROCFILE`: file names count letter by letter where services are deployed. */
function misnamed({ paths, read }: StartContext, home: string): KeptText[] {
  return ['PROCFILE', 'procfile', 'ProcFile', 'Procfile.txt', 'procfile.txt'].flatMap((name) => {
    const path = joinPath(home, name);
    const text = paths.has(path) ? (read(path) ?? '') : '';
    return readManifests([{ path: 'Procfile', text }]).deployables.flatMap(({ role, start }): KeptText[] =>
      role === 'web' && start
        ? [{ text: { ...start, source: { ...start.source, path } }, call: null, kind: 'name' }]
        : [],
    );
  });
}

/** `Dockerfile-x86_64`, `Dockerfile.prod`: an image that no platform builds by itself starts the service as well. */
function images(context: StartContext, home: string): KeptText[] {
  const { paths, read } = context;
  const prefix = joinPath(home, 'Dockerfile');
  const inHome = [...paths].filter((path) => path.startsWith(prefix) && !path.includes('/', prefix.length));
  return inHome.sort().flatMap((path): KeptText[] => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!/^Dockerfile[-_.]\w[\w.-]*$/.test(name) || DEVELOPMENT.test(name)) return [];
    const { deployables } = readManifests([{ path: 'Dockerfile', text: read(path) ?? '' }]);
    return deployables.flatMap(({ start }): KeptText[] => {
      const text = start && outsideImage(context, start.text);
      if (!start || !text || start.source.start < 0) return [];
      return [
        { text: { text, form: 'shell', source: { ...start.source, path } }, call: null, kind: 'script' },
      ];
    });
  });
}

/** The command of an image, as it runs in the folder of the service: the image's own folders are not there. */
function outsideImage({ root, paths }: StartContext, command: string): string | null {
  const words = literalWords(command);
  if (!words) return null;
  const [program = '', ...rest] = words;
  const kept: string[] = [program.slice(program.lastIndexOf('/') + 1)];
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    const value = rest[index + 1] ?? '';
    if (/^(--chdir|--pythonpath|-c|--config)$/.test(word) && value.startsWith('/')) {
      const place = repositoryPath(root, value, (path) => paths.has(path));
      const prefix = root === '' ? '' : `${root}/`;
      if (/^(-c|--config)$/.test(word) && paths.has(place) && place.startsWith(prefix))
        kept.push(word, place.slice(prefix.length));
      index += 1;
    } else if (/(^|=)\//.test(word)) return null;
    else kept.push(word);
  }
  return joinWords(kept);
}

/** The lines of the recipes of a Makefile. */
function recipes({ paths, read }: StartContext, home: string): KeptText[] {
  return ['Makefile', 'makefile', 'GNUmakefile'].flatMap((name) => {
    const path = joinPath(home, name);
    if (!paths.has(path)) return [];
    let target = '';
    return linesOf(read(path) ?? '').flatMap(({ line, start }): KeptText[] => {
      target = /^([\w.-]+)[ \t]*:(?!=)/.exec(line)?.[1] ?? target;
      const recipe = /^\t[@-]*([^\t ].*)$/.exec(line)?.[1];
      // `$HOST` is a variable of make, and `$$HOST` one of the shell.
      if (
        !recipe ||
        DEVELOPMENT.test(target) ||
        HALF.test(recipe) ||
        recipe.replaceAll('$$', '').includes('$')
      )
        return [];
      return [commandAt(path, recipe.replaceAll('$$', '$'), start + line.indexOf(recipe), `make ${target}`)];
    });
  });
}

/** Scripts that projects name in their own files. */
function scripts({ paths, read }: StartContext, home: string): KeptText[] {
  const tables: [string, string, string[]][] = [
    ['Pipfile', 'pipenv run', ['scripts']],
    ['pyproject.toml', 'pdm run', ['tool', 'pdm', 'scripts']],
    ['pyproject.toml', 'poe', ['tool', 'poe', 'tasks']],
    ['pyproject.toml', 'task', ['tool', 'taskipy', 'tasks']],
    ['pyproject.toml', 'hatch run', ['tool', 'hatch', 'envs', 'default', 'scripts']],
  ];
  const ofPython = tables.flatMap(([name, call, table]) => {
    const path = joinPath(home, name);
    const text = paths.has(path) ? (read(path) ?? '') : '';
    return NAMES.flatMap((key) => {
      const place = text.includes(key) ? textIn(text, [...table, key]) : null;
      return place ? [commandAt(path, place.value, place.start, `${call} ${key}`)] : [];
    });
  });
  const path = joinPath(home, 'package.json');
  const text = paths.has(path) ? (read(path) ?? '') : '';
  const ofNode = NAMES.flatMap((key) => {
    const place = PRODUCTION_SERVER.test(text) ? stringIn(text, ['scripts', key]) : null;
    return place ? [commandAt(path, place.value, place.start, `npm run ${key}`)] : [];
  });
  return [...ofPython, ...ofNode];
}

function textIn(text: string, path: string[]): { value: string; start: number } | null {
  try {
    const place = tomlTree(text).at(path);
    return typeof place?.value === 'string' ? { value: place.value, start: place.start } : null;
  } catch (error) {
    // A file that does not parse names no script.
    if (error instanceof ManifestError) return null;
    throw error;
  }
}

/** Documents about the deploy, and how many of them are read at most. */
const PAGE = /\.(md|rst|txt)$/i;
const GUIDES = /(deploy|render|railway|heroku|production|hosting)[^/]*$/i;
const MOST = 20;

/** What READMEs and guides tell people to run: lines of code blocks, and code inside a line. */
function documents({ paths, read }: StartContext, homes: readonly string[]): KeptText[] {
  const readmes = homes
    .flatMap((home) => READMES.map((name) => joinPath(home, name)))
    .filter((path) => paths.has(path));
  return [...readmes, ...guidesIn(paths)].flatMap((path) => {
    const text = read(path) ?? '';
    if (!PRODUCTION_SERVER.test(text)) return [];
    let isCode = false;
    return linesOf(text).flatMap(({ line, start }): KeptText[] => {
      if (FENCE.test(line)) isCode = !isCode;
      if (!PRODUCTION_SERVER.test(line) || line.trimStart().startsWith('#')) return [];
      if (isCode && HALF.test(line)) return [];
      const shown = isCode
        ? [/^\s*(?:\$ |> )?(.*)$/.exec(line)?.[1] ?? '']
        : [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
      return shown.map((code) => ({
        ...commandAt(path, code, start + line.indexOf(code), null),
        kind: 'document',
      }));
    });
  });
}

/** Every service asks for the guides of the repository: its paths are gone through once. */
const KNOWN_GUIDES = new WeakMap<ReadonlySet<string>, string[]>();

function guidesIn(paths: ReadonlySet<string>): string[] {
  const known = KNOWN_GUIDES.get(paths);
  if (known) return known;
  const all = [...paths].filter((path) => PAGE.test(path) && GUIDES.test(path) && !/requirements/.test(path));
  const guides = all.sort().slice(0, MOST);
  KNOWN_GUIDES.set(paths, guides);
  return guides;
}

function commandAt(path: string, text: string, start: number, call: string | null): KeptText {
  const source = { path, kind: 'script', start, end: start + text.length } as const;
  return { text: { text, form: 'shell', source }, call, kind: 'script' };
}

/** The lines of a text with their places; those that a `\` continues are one. */
function linesOf(text: string): { line: string; start: number }[] {
  const lines: { parts: string[]; start: number }[] = [];
  let start = 0;
  for (const whole of text.split('\n')) {
    const line = whole.replace(/\r$/, '');
    const parts = lines.at(-1)?.parts ?? [];
    const before = parts.at(-1) ?? '';
    if (CONTINUED.test(before) && !FENCE.test(line)) {
      parts[parts.length - 1] = before.slice(0, -1).trimEnd();
      parts.push(line.trimStart());
    } else lines.push({ parts: [line], start });
    start += whole.length + 1;
  }
  return lines.map((line) => ({ line: line.parts.join(' '), start: line.start }));
}
