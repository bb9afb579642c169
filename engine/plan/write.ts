import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isInside } from '../inventory/read.ts';
import type { FileChange } from './diff.ts';

/** The files of a plan could not be written; nothing of it was left behind, but for files the message names. */
export class WriteError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WriteError';
  }
}

/**
 * Writes all changes or none, and returns what undoes them. The only code that touches the target, and never outside
 * its root.
 *
 * @throws WriteError when a file changed since it was read, lies outside the root, or cannot be written; what was written
 * before is put back. What undoes them throws it when a file could not be put back, after it tried all others.
 */
export function writeChanges(root: string, changes: readonly FileChange[]): () => void {
  for (const change of changes) checkTarget(root, change);
  const undo: { path: string; step: () => void }[] = [];
  // A step that fails does not keep the others from being done.
  const restore = () => {
    const failed = undo
      .splice(0)
      .reverse()
      .flatMap(({ path, step }) => {
        try {
          step();
          return [];
        } catch (error) {
          return [`${path} (${codeOf(error)})`];
        }
      });
    if (failed.length > 0) throw new WriteError(`could not be put back: ${failed.join(', ')}; all else was`);
  };
  for (const { path, before, after } of changes) {
    const target = join(root, path);
    try {
      const made = mkdirSync(dirname(target), { recursive: true });
      if (made) undo.push({ path: dirname(path), step: () => removeFolders(made, dirname(target)) });
      replaceFile(target, after);
      const step = () => (before === null ? rmSync(target, { force: true }) : replaceFile(target, before));
      undo.push({ path, step });
    } catch (error) {
      restore();
      throw new WriteError(`${path} cannot be written (${codeOf(error)}): nothing was changed`);
    }
  }
  return restore;
}

function checkTarget(root: string, { path, before }: FileChange): void {
  const target = join(root, path);
  if (!isInside(realpathSync(root), nearestFolder(dirname(target))))
    throw new WriteError(`${path} leads out of the repository: nothing was changed`);
  const status = statusOf(target);
  if (status && !status.isFile()) throw new WriteError(`${path} is no regular file: nothing was changed`);
  if (status && before === null) throw new WriteError(`${path} exists already: nothing was changed`);
  if (before !== null && (!status || readFileSync(target, 'utf8') !== before))
    throw new WriteError(`${path} changed while the plan was made: run the command again`);
}

/** The real path of a folder; of one that the patch creates, that of its nearest existing parent. */
function nearestFolder(folder: string): string {
  if (!statusOf(folder)) return nearestFolder(dirname(folder));
  try {
    return realpathSync(folder);
  } catch (error) {
    throw new WriteError(`${folder} leads nowhere (${codeOf(error)}): nothing was changed`);
  }
}

/** What stands at a path, a link not followed; null for nothing. */
function statusOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new WriteError(`${path} cannot be reached (${codeOf(error)}): nothing was changed`);
  }
}

/** Written beside and renamed, so that a crash leaves the old file or the new one, never half of it. */
function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.unblock-new`;
  const status = statusOf(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    if (status) {
      // Root would otherwise take the file from its owner.
      if (process.getuid?.() === 0) chownSync(temporary, status.uid, status.gid);
      chmodSync(temporary, status.mode & 0o7777);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes folders that were made for a new file, from the last one up to the first. */
function removeFolders(first: string, last: string): void {
  for (let folder = last; isInside(first, folder); folder = dirname(folder)) rmdirSync(folder);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
