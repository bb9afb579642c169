import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isInside } from '../inventory/read.ts';
import type { FileChange } from './diff.ts';

/** The files of a plan could not be written; nothing of it was left behind. */
export class WriteError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WriteError';
  }
}

/**
 * Writes all changes or none. The only code that touches the target, and never outside its root.
 *
 * @throws WriteError when a file changed since it was read, lies outside the root, or cannot be written; what was written
 * before is put back.
 */
export function writeChanges(root: string, changes: readonly FileChange[]): () => void {
  for (const change of changes) checkTarget(root, change);
  const written: FileChange[] = [];
  const restore = () => {
    for (const change of [...written].reverse()) putBack(root, change);
  };
  for (const change of changes) {
    try {
      written.push(change);
      replaceFile(join(root, change.path), change.after);
    } catch (error) {
      restore();
      throw new WriteError(
        `${change.path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}): nothing was changed`,
      );
    }
  }
  return restore;
}

function checkTarget(root: string, { path, before }: FileChange): void {
  const target = join(root, path);
  let folder = dirname(target);
  for (;;) {
    try {
      folder = realpathSync(folder);
      break;
    } catch {
      // A folder that the patch creates: its nearest existing parent decides.
      folder = dirname(folder);
    }
  }
  if (!isInside(realpathSync(root), folder))
    throw new WriteError(`${path} leads out of the repository: nothing was changed`);
  const now = readText(target);
  if (now !== before) throw new WriteError(`${path} changed while the plan was made: run the command again`);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that a crash leaves the old file or the new one, never half of it. */
function replaceFile(path: string, text: string): void {
  const temporary = `${path}.unblock-new`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    const mode = modeOf(path);
    if (mode !== null) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function modeOf(path: string): number | null {
  try {
    return statSync(path).mode & 0o7777;
  } catch {
    return null;
  }
}

function putBack(root: string, { path, before }: FileChange): void {
  if (before === null) rmSync(join(root, path), { force: true });
  else replaceFile(join(root, path), before);
}
