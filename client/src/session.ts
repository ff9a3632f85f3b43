import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { findSelector, onFirstCandidate } from './documents.ts';
import type { ReadFileResult } from './read-file.ts';
import { readFile } from './read-file.ts';
import { ruleLinks } from './rule-links.ts';

/** Makes the client of this host: a process on the desktop, a worker in a browser. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** The language client, started with the first document that needs it and at most once at a time. */
export interface Session {
  readonly output: vscode.LogOutputChannel;
  /** The running client; starts it if need be. */
  client(): Promise<BaseLanguageClient>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens a session whose client starts with the first candidate document. */
export function openSession(context: vscode.ExtensionContext, create: CreateClient): Session {
  const output = vscode.window.createOutputChannel('Leastwise', { log: true });
  let running: Promise<BaseLanguageClient> | undefined;

  const start = async (): Promise<BaseLanguageClient> => {
    const client = create(clientOptions(context, output));
    context.subscriptions.push(client.onRequest<ReadFileResult, void>('leastwise/readFile', readFile));
    await client.start();
    return client;
  };
  const stop = async (): Promise<void> => {
    const stopping = running;
    running = undefined;
    if (stopping === undefined) return;
    const client = await stopping;
    await client.dispose();
  };
  const session: Session = {
    output,
    client: () => {
      running ??= start();
      return running;
    },
    restart: async () => {
      await stop();
      await session.client();
    },
    stop,
  };
  const firstCandidate = onFirstCandidate(() => {
    session.client().catch((error: unknown) => output.error(`the server did not start: ${String(error)}`));
  });
  context.subscriptions.push(output, firstCandidate);
  return session;
}

function clientOptions(context: vscode.ExtensionContext, outputChannel: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: findSelector(),
    outputChannel,
    // Without these the client asks for diagnostics only when a document is opened.
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
    middleware: {
      ...ruleLinks,
      provideCompletionItem: (document, position, trigger, token, next) =>
        isOn(document, 'completion') ? next(document, position, trigger, token) : [],
      provideHover: (document, position, token, next) => (isOn(document, 'hover') ? next(document, position, token) : undefined),
      provideCodeLenses: (document, token, next) => (isOn(document, 'codeLens') ? next(document, token) : []),
    },
    initializationOptions: {
      catalogUri: vscode.Uri.joinPath(context.extensionUri, 'dist', 'catalog.txt').toString(),
      showsPermissions: true,
    },
  };
}

/** The setting `leastwise.<feature>.enable` for a document. */
function isOn(document: vscode.TextDocument, feature: string): boolean {
  return vscode.workspace.getConfiguration('leastwise', document).get(`${feature}.enable`, true);
}
