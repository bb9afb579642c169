import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isBelow, PROJECT_FILES } from './folders.ts';
import type { ListedFile } from './list.ts';

const BACKUP_NAME =
  /(^|[^a-z])(save|saved|backup|backups|bak|old|copy|copie|archive|archived|orig|original|sauvegarde|deprecated|legacy|previous|snapshot)([^a-z]|$)/i;
/** Comparing every project folder with every other one costs too much in larger repositories. */
const MOST_PROJECTS = 200;
/** An empty file is the same everywhere and proves nothing. */
const EMPTY = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

/**
 * Project folders that are a backup copy of another one: most of their files stand there too, under the same relative
 * paths and with the same content, and their name says so or they lie inside the other. Two services made from one
 * template share names, not content, and stay; so does an old version that has gone its own way.
 */
export function findBackups(root: string, files: readonly ListedFile[]): Set<string> {
  const found = new Set<string>();
  const folders = projectFolders(files);
  if (folders.length > MOST_PROJECTS) return found;
  const below = filesBelow(folders, files);
  const listed = new Map(files.map((file) => [file.path, file]));
  for (const copy of folders) {
    const own = below.get(copy) ?? [];
    if (!copy || isBelow(`${copy}/`, found) || own.length < 3) continue;
    for (const original of folders) {
      if (original === copy || original.startsWith(`${copy}/`) || found.has(original)) continue;
      if (BACKUP_NAME.test(original)) continue;
      const isInside = original === '' || copy.startsWith(`${original}/`);
      const isNamed = BACKUP_NAME.test(isInside && original ? copy.slice(original.length + 1) : copy);
      if (!isNamed && !isInside) continue;
      const pairs = own.flatMap((file) => {
        const other = listed.get((original ? `${original}/` : '') + file.path.slice(copy.length + 1));
        return other && other.hash !== EMPTY ? [{ file, other }] : [];
      });
      if (isCopy(root, own.length, pairs, isNamed)) {
        found.add(copy);
        break;
      }
    }
  }
  return found;
}

/** The root and every folder with a project file, the shortest first. */
function projectFolders(files: readonly ListedFile[]): string[] {
  const folders = new Set(['']);
  for (const { path } of files) {
    const slash = path.lastIndexOf('/');
    if (PROJECT_FILES.has(path.slice(slash + 1)) && slash > 0) folders.add(path.slice(0, slash));
  }
  return [...folders].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

/** The files with content in each folder and below it; the root's own are not asked for. */
function filesBelow(folders: readonly string[], files: readonly ListedFile[]): Map<string, ListedFile[]> {
  const below = new Map<string, ListedFile[]>(folders.map((folder) => [folder, []]));
  for (const file of files) {
    if (file.hash === EMPTY) continue;
    for (let slash = file.path.indexOf('/'); slash >= 0; slash = file.path.indexOf('/', slash + 1))
      below.get(file.path.slice(0, slash))?.push(file);
  }
  return below;
}

function isCopy(
  root: string,
  size: number,
  shared: readonly { file: ListedFile; other: ListedFile }[],
  isNamed: boolean,
): boolean {
  if (shared.length < size * (isNamed ? 0.5 : 0.8)) return false;
  const same = shared.filter(({ file, other }) => {
    const hash = hashOf(root, file);
    return hash !== null && hash !== EMPTY && hash === hashOf(root, other);
  });
  return same.length > 0 && same.length >= shared.length * (isNamed ? 0.5 : 0.6);
}

/** Git's object name of a file's content, computed where git does not know it; null when it cannot be read. */
function hashOf(root: string, file: ListedFile): string | null {
  if (file.hash !== null) return file.hash;
  const path = join(root, file.path);
  try {
    if (file.isLink || !statSync(path).isFile()) return null;
    const bytes = readFileSync(path);
    file.hash = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    return file.hash;
  } catch {
    // What cannot be read is the copy of nothing; it is listed as unread where it counts.
    return null;
  }
}
