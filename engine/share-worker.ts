import { parentPort, workerData } from 'node:worker_threads';
import { readShare, type Share } from './share.ts';

// The second thread of a large run: takes from the same share, and sends what it read.
parentPort?.postMessage(await readShare(workerData as Share));
