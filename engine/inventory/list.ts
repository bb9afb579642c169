import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Ignore } from 'ignore';
import type { Bilingual } from '../outcome.ts';
import { languageOf } from './classify.ts';
import type { Unread } from './read.ts';

/** A file of the repository, before anything is read. */
export interface ListedFile {
  /** Relative to the repository, with `/`. */
  path: string;
  /** Git's object name of the content in the index; null until computed for untracked files and outside git. */
  hash: string | null;
  isLink: boolean;
  /** In git's index. Outside git every file is taken for one that is committed. */
  tracked: boolean;
}

/** The target cannot be worked on: one clear line for the person who named it, in both languages. */
export class TargetError extends Error {
  readonly text: Bilingual;
  constructor(en: string, fr: string) {
    super(en);
    this.name = 'TargetError';
    this.text = { en, fr };
  }
}

/** @throws TargetError when the path is not a folder. */
export function assertFolder(root: string): void {
  try {
    if (!statSync(root).isDirectory())
      throw new TargetError(
        `${root} is not a folder: name the folder of the repository`,
        `${root} n'est pas un dossier\u00a0: nommer le dossier du dépôt`,
      );
  } catch (error) {
    if (error instanceof TargetError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new TargetError(
        `${root} does not exist: name the folder of the repository`,
        `${root} n'existe pas\u00a0: nommer le dossier du dépôt`,
      );
    const reason = code ?? String(error);
    throw new TargetError(`${root} cannot be opened (${reason})`, `${root} ne s'ouvre pas (${reason})`);
  }
}

/** The files below a folder: those git knows or would add, else a walk that honours .gitignore. Sorted by path. */
export async function listFiles(root: string, unread: Unread[]): Promise<ListedFile[]> {
  // Git lists nothing for a folder that the work tree around it ignores.
  const byGit = await listByGit(root, unread);
  const files = byGit && byGit.length > 0 ? byGit : await walk(root, unread);
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** `tag SP mode SP object SP stage TAB path` for what git knows, `? path` for what it would add. */
const LINE = /^(?:(?<tag>[A-Z]) (?<mode>\d+) (?<hash>[\da-f]+) \d\t|\? )(?<path>.*)$/s;

async function listByGit(root: string, unread: Unread[]): Promise<ListedFile[] | null> {
  const { git } = await import('./git.ts');
  const lines = await git(root, ['ls-files', '-t', '-s', '-c', '-d', '-o', '--exclude-standard', '-z']);
  if (lines === null) return null;
  const files = new Map<string, ListedFile>();
  const deleted = new Set<string>();
  for (const line of lines.split('\0')) {
    const { tag, mode, hash, path } = LINE.exec(line)?.groups ?? {};
    if (!path) continue;
    // A submodule, or a repository inside this one that git does not know.
    if (mode === '160000' || path.endsWith('/')) {
      unread.push({
        path: path.replace(/\/$/, ''),
        reason: 'a git repository of its own: scan it by itself',
      });
    } else if (tag === 'R' || (tag === 'S' && !existsSync(join(root, path)))) {
      // Deleted from the work tree, or never checked out there.
      deleted.add(path);
    } else {
      const isLink = mode ? mode === '120000' : isSymbolicLink(join(root, path));
      files.set(path, { path, hash: hash ?? null, isLink, tracked: tag !== undefined });
    }
  }
  for (const path of deleted) files.delete(path);
  return [...files.values()];
}

function isSymbolicLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

type Level = { folder: string; rules: Ignore };

async function walk(root: string, unread: Unread[]): Promise<ListedFile[]> {
  const { default: ignore } = await import('ignore');
  const files: ListedFile[] = [];
  const visit = (folder: string, levels: Level[]): void => {
    let entries: Dirent[];
    let below = levels;
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
      if (entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) {
        const text = readFileSync(join(root, folder, '.gitignore'), 'utf8');
        below = [{ folder, rules: ignore().add(text) }, ...levels];
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      unread.push({ path: folder || '.', reason: `folder cannot be opened (${code})` });
      return;
    }
    for (const entry of entries) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      const isFolder = entry.isDirectory();
      if (entry.name === '.git' || entry.name === 'node_modules' || isIgnored(path, isFolder, below))
        continue;
      if (isFolder) visit(path, below);
      else if (entry.isFile() || entry.isSymbolicLink())
        files.push({ path, hash: null, isLink: entry.isSymbolicLink(), tracked: true });
      else if (languageOf(path)) unread.push({ path, reason: 'not a regular file' });
    }
  };
  visit('', []);
  return files;
}

/** The deepest .gitignore that says anything of a path decides: `!keep` there undoes what one above it ignores. */
function isIgnored(path: string, isFolder: boolean, levels: readonly Level[]): boolean {
  for (const { folder, rules } of levels) {
    const { ignored, unignored } = rules.test(relative(folder, path) + (isFolder ? '/' : ''));
    if (ignored || unignored) return ignored;
  }
  return false;
}

function relative(base: string, path: string): string {
  return base ? path.slice(base.length + 1) : path;
}
