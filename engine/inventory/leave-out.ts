import type { ListedFile } from './list.ts';

/** A folder left out of everything, and what it was recognised as. */
export interface LeftOut {
  folder: string;
  reason: 'virtual environment' | 'installed packages' | 'build output' | 'backup copy' | 'tool data';
}

const TOOL_FOLDERS = new Set([
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.yarn',
  '.pnpm-store',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.turbo',
  '.vercel',
  '.serverless',
  '.angular',
  '.expo',
  '.gradle',
  '.idea',
  '.vscode',
  '.terraform',
  'coverage',
  'storybook-static',
]);
const PACKAGE_FOLDERS = new Set([
  'node_modules',
  'site-packages',
  'dist-packages',
  'bower_components',
  'jspm_packages',
]);
const BUILD_NAMES = new Set(['dist', 'build', 'out']);
/** Files that only a build writes. */
const BUILD_MARKS = new Set([
  'BUILD_ID',
  'build-manifest.json',
  'asset-manifest.json',
  '.vite/manifest.json',
  'prerender-manifest.json',
]);
const HASHED_BUNDLE = /[-.](?=[\w-]*\d)[\w-]{8,}(\.chunk)?\.(js|css|mjs)$/;
/** Files that make a folder a project of its own. */
const PROJECT_FILES = new Set([
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  'setup.py',
  'setup.cfg',
  'manage.py',
  'package.json',
]);
const BACKUP_NAME =
  /(^|[^a-z])(save|saved|backup|backups|bak|old|copy|copie|archive|archived|orig|original|sauvegarde|deprecated|legacy|previous|snapshot)([^a-z]|$)/i;

/** Finds the folders that hold no source of this repository: by what is in them, and by names that nothing else bears. */
export function findLeftOut(files: readonly ListedFile[]): LeftOut[] {
  const found = new Map<string, LeftOut['reason']>();
  markInstalled(files, found);
  const rest = files.filter((file) => !isBelow(file.path, found));
  markBuildOutput(rest, found);
  markBackups(
    rest.filter((file) => !isBelow(file.path, found)),
    found,
  );
  return [...found]
    .map(([folder, reason]) => ({ folder, reason }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Whether a path lies in one of the folders. */
export function isBelow(path: string, folders: { has(folder: string): boolean }): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (folders.has(path.slice(0, slash))) return true;
  }
  return false;
}

function markInstalled(files: readonly ListedFile[], found: Map<string, LeftOut['reason']>): void {
  const wheels = new Map<string, Set<string>>();
  for (const { path } of files) {
    const segments = path.split('/');
    const name = segments[segments.length - 1];
    const folder = segments.slice(0, -1).join('/');
    for (const [index, segment] of segments.slice(0, -1).entries()) {
      if (TOOL_FOLDERS.has(segment)) found.set(segments.slice(0, index + 1).join('/'), 'tool data');
      if (PACKAGE_FOLDERS.has(segment)) markPackages(segments, index, found);
      if (segment.endsWith('.dist-info') && index > 0) {
        const parent = segments.slice(0, index).join('/');
        wheels.set(parent, (wheels.get(parent) ?? new Set()).add(segment));
      }
    }
    if (name === 'pyvenv.cfg' && folder) found.set(folder, 'virtual environment');
    // npm, yarn and pnpm leave these in the folder they install into, whatever its name.
    if ((name === '.package-lock.json' || name === '.yarn-integrity' || name === '.modules.yaml') && folder) {
      found.set(folder, 'installed packages');
    }
  }
  for (const [folder, infos] of wheels) if (infos.size >= 2) found.set(folder, 'installed packages');
}

/** `env/Lib/site-packages` and `env/lib/python3.11/site-packages` make the whole of `env` a virtual environment. */
function markPackages(segments: string[], index: number, found: Map<string, LeftOut['reason']>): void {
  const library = segments.slice(0, index).findLastIndex((segment) => /^lib(64)?$/i.test(segment));
  if (library > 0 && segments[index]?.endsWith('-packages')) {
    found.set(segments.slice(0, library).join('/'), 'virtual environment');
  } else {
    found.set(segments.slice(0, index + 1).join('/'), 'installed packages');
  }
}

function markBuildOutput(files: readonly ListedFile[], found: Map<string, LeftOut['reason']>): void {
  const projects = new Set<string>();
  const named = new Set<string>();
  const pages = new Set<string>();
  const bundles = new Set<string>();
  for (const { path } of files) {
    const segments = path.split('/');
    const name = segments.pop() ?? '';
    const folder = segments.join('/');
    if (PROJECT_FILES.has(name)) projects.add(folder);
    if (BUILD_MARKS.has(name) && folder) found.set(folder, 'build output');
    const build = segments.findIndex((segment) => BUILD_NAMES.has(segment));
    if (build >= 0) named.add(segments.slice(0, build + 1).join('/'));
    if (name === 'index.html') pages.add(folder);
    if (HASHED_BUNDLE.test(name)) bundles.add(folder);
  }
  for (const folder of named) {
    const holdsProject = [...projects].some(
      (project) => project === folder || project.startsWith(`${folder}/`),
    );
    if (!holdsProject) found.set(folder, 'build output');
  }
  for (const page of pages) {
    const built = [page, `${page}/assets`, `${page}/static/js`, `${page}/static`, `${page}/js`].some(
      (folder) => bundles.has(folder),
    );
    if (page && built && !projects.has(page)) found.set(page, 'build output');
  }
}

/**
 * A project folder is a backup copy of another when most of its files are there too, under the same relative paths, and
 * its name says so or it lies inside the other. Two services made from one template share names, not content.
 */
function markBackups(files: readonly ListedFile[], found: Map<string, LeftOut['reason']>): void {
  const folders = new Set<string>();
  for (const { path } of files) {
    const slash = path.lastIndexOf('/');
    if (PROJECT_FILES.has(path.slice(slash + 1)) && slash > 0) folders.add(path.slice(0, slash));
  }
  const roots = ['', ...folders].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (roots.length > 200) return;
  const contents = new Map(roots.map((root) => [root, contentOf(root, files)]));
  for (const copy of roots) {
    if (!copy || isBelow(`${copy}/`, found) || found.has(copy)) continue;
    const own = contents.get(copy) ?? new Map<string, string | null>();
    if (own.size < 3) continue;
    for (const original of roots) {
      if (original === copy || original.startsWith(`${copy}/`) || found.has(original)) continue;
      const inside = original === '' ? true : copy.startsWith(`${original}/`);
      const name = copy.slice(inside && original ? original.length + 1 : 0);
      if (!BACKUP_NAME.test(name) && !inside) continue;
      if (BACKUP_NAME.test(original)) continue;
      if (isCopy(own, contents.get(original) ?? new Map(), BACKUP_NAME.test(name))) {
        found.set(copy, 'backup copy');
        break;
      }
    }
  }
}

function contentOf(root: string, files: readonly ListedFile[]): Map<string, string | null> {
  const prefix = root ? `${root}/` : '';
  const content = new Map<string, string | null>();
  for (const { path, hash } of files)
    if (path.startsWith(prefix)) content.set(path.slice(prefix.length), hash);
  return content;
}

function isCopy(
  copy: Map<string, string | null>,
  original: Map<string, string | null>,
  named: boolean,
): boolean {
  let shared = 0;
  let same = 0;
  for (const [path, hash] of copy) {
    if (!original.has(path)) continue;
    shared += 1;
    if (hash === null || original.get(path) === null || original.get(path) === hash) same += 1;
  }
  if (named) return shared >= copy.size * 0.5;
  return shared >= copy.size * 0.8 && same >= shared * 0.6;
}
