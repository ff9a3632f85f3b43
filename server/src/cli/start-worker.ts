import type { Worker } from 'node:worker_threads';
import type { WorkerOptions } from './worker-messages.ts';

export interface WorkerData extends WorkerOptions {
  /** The bytes of the catalogue, which all threads share. */
  readonly catalog: SharedArrayBuffer;
}

/**
 * In megabytes. Old: a template of 3 MB needs a third of it; the engine lets a heap grow by the smaller a factor before it collects the less it may hold at most,
 * and most of what a thread has made is gone with its document. Young: half of what Node 20 takes by itself, which is no slower
 * here and takes 30 MB less.
 */
const LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };

/** Starts `check-worker.js`, which lies at `file`. */
export async function startWorker(file: URL, data: WorkerData): Promise<Worker> {
  // Loaded by who starts one: a short check need not wait for it.
  const { Worker } = await import('node:worker_threads');
  return new Worker(file, { workerData: data, resourceLimits: LIMITS });
}
