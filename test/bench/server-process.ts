import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import { plainEnvironment } from './machine.ts';

/** A server as a child process, initialized as a client that pulls diagnostics does. */
export interface ServerProcess {
  readonly connection: MessageConnection;
  /** Milliseconds from the start of the process to the answer of `initialize`. */
  readonly started: number;
  /** Memory after full collections; only of a server that collects. */
  memory(): Promise<Memory>;
  /** Settles once the server has done nothing for a while: it has warmed up. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** In bytes. */
export interface Memory {
  /** What the process takes of the machine. */
  readonly resident: number;
  /** What its heap holds that is in use. */
  readonly live: number;
}

export const FOLDER = 'file:///bench';

/**
 * A collection on request from outside, which tells what is in use then: the server itself has no such thing. It moves what is alive together; what the
 * engine's own choice of pages leaves between makes a difference of a tenth from run to run.
 */
const COLLECT = `
import { setFlagsFromString } from 'node:v8';
process.on('SIGUSR2', () => {
  setFlagsFromString('--compact-on-every-full-gc');
  globalThis.gc();
  process.send(process.memoryUsage().heapUsed);
});`;
const COLLECT_ON_SIGNAL = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(COLLECT)}`];

export interface ServerOptions {
  /** Collects on request, which costs some time at the start. */
  readonly collects?: boolean;
  readonly program?: string;
  /** What its environment has more than a plain one. */
  readonly env?: NodeJS.ProcessEnv;
}

/** What the client says that it can do. */
export const CAPABILITIES: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
    completion: { completionItem: { snippetSupport: true } },
    publishDiagnostics: { relatedInformation: true },
  },
};

export async function startServer({ collects = false, program = 'dist/server.js', env = {} }: ServerOptions = {}): Promise<ServerProcess> {
  const start = performance.now();
  const child = spawn(process.execPath, [...(collects ? COLLECT_ON_SIGNAL : []), program, '--stdio'], {
    env: { ...plainEnvironment(), ...env },
    stdio: collects ? ['pipe', 'pipe', 'inherit', 'ipc'] : ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('the server has no pipes');
  const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: FOLDER,
    workspaceFolders: [{ uri: FOLDER, name: 'bench' }],
    capabilities: CAPABILITIES,
  });
  const started = performance.now() - start;
  await connection.sendNotification('initialized', {});
  return {
    connection,
    started,
    memory: () => measureMemory(child),
    idle: () => untilIdle(child),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
      await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(undefined)));
    },
  };
}

/**
 * Milliseconds that a server rests before its memory is looked at: V8 goes by what was made in the last five seconds when it decides, at a collection, how much
 * room it keeps for young objects.
 */
const REST = 6000;

async function measureMemory(child: ChildProcess): Promise<Memory> {
  let live = 0;
  for (let i = 0; i < 3; i++) {
    await untilIdle(child);
    await sleep(REST);
    const told = once(child, 'message');
    child.kill('SIGUSR2');
    [live] = await told;
  }
  await untilIdle(child);
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readProcess(child, 'status')) ?? [];
  return { resident: Number(kilobytes) * 1024, live };
}

/** Looks at the processor time of the process (Linux, in hundredths of a second) until it stands still. */
async function untilIdle(child: ChildProcess): Promise<void> {
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    await sleep(250);
    const fields = readProcess(child, 'stat')
      .replace(/^.*\) /, '')
      .split(' ');
    now = Number(fields[11]) + Number(fields[12]);
  }
}

function readProcess({ pid }: ChildProcess, file: 'stat' | 'status'): string {
  if (pid === undefined) throw new Error('the server did not start');
  return readFileSync(`/proc/${pid}/${file}`, 'utf8');
}
