import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, OverlapError } from '@unblock/codemods';
import { isManifestPath, type PlatformId } from '@unblock/platforms';
import { buildModel } from '../build-model.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Model } from '../model.ts';
import type { Bilingual } from '../outcome.ts';
import type { Fix } from '../rule.ts';
import type { Cache } from '../source-facts.ts';
import { both } from '../text.ts';
import { parseFailure } from './syntax.ts';

/** A fix that cannot be applied: one line of reason for the outcome's `skipped`. */
export class PatchRefused extends Error {
  readonly reason: Bilingual;

  constructor(reason: Bilingual) {
    super(reason.en);
    this.name = 'PatchRefused';
    this.reason = reason;
  }
}

/** The repository as the patches so far would leave it. Immutable: each applied fix gives the next state. */
export class Workspace {
  readonly inventory: Inventory;
  readonly model: Model;
  private readonly cache: Cache;
  /** Somebody named the platforms; else they are those whose manifests are there. */
  private readonly isAsked: boolean;

  /** @param platforms none: those whose manifests are there, else what all have in common. */
  constructor(
    inventory: Inventory,
    platforms: readonly PlatformId[],
    cache: Cache,
    isAsked = platforms.length > 0,
  ) {
    this.inventory = inventory;
    this.cache = cache;
    this.isAsked = isAsked;
    this.model = buildModel(inventory, platforms, cache, isAsked);
  }

  /**
   * Applies a fix in memory and parses every touched file again.
   *
   * @throws PatchRefused when edits overlap, a file to create exists or is ignored, or a file does not parse afterwards.
   */
  async apply(fix: Fix): Promise<{ workspace: Workspace; paths: string[] }> {
    const changes = new Map<string, string>();
    for (const { path, edits } of fix.edits) {
      const locked = this.inventory.source(path)?.locked;
      if (locked && edits.length > 0)
        throw new PatchRefused(both(`${path} is ${locked}`, `${path} n'est pas modifiable (${locked})`));
      const text = changes.get(path) ?? this.inventory.read(path);
      if (text === null)
        throw new PatchRefused(both(`${path} cannot be read`, `${path} ne peut pas être lu`));
      changes.set(path, apply(path, text, edits));
    }
    for (const { path, text } of fix.creates ?? []) {
      if (!isPlain(path))
        throw new PatchRefused(both(`${path} leads out of the repository`, `${path} mène hors du dépôt`));
      const existing = lstatSync(join(this.inventory.root, path), { throwIfNoEntry: false });
      if (changes.has(path) || this.inventory.paths.has(path) || existing)
        throw new PatchRefused(both(`${path} exists already`, `${path} existe déjà`));
      // Nobody would commit it, and the recheck would not see it.
      if (await isIgnored(this.inventory.root, path))
        throw new PatchRefused(both(`git ignores ${path}`, `git ignore ${path}`));
      changes.set(path, text);
    }
    for (const [path, text] of changes) {
      const failure = await parseFailure(path, text);
      if (failure)
        throw new PatchRefused(
          both(`after the edit of ${path} ${failure.en}`, `après la modification de ${path}, ${failure.fr}`),
        );
    }
    const inventory = this.inventory.with(changes);
    const platforms = this.platformsWith(inventory, fix);
    return {
      workspace: new Workspace(inventory, platforms, this.cache, this.isAsked),
      paths: [...changes.keys()],
    };
  }

  /**
   * The platforms of the run, and those of the manifests that a patch writes: what these platforms demand belongs to the
   * same run, or the next one would begin with it. What all have in common gives way to them, as it does in the next run.
   */
  private platformsWith(inventory: Inventory, { creates }: Fix): PlatformId[] {
    const ids = this.model.contracts.map(({ id }) => id);
    const isWritten = creates?.some(({ path }) => isManifestPath(path) !== null) ?? false;
    if (this.isAsked || !isWritten) return ids;
    const { contracts } = buildModel(inventory, [], this.cache);
    const named = ids.filter((id) => id !== 'generic');
    return [...new Set([...named, ...contracts.map(({ id }) => id)])];
  }
}

async function isIgnored(root: string, path: string): Promise<boolean> {
  const { git } = await import('../inventory/git.ts');
  return Boolean(await git(root, ['check-ignore', '--', path]));
}

/** A path below the repository, and not in git's own folder. */
function isPlain(path: string): boolean {
  const [first, ...rest] = path.split('/');
  return first !== '' && first !== '.git' && ![first, ...rest].some((step) => step === '..' || step === '.');
}

function apply(path: string, text: string, edits: Fix['edits'][number]['edits']): string {
  try {
    return applyEdits(text, edits);
  } catch (error) {
    if (error instanceof OverlapError || error instanceof RangeError)
      throw new PatchRefused(both(`${path}: ${error.message}`, `${path} : ${error.message}`));
    throw error;
  }
}
