import { parentPort } from 'node:worker_threads';
import { readShare, type Share } from './share.ts';

// The second thread of a run: takes from the share that the first one sends, and sends back what it reads.
parentPort?.once('message', (share: Share) =>
  readShare(share, (readings) => parentPort?.postMessage(readings)),
);
