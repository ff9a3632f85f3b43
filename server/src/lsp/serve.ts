import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Host } from '../analysis/host.ts';
import { createServer } from './server.ts';

/** Serves whatever transport `argv` asks for (`--stdio`, `--node-ipc`, `--pipe=…`, `--socket=…`), standard input and output if none; `warmed` as in `createServer`. */
export function serve(argv: readonly string[], host: Host, warmed: () => void): void {
  const asksForTransport = argv.some((argument) => /^--(?:stdio|node-ipc|pipe|socket)(?:=|$)/.test(argument));
  const connection = asksForTransport
    ? createConnection(ProposedFeatures.all)
    : createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  createServer(connection, host, warmed);
}
