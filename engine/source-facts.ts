import { extractAhead, extractFacts, mayHoldFacts } from './extract.ts';
import type { FileFacts } from './facts.ts';
import { isProductionSource } from './inventory/classify.ts';
import type { Inventory } from './inventory/inventory.ts';
import { lineAt } from './lines.ts';

/** What one run has learned of files, kept for the next model of the same repository with other texts laid over it. */
export interface Cache {
  facts: Map<string, { text: string; facts: FileFacts | null }>;
  /** Files whose text can hold no fact. */
  silent: Set<string>;
}

export function emptyCache(): Cache {
  return { facts: new Map(), silent: new Set() };
}

/** Texts that are parsed at a time, on the threads that Node keeps for such work. */
const AT_ONCE = 32;

/**
 * Reads all sources of production and what they say, for the models of a run. While some are parsed on other threads,
 * this one reads on; and its pauses let go of the memory of the trees that are done with.
 */
export async function readSources(
  inventory: Inventory,
  cache: Cache,
  progress: (text: string) => void = () => {},
): Promise<void> {
  const sources = inventory.sources().filter(isProductionSource);
  const open = new Set<Promise<void>>();
  for (const [index, path] of sources.entries()) {
    if (index % 500 === 0) progress(`reading ${index} of ${sources.length} source files`);
    const text = unknownText(inventory, cache, path);
    if (text === null) continue;
    const job = extractAhead(path, text).then((facts) => {
      keep(inventory, cache, path, text, facts);
      open.delete(job);
    });
    open.add(job);
    if (open.size >= AT_ONCE) await Promise.race(open);
  }
  await Promise.all(open);
}

/** Reads what texts laid over the repository say, where they differ from what is known. */
export function readChanges(inventory: Inventory, cache: Cache): void {
  for (const path of inventory.sources().filter(isProductionSource)) {
    const text = unknownText(inventory, cache, path);
    if (text !== null) keep(inventory, cache, path, text, extractFacts(path, text));
  }
}

/** What the file on disk does not say, a text laid over it may. */
export function isSilent(inventory: Inventory, cache: Cache, path: string): boolean {
  return cache.silent.has(path) && !inventory.isOverlaid(path);
}

/** The facts of a file with this text. */
export function factsOfText(
  inventory: Inventory,
  cache: Cache,
  path: string,
  text: string,
): FileFacts | null {
  const known = cache.facts.get(path);
  if (known?.text === text) return known.facts;
  const facts = extractFacts(path, text);
  keep(inventory, cache, path, text, facts);
  return facts;
}

/** Text of a file that may hold facts nobody has read yet; null when there is nothing to do. */
function unknownText(inventory: Inventory, cache: Cache, path: string): string | null {
  if (isSilent(inventory, cache, path)) return null;
  const text = inventory.read(path);
  if (text === null || cache.facts.get(path)?.text === text) return null;
  if (mayHoldFacts(path, text)) return text;
  if (!inventory.isOverlaid(path)) {
    cache.silent.add(path);
    inventory.forget(path);
  }
  return null;
}

function keep(inventory: Inventory, cache: Cache, path: string, text: string, facts: FileFacts | null): void {
  if (facts && facts.syntaxError !== null)
    inventory.report(path, `syntax error in line ${lineAt(text, facts.syntaxError)}`);
  cache.facts.set(path, { text, facts });
}
