import { extractFacts, nodeImports, promiseOf, summarize } from './extract.ts';
import type { FileFacts, ModuleSummary } from './facts.ts';
import { isProductionSource, languageOf } from './inventory/classify.ts';
import type { Inventory } from './inventory/inventory.ts';
import { lineAt } from './lines.ts';
import { type ModuleImports, pythonImports } from './python/imports.ts';
import type { SecondThread } from './second-thread.ts';
import { type Reading, readShare, type Share } from './share.ts';

/** What one run has learned of files, kept for the next model of the same repository with other texts laid over it. */
export interface Cache {
  facts: Map<string, { text: string; facts: FileFacts | null }>;
  /** Files that were not parsed, with what their text can hold. */
  unparsed: Map<string, 'routes' | 'nothing'>;
  /** Names of modules that no fact was followed through when they were parsed. */
  modules: Map<string, { text: string; summary: ModuleSummary | null }>;
  /** Imports of files that were not parsed. */
  imports: Map<string, { text: string; imports: ModuleImports | null }>;
}

export function emptyCache(): Cache {
  return { facts: new Map(), unparsed: new Map(), modules: new Map(), imports: new Map() };
}

/** Reads all sources of production and what they say, for the models of a run. */
export async function readSources(
  inventory: Inventory,
  cache: Cache,
  second: SecondThread | null,
  progress: (text: string) => void = () => {},
): Promise<void> {
  const paths = inventory.sources().filter(isProductionSource);
  const next = new Int32Array(new SharedArrayBuffer(4));
  const share: Share = { root: inventory.root, paths, next };
  const keepAll = (readings: Reading[]) => {
    for (const reading of readings) keepReading(inventory, cache, reading);
  };
  await Promise.all([
    second?.read(share, keepAll),
    readShare(share, (readings, taken) => {
      progress(`reading ${taken} of ${paths.length} source files`);
      keepAll(readings);
    }),
  ]);
}

function keepReading(inventory: Inventory, cache: Cache, { path, source, facts }: Reading): void {
  if (typeof facts === 'string') {
    cache.unparsed.set(path, facts);
    if (source) inventory.keep(path, source);
  } else {
    const text = inventory.keep(path, source)?.text;
    if (text !== undefined) keep(inventory, cache, path, text, facts);
  }
}

/** Reads what texts laid over the repository say, where they differ from what is known. */
export function readChanges(inventory: Inventory, cache: Cache): void {
  for (const path of inventory.sources().filter(isProductionSource)) {
    const text = unknownText(inventory, cache, path);
    if (text !== null) keep(inventory, cache, path, text, extractFacts(path, text));
  }
}

/** What a file can hold that was not parsed; null for all others. A text laid over it may hold what the file does not. */
export function unparsed(inventory: Inventory, cache: Cache, path: string): 'routes' | 'nothing' | null {
  return inventory.isOverlaid(path) ? null : (cache.unparsed.get(path) ?? null);
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

/** The names of a module with this text, which no fact needed so far. */
export function summaryOfText(cache: Cache, path: string, text: string): ModuleSummary | null {
  const known = cache.modules.get(path);
  if (known?.text === text) return known.summary;
  const summary = summarize(path, text);
  cache.modules.set(path, { text, summary });
  return summary;
}

/** The imports of a file with this text; null where it does not parse. */
export function importsOfText(cache: Cache, path: string, text: string): ModuleImports | null {
  const known = cache.imports.get(path);
  if (known?.text === text) return known.imports;
  const imports = languageOf(path) === 'python' ? pythonImports(path, text) : nodeImports(path, text);
  cache.imports.set(path, { text, imports });
  return imports;
}

/** Text of a file that may hold facts nobody has read yet; null when there is nothing to do. */
function unknownText(inventory: Inventory, cache: Cache, path: string): string | null {
  if (unparsed(inventory, cache, path) !== null) return null;
  const text = inventory.read(path);
  if (text === null || cache.facts.get(path)?.text === text) return null;
  const promise = promiseOf(path, text);
  if (promise === 'facts') return text;
  if (!inventory.isOverlaid(path)) {
    cache.unparsed.set(path, promise);
    inventory.forget(path);
  }
  return null;
}

function keep(inventory: Inventory, cache: Cache, path: string, text: string, facts: FileFacts | null): void {
  if (facts && facts.syntaxError !== null)
    inventory.report(path, facts.unusable ?? `syntax error in line ${lineAt(text, facts.syntaxError)}`);
  cache.facts.set(path, { text, facts });
}
