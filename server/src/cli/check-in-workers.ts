import type { Worker } from 'node:worker_threads';
import type { Outcome } from './outcome.ts';
import type { Target } from './target.ts';
import type { WorkerMessage } from './worker-messages.ts';

/** Takes the outcome of a target, in any order. */
export type Receive = (target: Target, outcome: Outcome) => void;

/** The targets that no thread has taken yet. */
type Queue = Target[];

/**
 * Checks targets in `count` threads, one target a thread at a time. Where a thread ends in the middle of a target, that is the target's
 * outcome, and another thread takes its place. Rejects where nothing at all can be checked.
 */
export async function checkInWorkers(
  targets: readonly Target[],
  count: number,
  start: () => Promise<Worker>,
  receive: Receive,
): Promise<void> {
  const queue = targets.toReversed();
  const workers = new Set<Worker>();
  const runLane = async (): Promise<void> => {
    while (queue.length > 0) {
      const worker = await start();
      workers.add(worker);
      await drive(worker, queue, receive);
      workers.delete(worker);
    }
  };
  try {
    await Promise.all(Array.from({ length: count }, runLane));
  } finally {
    queue.length = 0;
    await Promise.all([...workers].map((worker) => worker.terminate()));
  }
}

/** Settles when the thread has ended: because nothing is left to do, or by itself. */
function drive(worker: Worker, queue: Queue, receive: Receive): Promise<void> {
  return new Promise((resolve, reject) => {
    let isReady = false;
    let current: Target | undefined;
    let cause = 'without a word';
    const takeNext = (): void => {
      current = queue.pop();
      if (current !== undefined) worker.postMessage(current);
      else void worker.terminate();
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'failed') return reject(toError(message.fault));
      if (message.kind === 'ready') isReady = true;
      else if (current !== undefined) receive(current, message.outcome);
      takeNext();
    });
    worker.on('error', (error) => {
      cause = `with ${error instanceof Error ? error.message : String(error)}`;
    });
    worker.on('exit', () => {
      if (!isReady) return reject(new Error(`a thread ended ${cause} before it could check anything`));
      if (current !== undefined) receive(current, { files: [], fault: `the thread that checked it ended ${cause}` });
      resolve();
    });
  });
}

/** An error as it was in the other thread. */
function toError(fault: string): Error {
  const error = new Error(fault);
  error.stack = fault;
  return error;
}
