import { findBackups } from './backups.ts';
import { isBelow, PROJECT_FILES } from './folders.ts';
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
]);
const PACKAGE_FOLDERS = new Set([
  'node_modules',
  'site-packages',
  'dist-packages',
  'bower_components',
  'jspm_packages',
]);
/** Scripts that only a virtual environment has, in its bin or Scripts. */
const ACTIVATION = /^(activate\.(csh|fish|bat|ps1)|activate_this\.py|deactivate\.bat)$/i;
/** What a virtual environment puts into its folder. */
const ENVIRONMENT_FOLDERS = ['bin', 'Scripts', 'lib', 'Lib', 'lib64', 'include', 'Include', 'share'];
const BUILD_NAMES = new Set(['dist', 'build', 'out', 'coverage', 'storybook-static']);
/** Files that only a build writes. */
const BUILD_MARKS = new Set([
  'BUILD_ID',
  'build-manifest.json',
  'asset-manifest.json',
  '.vite/manifest.json',
  'prerender-manifest.json',
]);
const HASHED_BUNDLE = /[-.](?=[\w-]*\d)[\w-]{8,}(\.chunk)?\.(js|css|mjs)$/;
/** Sources that no build writes: setuptools alone copies Python, below build/lib. */
const HAND_WRITTEN = /(\.py|(?<!\.d)\.[cm]?tsx?)$/;
/** Finds the folders that hold no source of this repository: by what is in them, and by names that nothing else bears. */
export function findLeftOut(root: string, files: readonly ListedFile[]): LeftOut[] {
  const found = new Map<string, LeftOut['reason']>();
  markInstalled(files, found);
  const rest = files.filter((file) => !isBelow(file.path, found));
  markBuildOutput(rest, found);
  const sources = rest.filter((file) => !isBelow(file.path, found));
  for (const folder of findBackups(root, sources)) found.set(folder, 'backup copy');
  return [...found]
    .filter(([folder]) => !isBelow(folder, found))
    .map(([folder, reason]) => ({ folder, reason }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function markInstalled(files: readonly ListedFile[], found: Map<string, LeftOut['reason']>): void {
  const wheels = new Map<string, Set<string>>();
  const programs = new Set<string>();
  const packages = new Map<string, number>();
  const seen = new Set<string>();
  const configured = new Set<string>();
  for (const { path } of files) {
    const segments = path.split('/');
    const name = segments[segments.length - 1];
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    // Files of one folder say the same of the folders above them.
    const folders = seen.has(folder) ? [] : segments.slice(0, -1);
    seen.add(folder);
    for (const [index, segment] of folders.entries()) {
      if (TOOL_FOLDERS.has(segment)) found.set(segments.slice(0, index + 1).join('/'), 'tool data');
      if (PACKAGE_FOLDERS.has(segment)) markPackages(segments, index, found);
      if (segment.endsWith('.dist-info') && index > 0) {
        const parent = segments.slice(0, index).join('/');
        wheels.set(parent, (wheels.get(parent) ?? new Set()).add(segment));
      }
    }
    if (name === 'pyvenv.cfg' && folder) configured.add(folder);
    const last = segments.at(-2) ?? '';
    const above = segments.slice(0, -2).join('/');
    if (ACTIVATION.test(name ?? '') && above) found.set(above, 'virtual environment');
    if (last === '.bin') programs.add(above);
    if (name === 'package.json') {
      const home = segments.at(-3)?.startsWith('@') ? segments.slice(0, -3).join('/') : above;
      packages.set(home, (packages.get(home) ?? 0) + 1);
    }
    // npm, yarn and pnpm leave these in the folder they install into, whatever its name.
    if ((name === '.package-lock.json' || name === '.yarn-integrity' || name === '.modules.yaml') && folder) {
      found.set(folder, 'installed packages');
    }
  }
  if (configured.size > 0) markEnvironments(configured, files, found);
  // Packages side by side with a folder of their programs: what npm, yarn and pnpm install, whatever the name.
  for (const folder of programs)
    if (folder && (packages.get(folder) ?? 0) >= 2) found.set(folder, 'installed packages');
  for (const [folder, infos] of wheels) if (infos.size >= 2) found.set(folder, 'installed packages');
}

/** `python -m venv .` inside a project: of such a folder only what the command made there is the environment. */
function markEnvironments(
  configured: ReadonlySet<string>,
  files: readonly ListedFile[],
  found: Map<string, LeftOut['reason']>,
): void {
  const made = new Set<string>();
  const projects = new Set<string>();
  for (const { path } of files) {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const isCode = name.endsWith('.py') || PROJECT_FILES.has(name);
    if (slash > 0 && isCode && configured.has(path.slice(0, slash))) projects.add(path.slice(0, slash));
    if (!isBelow(path, configured)) continue;
    for (const folder of ENVIRONMENT_FOLDERS) {
      const at = path.indexOf(`/${folder}/`);
      if (at > 0 && configured.has(path.slice(0, at))) made.add(path.slice(0, at + folder.length + 1));
    }
  }
  for (const folder of configured) {
    const own = [...made].filter((path) => path.startsWith(`${folder}/`));
    if (!projects.has(folder) && own.length > 0) found.set(folder, 'virtual environment');
    if (!projects.has(folder)) continue;
    if (found.get(folder) === 'virtual environment') found.delete(folder);
    for (const path of own) found.set(path, 'virtual environment');
  }
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
  /** Folders that hold what nobody but a person writes. */
  const projects = new Set<string>();
  const named = new Set<string>();
  const pages = new Set<string>();
  const bundles = new Set<string>();
  for (const { path } of files) {
    const segments = path.split('/');
    const name = segments.pop() ?? '';
    const folder = segments.join('/');
    if (PROJECT_FILES.has(name) || (HAND_WRITTEN.test(name) && !/(^|\/)build\/lib\//.test(path)))
      projects.add(folder);
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
