/** The program `leastwise`; `entry.ts` loads it. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeFile } from '../host/decode.ts';
import { directCalls } from '../host/file-calls.ts';
import { catalogPathsFor, createNodeHost, readCatalogBytes } from '../host/node.ts';
import { readStored, writeStored } from '../host/store.ts';
import { describeProgram } from './describe-program.ts';
import type { Io, Sink } from './io.ts';
import { main } from './program.ts';
import { startWorker } from './start-worker.ts';

const folder = path.dirname(fileURLToPath(import.meta.url));
const catalogPaths = catalogPathsFor(folder);
let catalog: Promise<SharedArrayBuffer> | undefined;

const io: Io = {
  cwd: process.cwd(),
  host: createNodeHost(catalogPaths, directCalls),
  stdout: toSink(process.stdout),
  stderr: toSink(process.stderr),
  env: process.env,
  cores: availableParallelism(),
  store: { read: readStored, write: writeStored },
  readStdin,
  async startServer() {
    // The server's bundle lies beside this one: what only checks loads none of it.
    await import(new URL('server.js', import.meta.url).href);
  },
  async startWorker(options) {
    catalog ??= readCatalogBytes(catalogPaths);
    return startWorker(new URL('check-worker.js', import.meta.url), { ...options, catalog: await catalog });
  },
  async describeProgram() {
    return describeProgram(folder, await readCatalogBytes(catalogPaths));
  },
};

const code = await main(process.argv.slice(2), io);
// A language server goes on running.
if (code !== undefined) process.exitCode = code;

function toSink(stream: NodeJS.WriteStream): Sink {
  // A reader that has seen enough (`| head`) is no fault.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return { write: (text) => void stream.write(text), isTerminal: stream.isTTY === true };
}

async function readStdin(): Promise<ReturnType<typeof decodeFile>> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return decodeFile(Buffer.concat(chunks));
}
