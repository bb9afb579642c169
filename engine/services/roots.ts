import type { Deployable } from '@unblock/platforms';
import { isProductionFolder, languageOf } from '../inventory/classify.ts';
import { folderOf } from '../paths.ts';

const PYTHON_FILES = new Set([
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  'manage.py',
  'setup.py',
  'setup.cfg',
]);

/** A folder that may hold a service, in one language. */
export interface Root {
  folder: string;
  language: 'python' | 'node';
}

/** The folders that dependency manifests, Dockerfiles, Procfiles and Blueprints mark as projects, deepest last. */
export function findRoots(paths: ReadonlySet<string>, deployables: readonly Deployable[]): Root[] {
  const found = new Map<string, Root>();
  const add = (folder: string, language: Root['language']) => {
    // The projects in `spec/fixtures` are what a tool is tested with.
    if (isProductionFolder(folder)) found.set(`${language}:${folder}`, { folder, language });
  };
  for (const path of paths) {
    const slash = path.lastIndexOf('/');
    const folder = slash < 0 ? '' : path.slice(0, slash);
    const name = path.slice(slash + 1);
    if (PYTHON_FILES.has(name) && !(name === 'manage.py' && isInItsPackage(folder, paths)))
      add(folder, 'python');
    if (name === 'package.json') add(folder, 'node');
    if (folder.endsWith('requirements') && name.endsWith('.txt')) add(folderOf(folder), 'python');
  }
  for (const { root, kind } of deployables) {
    // A folder that only holds a Dockerfile and its helpers builds the folder above it.
    if (
      kind === 'Dockerfile' &&
      /(^|\/)\.?(docker|deploy|deployment|infra|ops|build|ci|containers?)(\/|$)/.test(root)
    )
      continue;
    if (found.has(`python:${root}`) || found.has(`node:${root}`)) continue;
    const language = onlyLanguage(root, paths);
    if (language) add(root, language);
  }
  return [...found.values()].sort(
    (a, b) =>
      a.folder.length - b.folder.length || compare(a.folder, b.folder) || compare(a.language, b.language),
  );
}

/** A second manage.py, in the package of the settings that the one above it names: one project. */
function isInItsPackage(folder: string, paths: ReadonlySet<string>): boolean {
  const slash = folder.lastIndexOf('/');
  const above = slash < 0 ? '' : `${folder.slice(0, slash)}/`;
  return folder !== '' && paths.has(`${above}manage.py`) && paths.has(`${folder}/settings.py`);
}

/** Language of the source files directly in a folder or its first level, when there is only one. */
function onlyLanguage(folder: string, paths: ReadonlySet<string>): Root['language'] | null {
  const prefix = folder ? `${folder}/` : '';
  const languages = new Set<Root['language']>();
  for (const path of paths) {
    if (!path.startsWith(prefix) || path.slice(prefix.length).split('/').length > 2) continue;
    const language = languageOf(path);
    if (language) languages.add(language);
  }
  return languages.size === 1 ? ([...languages][0] ?? null) : null;
}

/** The deepest root of a file's language that holds the file; null when none does. */
export function rootOf(path: string, roots: readonly Root[]): Root | null {
  const language = languageOf(path);
  let best: Root | null = null;
  for (const root of roots) {
    if (root.language !== language) continue;
    if (root.folder !== '' && !path.startsWith(`${root.folder}/`)) continue;
    if (!best || root.folder.length > best.folder.length) best = root;
  }
  return best;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
