import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Unread } from './read.ts';

/** A file of the repository, before anything is read. */
export interface ListedFile {
  /** Relative to the repository, with `/`. */
  path: string;
  /** Git's object name of the content in the index; null for untracked files and outside git. */
  hash: string | null;
}

/** The target cannot be worked on: one clear line for the person who named it. */
export class TargetError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TargetError';
  }
}

/** @throws TargetError when the path is not a folder. */
export function assertFolder(root: string): void {
  try {
    if (!statSync(root).isDirectory())
      throw new TargetError(`${root} is not a folder: name the folder of the repository`);
  } catch (error) {
    if (error instanceof TargetError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new TargetError(`${root} does not exist: name the folder of the repository`);
    throw new TargetError(`${root} cannot be opened (${code ?? String(error)})`);
  }
}

/** The files below a folder: those git knows or would add, else a walk that honours .gitignore. Sorted by path. */
export async function listFiles(root: string, unread: Unread[]): Promise<ListedFile[]> {
  const files = (await listByGit(root)) ?? (await walk(root, unread));
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function listByGit(root: string): Promise<ListedFile[] | null> {
  const { git } = await import('./git.ts');
  const tracked = await git(root, ['ls-files', '-s', '-z']);
  if (tracked === null) return null;
  const untracked = (await git(root, ['ls-files', '-o', '--exclude-standard', '-z'])) ?? '';
  const files = new Map<string, ListedFile>();
  for (const line of tracked.split('\0')) {
    // mode SP object SP stage TAB path; 160000 is a submodule, a folder of its own.
    const tab = line.indexOf('\t');
    if (tab < 0 || line.startsWith('160000')) continue;
    const path = line.slice(tab + 1);
    files.set(path, { path, hash: line.slice(0, tab).split(' ')[1] ?? null });
  }
  for (const path of untracked.split('\0')) {
    if (path && !path.endsWith('/')) files.set(path, { path, hash: null });
  }
  return [...files.values()];
}

async function walk(root: string, unread: Unread[]): Promise<ListedFile[]> {
  const { default: ignore } = await import('ignore');
  const files: ListedFile[] = [];
  type Level = { folder: string; rules: ReturnType<typeof ignore> };
  const visit = (folder: string, levels: Level[]): void => {
    let entries: import('node:fs').Dirent[];
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch (error) {
      unread.push({
        path: folder || '.',
        reason: `folder cannot be opened (${(error as NodeJS.ErrnoException).code})`,
      });
      return;
    }
    const own = entries.find((entry) => entry.name === '.gitignore' && entry.isFile());
    const below = own
      ? [...levels, { folder, rules: ignore().add(readFileSync(join(root, folder, own.name), 'utf8')) }]
      : levels;
    for (const entry of entries) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.name === '.git' || entry.name === 'node_modules') continue;
      const isFolder = entry.isDirectory();
      if (
        below.some(({ folder: base, rules }) => rules.ignores(relative(base, path) + (isFolder ? '/' : '')))
      )
        continue;
      if (isFolder) visit(path, below);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push({ path, hash: null });
    }
  };
  visit('', []);
  return files;
}

function relative(base: string, path: string): string {
  return base ? path.slice(base.length + 1) : path;
}
