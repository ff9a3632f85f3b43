import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Host } from '../analysis/host.ts';
import { createServer } from './server.ts';

/** Serves whatever transport `argv` asks for (`--stdio`, `--node-ipc`, `--pipe=…`, `--socket=…`), standard input and output if none. */
export function serve(argv: readonly string[], host: Host): void {
  const asksForTransport = argv.some((argument) => /^--(?:stdio|node-ipc|pipe|socket)(?:=|$)/.test(argument));
  const connection = asksForTransport
    ? createConnection(ProposedFeatures.all)
    : createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  createServer(connection, host);
}
