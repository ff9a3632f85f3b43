import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { registerCommands } from './commands/register.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

let session: Session | undefined;

/** Entry point of the web extension host: the server is a worker and reads files through the client. */
export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server-browser.js').toString(true);
  session = openSession(context, (options) => new LanguageClient('leastwise', 'Leastwise', new Worker(script), options));
  registerCommands(context, session);
}

export async function deactivate(): Promise<void> {
  await session?.stop();
  session = undefined;
}
