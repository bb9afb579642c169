import { isRecord } from '@unblock/platforms/reading';
import { globOf } from '../glob.ts';
import { jsonValue } from '../json-value.ts';
import type { Files } from '../locate.ts';
import { folderOf, joinPath } from '../paths.ts';
import { membersMatching } from './workspaces.ts';

/** The settings of a tsconfig that say what is compiled, and where to; those of the files it extends among them. */
export interface Tsconfig {
  path: string;
  /** Folder of the file, relative to the repository. */
  folder: string;
  outDir: string | null;
  rootDir: string | null;
  /** Patterns, relative to the repository; null where the file gives none. */
  files: string[] | null;
  include: string[] | null;
  exclude: string[] | null;
  /** Projects that `tsc --build` compiles before it: their tsconfig files. */
  references: string[];
  options: Readonly<Record<string, unknown>>;
  /** Whether all files it extends were read: a package may say more. */
  complete: boolean;
}

/** A chain of tsconfig files longer than this is a cycle. */
const DEEPEST = 8;
/** Published settings that say nothing of folders. https://github.com/tsconfig/bases */
const WITHOUT_FOLDERS = /^@tsconfig\/(node[\w-]*|bun|esm|recommended|strictest)(\/|$)/;
const PATHS = ['outDir', 'rootDir', 'outFile', 'declarationDir', 'tsBuildInfoFile'];

/** Reads a tsconfig with what it extends; null where it is not there or does not parse. */
export function readTsconfig(files: Files, path: string, depth = 0): Tsconfig | null {
  const text = depth < DEEPEST && files.paths.has(path) ? files.read(path) : null;
  const value = jsonValue(text, { comments: true });
  if (!isRecord(value)) return null;
  const folder = folderOf(path);
  const at = (entry: string) => joinPath(folder, entry.replace(/\$\{configDir\}/, '.'));
  const list = (given: unknown) => (Array.isArray(given) ? given.filter(isText).map(at) : null);
  const options = Object.fromEntries(
    Object.entries(isRecord(value.compilerOptions) ? value.compilerOptions : {}).map(([key, own]) => [
      key,
      PATHS.includes(key) && isText(own) ? at(own) : own,
    ]),
  );
  const parents = [value.extends].flat().filter(isText);
  let whole: Pick<Tsconfig, 'files' | 'include' | 'exclude' | 'options' | 'complete'> = {
    files: null,
    include: null,
    exclude: null,
    options: {},
    complete: true,
  };
  // Of several, the later one wins.
  for (const name of parents) {
    const parent = parentOf(files, folder, name, depth);
    whole = {
      files: parent?.files ?? whole.files,
      include: parent?.include ?? whole.include,
      exclude: parent?.exclude ?? whole.exclude,
      options: { ...whole.options, ...parent?.options },
      complete: whole.complete && (parent?.complete ?? WITHOUT_FOLDERS.test(name)),
    };
  }
  const merged: Record<string, unknown> = { ...whole.options, ...options };
  const references = Array.isArray(value.references) ? value.references : [];
  return {
    path,
    folder,
    outDir: isText(merged.outDir) ? merged.outDir : null,
    rootDir: isText(merged.rootDir) ? merged.rootDir : null,
    files: list(value.files) ?? whole.files,
    include: list(value.include) ?? whole.include,
    exclude: list(value.exclude) ?? whole.exclude,
    references: references.flatMap((entry) =>
      isRecord(entry) && isText(entry.path) ? [configIn(files, at(entry.path))] : [],
    ),
    options: merged,
    complete: whole.complete,
  };
}

/** The tsconfig that a path names: itself, or the one in that folder. */
export function configIn(files: Files, path: string): string {
  return path.endsWith('.json') || files.paths.has(path) ? path : joinPath(path, 'tsconfig.json');
}

function parentOf(files: Files, folder: string, name: string, depth: number): Tsconfig | null {
  const found = name.startsWith('.') ? joinPath(folder, name) : packagePath(files, folder, name);
  if (found === null) return null;
  const candidates = [found, `${found}.json`, joinPath(found, 'tsconfig.json')];
  const path = candidates.find((candidate) => files.paths.has(candidate));
  return path === undefined ? null : readTsconfig(files, path, depth + 1);
}

/** `@shop/tsconfig/base.json` of a package in the same workspace. */
function packagePath(files: Files, folder: string, name: string): string | null {
  const [, own = '', inner = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(name) ?? [];
  for (let at: string | null = folder; at !== null; at = at === '' ? null : folderOf(at)) {
    if (!files.paths.has(joinPath(at, 'package.json'))) continue;
    const member = membersMatching(files, at, own).find((entry) => entry.name === own);
    if (member) return joinPath(member.folder, inner);
  }
  return null;
}

const COMPILED = /(?<!\.d)\.[cm]?tsx?$|(?<!\.d\.[cm])\.tsx?$/;
const DECLARATION = /\.d\.([cm]?ts|\w+\.ts)$/;
const SCRIPT = /\.[cm]?jsx?$/;

/** The files that a tsconfig names itself, in order, without declarations; imports may bring more. */
export function inputsOf(files: Files, config: Tsconfig): string[] {
  const { folder, outDir } = config;
  const include = config.include ?? (config.files ? [] : [joinPath(folder, '**/*')]);
  const exclude =
    config.exclude ??
    ['node_modules', 'bower_components', 'jspm_packages'].map((name) => joinPath(folder, name));
  // `src` and `src/**` mean all that lies below.
  const included = include.map((pattern) => globOf(pattern, true));
  const refused = [...exclude, ...(outDir ? [outDir] : [])].map((pattern) => globOf(pattern, true));
  const named = new Set(config.files ?? []);
  const isKind = (path: string) =>
    !DECLARATION.test(path) &&
    (COMPILED.test(path) || (config.options.allowJs === true && SCRIPT.test(path)));
  const inputs: string[] = [];
  for (const path of files.paths) {
    const isNamed =
      named.has(path) ||
      (included.some((isIn) => isIn(path)) &&
        !refused.some((isIn) => isIn(path)) &&
        !path.includes('node_modules/'));
    if (isNamed && isKind(path)) inputs.push(path);
  }
  return inputs.sort();
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
