import { jsonAt, recordOf } from '../json-value.ts';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';
import { workspaceOf } from './workspaces.ts';

export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What installs the packages of a Node service. */
export interface PackageManager {
  name: PackageManagerName;
  /** The version that `packageManager` in package.json asks for; null without one. */
  version: string | null;
  /** The folder it installs in: that of the service, or the root of its workspace. */
  root: string;
  /** Its lock file; null without one. */
  lock: string | null;
  /** Lock files of other managers beside it: who runs is not told by the files alone. */
  rivals: string[];
}

const LOCKS: readonly { file: string; name: PackageManagerName }[] = [
  { file: 'package-lock.json', name: 'npm' },
  { file: 'npm-shrinkwrap.json', name: 'npm' },
  { file: 'pnpm-lock.yaml', name: 'pnpm' },
  { file: 'yarn.lock', name: 'yarn' },
  { file: 'bun.lock', name: 'bun' },
  { file: 'bun.lockb', name: 'bun' },
];

/**
 * The package manager of a folder: the one that `packageManager` names, else the one whose workspace or lock file is there,
 * else npm. https://nodejs.org/api/packages.html#packagemanager
 */
export function packageManagerOf(files: Files, folder: string): PackageManager {
  const root = installRoot(files, folder);
  const found = LOCKS.filter(({ file }) => files.paths.has(joinPath(root, file)));
  const declared = declaredManager(files, root) ?? declaredManager(files, folder);
  const name =
    declared?.name ??
    (files.paths.has(joinPath(root, 'pnpm-workspace.yaml')) ? 'pnpm' : (found[0]?.name ?? 'npm'));
  const own = found.find((lock) => lock.name === name);
  return {
    name,
    version: declared?.version ?? null,
    root,
    lock: own ? joinPath(root, own.file) : null,
    rivals: found.filter((lock) => lock.name !== name).map(({ file }) => joinPath(root, file)),
  };
}

/** The folder itself where it has a lock file, else the root of its workspace. */
function installRoot(files: Files, folder: string): string {
  const isLocked = LOCKS.some(({ file }) => files.paths.has(joinPath(folder, file)));
  const workspace = isLocked ? null : workspaceOf(files, folder);
  return workspace?.root ?? folder;
}

function declaredManager(
  files: Files,
  folder: string,
): { name: PackageManagerName; version: string | null } | null {
  const { packageManager } = recordOf(jsonAt(files, joinPath(folder, 'package.json')));
  const [, name, version] = /^(npm|pnpm|yarn|bun)@([\d.]+[\w.-]*)/.exec(String(packageManager)) ?? [];
  return isName(name) ? { name, version: version ?? null } : null;
}

function isName(name: string | undefined): name is PackageManagerName {
  return name === 'npm' || name === 'pnpm' || name === 'yarn' || name === 'bun';
}
