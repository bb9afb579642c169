import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { isGitIgnored } from '../git-ignored.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { newestPython } from './wheels.ts';

/** A released version of each minor version, for platforms that want all three numbers. */
const RELEASES: Readonly<Record<string, string>> = {
  '3.9': '3.9.20',
  '3.10': '3.10.15',
  '3.11': '3.11.10',
  '3.12': '3.12.7',
  '3.13': '3.13.1',
  '3.14': '3.14.3',
};

/** A released version of a minor one, with all three numbers; null where none is known. */
export function wholeVersion(minor: string): string | null {
  return Object.hasOwn(RELEASES, minor) ? (RELEASES[minor] ?? null) : null;
}

/** Files that name the Python version, and where in them. */
const SOURCES: readonly { name: string; version: RegExp; at?: string }[] = [
  { name: '.python-version', version: /^\s*(3\.\d+(?:\.\d+)?)/ },
  { name: 'runtime.txt', version: /^python-(3\.\d+(?:\.\d+)?)/ },
  { name: 'Pipfile', version: /^python_(?:full_)?version\s*=\s*["'](3\.\d+(?:\.\d+)?)/m },
  // An open range admits the version that most packages are built for; a bounded one is taken at its lower end.
  { name: 'pyproject.toml', version: /^requires-python\s*=\s*["']>=\s*(3\.1[2-9])["']/m },
  { name: 'pyproject.toml', version: /^requires-python\s*=\s*["']>=\s*(3\.\d+)["']/m, at: '3.12' },
  { name: 'pyproject.toml', version: /^requires-python\s*=\s*["'][>=~^]*\s*(3\.\d+)/m },
  { name: 'pyproject.toml', version: /^python\s*=\s*["'][>=~^]*\s*(3\.\d+)/m },
];

/** A Python version to declare on a platform, and the file that names it. */
export interface PythonVersion {
  /** Null where pinned requirements need a version that nothing tells: a person has to choose it. */
  version: string | null;
  /** Null where no file names one. */
  path: string | null;
  /**
   * What a variable has to declare: only where a `.python-version` cannot, as git ignores it or it lies above the folder
   * that the platform builds. Elsewhere that one file tells it to every platform, and a variable would be a second truth.
   */
  declared: string | null;
}

/**
 * The Python version to declare for a service whose commands run in `root`; null where the platform reads it itself, or
 * where its default serves. Pinned requirements have no wheels for a Python that came after them.
 */
export function pythonVersion(service: Service, root: string, model: Model): PythonVersion | null {
  const folders = [...new Set([service.root, root, ''])];
  const isIgnored = isGitIgnored(model, joinPath(root, '.python-version'));
  for (const folder of folders) {
    for (const { name, version, at } of SOURCES) {
      const path = joinPath(folder, name);
      const found = model.paths.has(path) ? version.exec(model.read(path) ?? '')?.[1] : undefined;
      if (!found) continue;
      if (name === '.python-version' && folder === root) return null;
      const full = /\.\d+\./.test(found) ? found : RELEASES[at ?? found];
      const declares = name === '.python-version' || isIgnored;
      if (full) return { version: full, path, declared: declares ? full : null };
    }
  }
  const isPinned = service.dependencies.entries.some(({ specifier }) => /^==|</.test(specifier));
  if (!isPinned) return null;
  const version = RELEASES[newestPython(service.dependencies) ?? ''] ?? null;
  return { version, path: null, declared: isIgnored ? version : null };
}

/** A minor version of Python that a service runs on, and whether an image brings it. */
export interface NamedPython {
  minor: number;
  image: boolean;
}

/**
 * The Pythons that platforms run a service on, as `.python-version`, `runtime.txt`, the variable `PYTHON_VERSION` and the
 * base images of its Dockerfiles name them.
 */
export function namedPythons(service: Service, model: Model): NamedPython[] {
  const files = ['.python-version', 'runtime.txt'].flatMap((name) =>
    [service.root, ''].map((folder) => model.read(joinPath(folder, name)) ?? ''),
  );
  const images = service.deployables
    .flatMap(({ kind, path, dockerfile }) =>
      kind === 'Dockerfile' ? [path] : dockerfile ? [dockerfile] : [],
    )
    .flatMap((path) => readDockerfile(model.read(path) ?? '').stages.map(({ base }) => base));
  const declared = service.deployables.flatMap(({ variables }) =>
    variables.flatMap(({ name, value }) => (name === 'PYTHON_VERSION' ? (value ?? '') : [])),
  );
  const named = (texts: readonly string[], image: boolean) =>
    texts.flatMap((text): NamedPython[] => {
      const found = /^\s*(?:\S*python[-:])?3\.(\d+)/.exec(text)?.[1];
      return found === undefined ? [] : [{ minor: Number(found), image }];
    });
  return [...named([...files, ...declared], false), ...named(images, true)];
}

/** Whether the platform runs a service on a Python older than 3.`minor`: such a Python never gets the newest release of a package. */
export function isPythonOlder(service: Service, model: Model, minor: number): boolean {
  return namedPythons(service, model).some((python) => python.minor < minor);
}
