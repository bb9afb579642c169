import { Worker } from 'node:worker_threads';
import type { Reading, Share } from './share.ts';

/** The thread that reads files beside the first one. */
export interface SecondThread {
  /** Lets it take from the share too; `keep` hears what it read, part by part, until all is handed over. */
  read(share: Share, keep: (readings: Reading[]) => void): Promise<void>;
}

/**
 * Starts the bundle's worker, which is ready when the files are listed. Null in the sources: Node does not load
 * TypeScript.
 */
export function startSecondThread(): SecondThread | null {
  if (import.meta.url.endsWith('.ts')) return null;
  const worker = new Worker(new URL('./share-worker.js', import.meta.url));
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  // Where it cannot start or fails, the first thread reads what it has not handed over, and meets the same mistake.
  worker.on('error', () => {});
  // A run that ends before there is anything to read does not wait for it.
  worker.unref();
  return {
    read: (share, keep) => {
      worker.ref();
      worker.on('message', keep);
      worker.postMessage(share);
      return ended;
    },
  };
}
