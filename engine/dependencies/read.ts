import type { Contract, Deployable } from '@unblock/platforms';
import type { Root } from '../services/roots.ts';
import type { Dependencies } from './dependencies.ts';
import { nodeDependencies } from './node.ts';
import { type DependencyFiles, pythonDependencies } from './python.ts';

/** Reads what is installed for each root, once. */
export function readDependencies(
  files: DependencyFiles,
  deployables: readonly Deployable[],
  contracts: readonly Contract[],
): (root: Root) => Dependencies {
  const known = new Map<string, Dependencies>();
  return (root) => {
    const key = `${root.language}:${root.folder}`;
    const found =
      known.get(key) ??
      (root.language === 'python'
        ? pythonDependencies(files, root.folder, deployables, contracts)
        : nodeDependencies(files, root.folder));
    known.set(key, found);
    return found;
  };
}
