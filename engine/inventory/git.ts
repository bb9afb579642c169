import { simpleGit } from 'simple-git';

/**
 * Runs a read-only git command in a folder. Null when git is missing or the folder is in no work tree.
 * The target's own configuration must not run programs: no file-system monitor, no hooks.
 */
export async function git(folder: string, command: string[]): Promise<string | null> {
  try {
    const client = simpleGit({
      baseDir: folder,
      unsafe: { allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true },
    });
    return await client.raw(['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...command]);
  } catch {
    return null;
  }
}

/** Files below a folder that differ from the last commit, or that git does not know yet; [] outside git. */
export async function dirtyFiles(folder: string): Promise<string[]> {
  const status = await git(folder, ['status', '--porcelain', '-z', '--untracked-files=normal', '--', '.']);
  return (status ?? '')
    .split('\0')
    .filter((line) => line.length > 3)
    .map((line) => line.slice(3));
}

/** The commit a folder stands at, with its date (ISO 8601, the committer's); null outside git or before a first commit. */
export async function headCommit(folder: string): Promise<{ hash: string; date: string } | null> {
  const line = await git(folder, ['log', '-1', '--format=%H %cI']);
  const [hash, date] = (line ?? '').trim().split(' ');
  return hash && date ? { hash, date } : null;
}
