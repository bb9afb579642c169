import type { Contract, Deployable } from '@unblock/platforms';
import type { Files } from '../locate.ts';
import type { Root } from '../services/roots.ts';
import type { Dependencies } from './dependencies.ts';
import { nodeDependencies } from './node.ts';
import { installPlaces, type PlacedDeployable } from './place.ts';
import { pythonDependencies } from './python.ts';

/** Reads what is installed for each root, once, from the processes that start its code. */
export function readDependencies(
  files: Files,
  deployables: readonly Deployable[],
  contracts: readonly Contract[],
): (root: Root, started: readonly PlacedDeployable[]) => Dependencies {
  const known = new Map<string, Dependencies>();
  return (root, started) => {
    const key = `${root.language}:${root.folder}`;
    const found =
      known.get(key) ??
      (root.language === 'python'
        ? pythonDependencies(
            files,
            root.folder,
            deployables,
            contracts,
            installPlaces(files, started, contracts),
          )
        : nodeDependencies(files, root.folder));
    known.set(key, found);
    return found;
  };
}
