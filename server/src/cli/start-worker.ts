import type { Worker } from 'node:worker_threads';
import type { WorkerOptions } from './worker-messages.ts';

export interface WorkerData extends WorkerOptions {
  /** The bytes of the catalogue, which all threads share. */
  readonly catalog: SharedArrayBuffer;
}

/** Megabytes for what a thread has just made: most of it is gone with its document, so fewer collections find more of it dead. */
const YOUNG_GENERATION = 32;

/** Starts `check-worker.js`, which lies at `file`. */
export async function startWorker(file: URL, data: WorkerData): Promise<Worker> {
  // Loaded by who starts one: a short check need not wait for it.
  const { Worker } = await import('node:worker_threads');
  return new Worker(file, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
}
