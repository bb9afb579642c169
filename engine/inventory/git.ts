import { simpleGit } from 'simple-git';
import { assertFolder, TargetError } from './list.ts';

/** Git could not do what it was asked; the message is git's own. */
class GitError extends Error {}

/**
 * Runs a read-only git command in a folder. The target's own configuration must not run programs: no file-system
 * monitor, no hooks.
 *
 * @throws GitError when git is missing, the folder is in no work tree, or git refuses it.
 */
async function run(folder: string, command: string[], settings: string[] = []): Promise<string> {
  const client = simpleGit({
    baseDir: folder,
    unsafe: { allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true, allowUnsafeFilter: true },
  });
  const switches = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', ...settings].flatMap((setting) => [
    '-c',
    setting,
  ]);
  try {
    return await client.raw([...switches, ...command]);
  } catch (error) {
    throw new GitError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a read-only git command; null when git cannot do it there. */
export async function git(folder: string, command: string[]): Promise<string | null> {
  try {
    return await run(folder, command);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

const NO_WORK_TREE = /not a git repository|must be run in a work tree|ENOENT/i;

/**
 * Files below a folder that differ from the last commit, or that git does not know yet; [] outside git.
 *
 * @throws TargetError when it is no folder, or git does not tell: a work tree of another owner, a broken index.
 */
export async function dirtyFiles(folder: string): Promise<string[]> {
  assertFolder(folder);
  const command = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=normal'];
  try {
    const filters = await filtersOf(folder);
    const status = await run(folder, [...command, '--ignore-submodules=dirty', '--', '.'], filters);
    return status
      .split('\0')
      .filter((line) => line.length > 3)
      .map((line) => line.slice(3));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (NO_WORK_TREE.test(error.message)) return [];
    const [reason = ''] = error.message.trim().split('\n');
    throw new TargetError(`git does not tell what has changed: ${reason.replace(/^(fatal|error): /, '')}`);
  }
}

/** Settings that turn off the content filters which the repository's own configuration names: they are programs. */
async function filtersOf(folder: string): Promise<string[]> {
  const query = ['config', '--show-scope', '--name-only', '-z', '--get-regexp', '^filter\\.'];
  const [scopes, keys] = alternate(((await git(folder, query)) ?? '').split('\0'));
  const own = keys.filter((_, index) => scopes[index] === 'local' || scopes[index] === 'worktree');
  const names = new Set(own.map((key) => key.slice(0, key.lastIndexOf('.'))));
  return [...names].flatMap((name) => {
    if (name.includes('=')) throw new GitError(`${name} cannot be turned off`);
    return [`${name}.clean=`, `${name}.smudge=`, `${name}.process=`, `${name}.required=false`];
  });
}

function alternate(parts: string[]): [string[], string[]] {
  return [parts.filter((_, index) => index % 2 === 0), parts.filter((_, index) => index % 2 === 1)];
}

/** A commit with its date (ISO 8601, the committer's). */
export interface Commit {
  hash: string;
  date: string;
}

/** The commit a folder stands at; null outside git or before a first commit. */
export async function headCommit(folder: string): Promise<Commit | null> {
  const line = await git(folder, ['log', '-1', '--no-show-signature', '--format=%H %cI']);
  const [hash, date] = (line ?? '').trim().split(' ');
  return hash && date ? { hash, date } : null;
}

/** Where a folder lies in its work tree: `apps/api/`, '' at the top and outside git. */
export async function prefixOf(folder: string): Promise<string> {
  return ((await git(folder, ['rev-parse', '--show-prefix'])) ?? '').replace(/\n$/, '');
}
