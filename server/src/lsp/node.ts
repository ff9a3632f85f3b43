/** The server as a process: over the pipes of `--stdio`, or over whatever its parent asks for (`--node-ipc`, `--pipe=…`, `--socket=…`). */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { catalogPathsFor, createNodeHost } from '../host/node.ts';
import { createServer } from './server.ts';

const asksForTransport = process.argv.some((argument) => /^--(?:stdio|node-ipc|pipe|socket)(?:=|$)/.test(argument));
const connection = asksForTransport
  ? createConnection(ProposedFeatures.all)
  : createConnection(ProposedFeatures.all, process.stdin, process.stdout);

createServer(connection, createNodeHost(catalogPathsFor(path.dirname(fileURLToPath(import.meta.url)))));
