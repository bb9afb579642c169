import { readJson } from '@unblock/codemods/json/read';

const PYTHON_FORMS = (base: string) => [`${base}.py`, `${base}/__init__.py`];
const NODE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What finding a module needs to know of the repository. */
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
  const folder = from.split('/').slice(0, -1);
  if (specifier.startsWith('.')) return nodeFile(files, normalize([...folder, ...specifier.split('/')]));
  for (let depth = folder.length; depth >= 0; depth--) {
    const base = folder.slice(0, depth);
    const config = join([...base, 'tsconfig.json']);
    if (!files.paths.has(config)) continue;
    return aliased(files, base, config, specifier);
  }
  return null;
}

function aliased(files: Files, base: string[], config: string, specifier: string): string | null {
  const parsed = readJson(files.read(config) ?? '{}', { comments: true });
  const options =
    'value' in parsed
      ? (parsed.value as { compilerOptions?: { baseUrl?: unknown; paths?: unknown } } | null)?.compilerOptions
      : undefined;
  const baseUrl = typeof options?.baseUrl === 'string' ? options.baseUrl : '.';
  const paths = options?.paths && typeof options.paths === 'object' ? options.paths : {};
  for (const [pattern, targets] of Object.entries(paths)) {
    const prefix = pattern.replace(/\*$/, '');
    if (pattern.endsWith('*') ? !specifier.startsWith(prefix) : specifier !== pattern) continue;
    const rest = pattern.endsWith('*') ? specifier.slice(prefix.length) : '';
    for (const target of Array.isArray(targets) ? targets : []) {
      if (typeof target !== 'string') continue;
      const found = nodeFile(
        files,
        normalize([...base, ...baseUrl.split('/'), ...target.replace('*', rest).split('/')]),
      );
      if (found) return found;
    }
  }
  return typeof options?.baseUrl === 'string'
    ? nodeFile(files, normalize([...base, ...baseUrl.split('/'), ...specifier.split('/')]))
    : null;
}

function nodeFile(files: Files, base: string | null): string | null {
  if (base === null) return null;
  // TypeScript in ESM names the compiled file: `./app.js` stands for app.ts.
  const bare = base.replace(/\.([cm]?)js$/, '');
  const forms = [
    base,
    ...NODE_EXTENSIONS.flatMap((extension) => [`${base}${extension}`, `${bare}${extension}`]),
  ];
  return firstExisting(files, [...forms, ...NODE_EXTENSIONS.map((extension) => `${base}/index${extension}`)]);
}

function normalize(segments: string[]): string | null {
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
