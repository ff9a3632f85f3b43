#!/usr/bin/env node
/** The program `leastwise`. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeFile } from '../host/decode.ts';
import { catalogPathsFor, createNodeHost } from '../host/node.ts';
import type { Io, Sink } from './io.ts';
import { main } from './program.ts';

const io: Io = {
  cwd: process.cwd(),
  host: createNodeHost(catalogPathsFor(path.dirname(fileURLToPath(import.meta.url)))),
  stdout: toSink(process.stdout),
  stderr: toSink(process.stderr),
  env: process.env,
  readStdin,
  async startServer() {
    // The server's bundle lies beside this one: what only checks loads none of it.
    await import(new URL('server.js', import.meta.url).href);
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
