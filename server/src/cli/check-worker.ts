/** A thread that checks the documents it is sent, one after the other. Started by `start-worker.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { directCalls } from '../host/file-calls.ts';
import { createNodeHost } from '../host/node.ts';
import { checkTarget } from './check-target.ts';
import { describeFault } from './fault.ts';
import { loadHashes } from './fingerprint.ts';
import { openProject } from './project.ts';
import type { WorkerData } from './start-worker.ts';
import type { Target } from './target.ts';
import type { WorkerMessage } from './worker-messages.ts';

/** Runs this thread, which ends with the thread that has started it. */
export async function run(): Promise<void> {
  const { cwd, project: options, settings, withInputs, stdin = { kind: 'missing' }, catalog } = workerData as WorkerData;
  const project = await openProject(options, { cwd, host: createNodeHost(catalog, directCalls), readStdin: async () => stdin });
  const fingerprint = withInputs ? (await loadHashes()).fingerprint : undefined;

  parentPort?.on('message', (target: Target) => {
    checkTarget(target, project, settings, fingerprint).then(
      (outcome) => post({ kind: 'checked', outcome }),
      (error: unknown) => post({ kind: 'failed', fault: describeFault(error) }),
    );
  });
  post({ kind: 'ready' });
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
