import { type Deployable, isManifestPath, readManifests } from '@unblock/platforms';
import { declarationProblem, isDeclaration } from './declarations.ts';
import { isUnbuiltVariant } from './docker-variants.ts';
import { isProductionSource } from './inventory/classify.ts';
import type { Inventory } from './inventory/inventory.ts';

/** Says which files that declare dependencies or migrations declare nothing because they are broken. */
export function checkDeclarations(inventory: Inventory): void {
  for (const path of inventory.paths) {
    if (!isDeclaration(path) || !isProductionSource(path)) continue;
    const text = inventory.read(path);
    const problem = text === null ? null : declarationProblem(path, text);
    if (problem) inventory.report(path, problem);
  }
}

/** The manifests of a repository as their readers understand them; what cannot be read is told. */
export function readAllManifests(inventory: Inventory): Deployable[] {
  const files: { path: string; text: string }[] = [];
  for (const path of inventory.paths) {
    if (isManifestPath(path) === null || !isProductionSource(path)) continue;
    if (isUnbuiltVariant(path, { paths: inventory.paths, read: (other) => inventory.read(other) })) continue;
    const text = inventory.read(path);
    if (text !== null) files.push({ path, text });
  }
  const { deployables, problems } = readManifests(files, (path) =>
    inventory.paths.has(path) ? inventory.read(path) : null,
  );
  for (const { path, reason } of problems) inventory.report(path, reason);
  return deployables;
}
