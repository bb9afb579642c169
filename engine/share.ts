import { extractFacts, promiseOf } from './extract.ts';
import type { FileFacts } from './facts.ts';
import { readSource } from './inventory/read.ts';

/** Work that several threads take from: plain data, so that it can be sent. */
export interface Share {
  root: string;
  paths: string[];
  /** Index of the first path nobody has taken, in memory that the threads share. */
  next: Int32Array;
}

/** What reading one file gave. */
export interface Reading {
  path: string;
  source: ReturnType<typeof readSource>;
  /** Null for a file without a text. A text that is not parsed now tells what it can hold. */
  facts: FileFacts | 'routes' | 'nothing' | null;
}

const TAKEN_AT_ONCE = 64;
/** Rules test the texts of most files for their words; longer ones without facts are bundles and data, read if one asks. */
const LARGE = 100_000;

/** Reads files and their facts until all are taken. `keep` hears each part, and how many files were taken before it. */
export async function readShare(
  share: Share,
  keep: (readings: Reading[], taken: number) => void,
): Promise<void> {
  for (;;) {
    const start = Atomics.add(share.next, 0, TAKEN_AT_ONCE);
    if (start >= share.paths.length) return;
    const paths = share.paths.slice(start, start + TAKEN_AT_ONCE);
    keep(
      paths.map((path) => read(share.root, path)),
      start,
    );
    // The memory of a tree that is done with is let go only when the thread pauses.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function read(root: string, path: string): Reading {
  const source = readSource(root, path);
  if (!source || 'reason' in source) return { path, source, facts: null };
  const promise = promiseOf(path, source.text);
  if (promise !== 'facts')
    return { path, source: source.text.length > LARGE ? null : source, facts: promise };
  return { path, source, facts: extractFacts(path, source.text) };
}
