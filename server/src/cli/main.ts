/** The program `leastwise`. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeFile } from '../host/decode.ts';
import { directCalls } from '../host/file-calls.ts';
import type { Place } from '../host/load-program.ts';
import { catalogPathsFor, createNodeHost, readCatalogBytes } from '../host/node.ts';
import { readStored, writeStored } from '../host/store.ts';
import { describeProgram } from './describe-program.ts';
import type { Io, Sink } from './io.ts';
import { main } from './program.ts';
import { startWorker } from './start-worker.ts';

/** Runs the command line of this process. */
export async function run(place: Place): Promise<void> {
  const code = await main(process.argv.slice(2), createIo(place));
  // A language server goes on running.
  if (code === undefined) return;
  process.exitCode = code;
  place.keepCompiled();
}

function createIo({ folder, start }: Place): Io {
  const catalogPaths = catalogPathsFor(folder);
  let catalog: Promise<SharedArrayBuffer> | undefined;
  return {
    cwd: process.cwd(),
    host: createNodeHost(catalogPaths, directCalls),
    stdout: toSink(process.stdout),
    stderr: toSink(process.stderr),
    env: process.env,
    cores: availableParallelism(),
    store: { read: readStored, write: writeStored },
    readStdin,
    startServer: () => start('server'),
    async startWorker(options) {
      catalog ??= readCatalogBytes(catalogPaths);
      return startWorker(pathToFileURL(path.join(folder, 'check-worker.js')), { ...options, catalog: await catalog });
    },
    async describeProgram() {
      return describeProgram(folder, await readCatalogBytes(catalogPaths));
    },
  };
}

function toSink(stream: NodeJS.WriteStream): Sink {
  // A reader that has seen enough (`| head`) is no fault.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    write: (text) => void stream.write(text),
    async writeAll(pieces) {
      let waiting = '';
      for (const piece of pieces) {
        waiting += piece;
        if (waiting.length < WRITTEN_AT_ONCE) continue;
        if (!stream.write(waiting)) await once(stream, 'drain');
        waiting = '';
      }
      stream.write(waiting);
    },
    isTerminal: stream.isTTY === true,
  };
}

/** In characters: a call for each finding would cost more than the finding. */
const WRITTEN_AT_ONCE = 65_536;

async function readStdin(): Promise<ReturnType<typeof decodeFile>> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return decodeFile(Buffer.concat(chunks));
}
