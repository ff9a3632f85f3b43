import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { plainEnvironment } from './machine.ts';

/** `dist/server.js` as a child process, initialized as a client that pulls diagnostics does. */
export interface ServerProcess {
  readonly connection: MessageConnection;
  /** Milliseconds from the start of the process to the answer of `initialize`. */
  readonly started: number;
  /** Resident memory after a full collection, in bytes. */
  residentMemory(): Promise<number>;
  stop(): Promise<void>;
}

export const FOLDER = 'file:///bench';

/** A collection on request from outside: the server itself has no such thing. */
const COLLECT_ON_SIGNAL = "data:text/javascript,process.on('SIGUSR2',()=>globalThis.gc())";

export async function startServer(): Promise<ServerProcess> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--expose-gc', '--import', COLLECT_ON_SIGNAL, 'dist/server.js', '--stdio'], {
    env: plainEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: FOLDER,
    workspaceFolders: [{ uri: FOLDER, name: 'bench' }],
    capabilities: {
      textDocument: {
        diagnostic: {},
        completion: { completionItem: { snippetSupport: true } },
        publishDiagnostics: { relatedInformation: true },
      },
    },
  });
  const started = performance.now() - start;
  await connection.sendNotification('initialized', {});
  return {
    connection,
    started,
    residentMemory: () => residentMemory(child),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
      await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(undefined)));
    },
  };
}

async function residentMemory({ pid }: ChildProcess): Promise<number> {
  if (pid === undefined) throw new Error('the server did not start');
  for (let i = 0; i < 3; i++) {
    process.kill(pid, 'SIGUSR2');
    await sleep(500);
  }
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
