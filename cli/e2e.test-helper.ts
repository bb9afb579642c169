import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const APPS = fileURLToPath(new URL('../fixtures/apps/', import.meta.url));

/** A commit that is the same on every machine. */
const IDENTITY = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_AUTHOR_DATE: '2025-11-02T10:00:00Z',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_COMMITTER_DATE: '2025-11-02T10:00:00Z',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** Runs git in a folder and returns what it printed. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...IDENTITY } });
}

/** Makes a folder a git repository with everything in it committed. */
export function commitAll(folder: string): void {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'All');
}

/** An empty folder outside of every repository; the caller removes it. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'unblock-e2e-'));
}

/** A copy of a fixture application; the caller removes the folder it lies in. */
export function appCopy(name: string): { root: string; folder: string } {
  const folder = emptyFolder();
  const root = join(folder, name);
  cpSync(join(APPS, name), root, { recursive: true });
  return { root, folder };
}

/** Runs a test on a copy of a fixture application, committed in a repository of its own. */
export async function withApp(name: string, test: (root: string) => void | Promise<void>): Promise<void> {
  const { root, folder } = appCopy(name);
  try {
    commitAll(root);
    await test(root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Texts and times of change of all files below a folder, but for git's own. */
export function stateOf(root: string): Record<string, [string, number]> {
  const state: Record<string, [string, number]> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.startsWith(join(root, '.git/'))) continue;
    state[path.slice(root.length + 1)] = [readFileSync(path, 'latin1'), statSync(path).mtimeMs];
  }
  return state;
}
