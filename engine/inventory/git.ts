import { simpleGit } from 'simple-git';
import { assertFolder, TargetError } from './list.ts';

/** Git could not do what it was asked; the message is git's own. */
class GitError extends Error {}

/**
 * Git fetches what a partial clone lacks, by programs that the target's configuration names; and it refreshes the index
 * on the way. Neither is ours to start. https://git-scm.com/docs/git#Documentation/git.txt-codeGITALLOWPROTOCOLcode
 */
const HARMLESS = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0' };

/** What git needs to find itself and the user's settings; everything else of the environment stays outside. */
function environment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'LANG'];
  const given = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  return { ...Object.fromEntries(given), ...HARMLESS };
}

/**
 * Runs a read-only git command in a folder. The target's own configuration must not run programs: no file-system
 * monitor, no hooks, no transports.
 *
 * @throws GitError when git is missing, the folder is in no work tree, or git refuses it.
 */
async function run(folder: string, command: string[], settings: string[] = []): Promise<string> {
  const client = simpleGit({
    baseDir: folder,
    allowEnvironment: Object.keys(HARMLESS),
    unsafe: { allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true, allowUnsafeFilter: true },
  }).env(environment());
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
 * Changes below a folder that a patch could hurt: tracked files that differ from the last commit, and of what git does
 * not know the files that are `touched` (paths from the folder). Paths are from the top of the work tree; [] outside git.
 *
 * @throws TargetError when it is no folder, or git does not tell: a work tree of another owner, a broken index.
 */
export async function dirtyFiles(folder: string, touched: readonly string[] = []): Promise<string[]> {
  assertFolder(folder);
  const command = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=normal'];
  try {
    const filters = await filtersOf(folder);
    const status = await run(folder, [...command, '--ignore-submodules=dirty', '--', '.'], filters);
    const lines = status.split('\0').filter((line) => line.length > 3);
    const isUnknown = (line: string) => line.startsWith('?? ');
    const prefix = lines.some(isUnknown) && touched.length > 0 ? await prefixOf(folder) : '';
    return lines.flatMap((line) => {
      const path = line.slice(3);
      if (!isUnknown(line)) return [path];
      // A folder with nothing that git knows is one line, with a slash at its end.
      const isCovered = (one: string) => (path.endsWith('/') ? one.startsWith(path) : one === path);
      return touched.map((one) => prefix + one).filter(isCovered);
    });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (NO_WORK_TREE.test(error.message)) return [];
    const [reason = ''] = error.message.trim().split('\n');
    const told = reason.replace(/^(fatal|error): /, '');
    throw new TargetError(
      `git does not tell what has changed: ${told}`,
      `git ne dit pas ce qui a changé\u00a0: ${told}`,
    );
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

/**
 * The name of the repository a folder is the top of, by its origin: the same in every clone. Null in a folder below the
 * top, outside git, and where the origin is only a folder of this machine.
 */
export async function originName(folder: string): Promise<string | null> {
  const [url, prefix] = await Promise.all([
    git(folder, ['config', '--get', 'remote.origin.url']),
    prefixOf(folder),
  ]);
  const isRemote = /^(?!file:)[a-z][\w+.-]*:\/\/|^[\w.-]+@[\w.-]+:/i.test(url ?? '');
  if (!url || !isRemote || prefix !== '') return null;
  return /([^/:]+?)(\.git)?\/?\s*$/.exec(url)?.[1] ?? null;
}
