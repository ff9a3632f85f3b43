import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { registerCommands } from './commands/register.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

let session: Session | undefined;

/** Entry point of the desktop and remote extension host: the server is a Node process of its own. */
export function activate(context: vscode.ExtensionContext): void {
  const module = context.asAbsolutePath('dist/server.js');
  const server = { module, transport: TransportKind.ipc };
  const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6019'] } };
  session = openSession(context, (options) => new LanguageClient('leastwise', 'Leastwise', { run: server, debug }, options));
  registerCommands(context, session);
}

export async function deactivate(): Promise<void> {
  await session?.stop();
  session = undefined;
}
