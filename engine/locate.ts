import { isRecord } from '@unblock/platforms/reading';
import { jsonValue, recordOf } from './json-value.ts';
import { ownImport, workspacePackage } from './node/packages.ts';

const PYTHON_FORMS = (base: string) => [`${base}.py`, `${base}/__init__.py`];
/** A chain of tsconfig files longer than this is a cycle. */
const EXTENDS_DEPTH = 5;
const NODE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** The files of a repository, as far as finding modules, packages and requirements asks for them. */
export interface Files {
  paths: ReadonlySet<string>;
  read(path: string): string | null;
}

/** The file a Python module name means, seen from a file: `.config`, `app.core.config`. Null outside the repository. */
export function locatePython(files: Files, from: string, module: string): string | null {
  const dots = /^\.+/.exec(module)?.[0].length ?? 0;
  const rest = module.slice(dots).replaceAll('.', '/');
  const folders = from.split('/').slice(0, -1);
  if (dots > 0) {
    const base = folders.slice(0, folders.length - (dots - 1));
    if (dots - 1 > folders.length) return null;
    return firstExisting(
      files,
      rest ? PYTHON_FORMS(join([...base, rest])) : [join([...base, '__init__.py'])],
    );
  }
  // The search path holds the folder a service starts in: one of the folders above, or its src/.
  for (let depth = folders.length; depth >= 0; depth--) {
    const base = folders.slice(0, depth);
    const found = firstExisting(files, [
      ...PYTHON_FORMS(join([...base, rest])),
      ...PYTHON_FORMS(join([...base, 'src', rest])),
    ]);
    if (found && found !== from) return found;
  }
  return null;
}

/** The file an ECMAScript specifier means, seen from a file: relative, or an alias of the nearest tsconfig. */
export function locateNode(files: Files, from: string, specifier: string): string | null {
  const found = locateSource(files, from, specifier);
  if (found || specifier.startsWith('.')) return found;
  const folder = from.split('/').slice(0, -1);
  return specifier.startsWith('#')
    ? ownImport(files, folder, specifier)
    : workspacePackage(files, folder, specifier);
}

/** The file that a specifier means by its path or an alias: a source of the same program, and no package. */
export function locateSource(files: Files, from: string, specifier: string): string | null {
  const folder = from.split('/').slice(0, -1);
  if (specifier.startsWith('.')) return nodeFile(files, normalize([...folder, ...specifier.split('/')]));
  for (let depth = folder.length; depth >= 0; depth--) {
    const base = folder.slice(0, depth);
    const config = join([...base, 'tsconfig.json']);
    if (files.paths.has(config)) return aliased(files, config, specifier);
  }
  return null;
}

/** What of a tsconfig tells where modules are. */
interface Aliases {
  /** Folder that targets count from. */
  base: string[];
  paths: Record<string, unknown>;
  /** A bare specifier may be a path below `base`. */
  baseUrl: boolean;
}

function aliased(files: Files, config: string, specifier: string): string | null {
  const aliases = knownAliases(files, config);
  if (!aliases) return null;
  const { base, paths, baseUrl } = aliases;
  for (const [pattern, targets] of Object.entries(paths)) {
    const prefix = pattern.replace(/\*$/, '');
    if (pattern.endsWith('*') ? !specifier.startsWith(prefix) : specifier !== pattern) continue;
    const rest = pattern.endsWith('*') ? specifier.slice(prefix.length) : '';
    for (const target of Array.isArray(targets) ? targets : []) {
      if (typeof target !== 'string') continue;
      const found = nodeFile(files, normalize([...base, ...target.replace('*', rest).split('/')]));
      if (found) return found;
    }
  }
  return baseUrl ? nodeFile(files, normalize([...base, ...specifier.split('/')])) : null;
}

/** Every import asks for the aliases of the same few files: once for a repository is enough. */
const ALIASES = new WeakMap<Files, Map<string, Aliases | null>>();

function knownAliases(files: Files, config: string): Aliases | null {
  const all = ALIASES.get(files) ?? new Map<string, Aliases | null>();
  ALIASES.set(files, all);
  const known = all.get(config);
  if (known !== undefined) return known;
  const aliases = aliasesOf(files, config, EXTENDS_DEPTH);
  all.set(config, aliases);
  return aliases;
}

/** The aliases of a tsconfig: its own, or those of the file it extends. */
function aliasesOf(files: Files, config: string, depth: number): Aliases | null {
  const value = depth > 0 ? jsonValue(files.read(config) ?? '{}', { comments: true }) : null;
  if (!isRecord(value)) return null;
  const { compilerOptions, extends: parent } = value;
  const { baseUrl, paths } = recordOf(compilerOptions);
  const folder = config.split('/').slice(0, -1);
  if (typeof baseUrl === 'string' || (typeof paths === 'object' && paths !== null)) {
    return {
      base: typeof baseUrl === 'string' ? [...folder, ...baseUrl.split('/')] : folder,
      paths: typeof paths === 'object' && paths !== null ? { ...paths } : {},
      baseUrl: typeof baseUrl === 'string',
    };
  }
  for (const name of [parent].flat()) {
    const path =
      typeof name === 'string' && name.startsWith('.') ? normalize([...folder, ...name.split('/')]) : null;
    const found = path ? aliasesOf(files, path.endsWith('.json') ? path : `${path}.json`, depth - 1) : null;
    if (found) return found;
  }
  return null;
}

/** The source file at a path: itself, with an extension, or the index of a folder. */
export function nodeFile(files: Files, base: string | null): string | null {
  if (base === null) return null;
  // TypeScript in ESM names the compiled file: `./app.js` stands for app.ts.
  const bare = base.replace(/\.([cm]?)js$/, '');
  const forms = [
    base,
    ...NODE_EXTENSIONS.flatMap((extension) => [`${base}${extension}`, `${bare}${extension}`]),
  ];
  return firstExisting(files, [...forms, ...NODE_EXTENSIONS.map((extension) => `${base}/index${extension}`)]);
}

/** A path without `.` and `..`; null where it leads out of the repository. */
export function normalize(segments: string[]): string | null {
  const result: string[] = [];
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') result.push(segment);
    else if (result.pop() === undefined) return null;
  }
  return result.join('/');
}

function join(segments: string[]): string {
  return segments.filter(Boolean).join('/');
}

function firstExisting(files: Files, candidates: string[]): string | null {
  return candidates.find((candidate) => files.paths.has(candidate)) ?? null;
}
