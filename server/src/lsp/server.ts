import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { version } from '../../../package.json';
import type { Host } from '../analysis/host.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Client } from './client.ts';
import { readClient } from './client.ts';
import type { ServerContext } from './context.ts';
import type { OpenDocument } from './documents.ts';
import { createOpenDocuments } from './documents.ts';
import { isRecord } from './from-lsp.ts';
import { CODE_ACTION_KINDS, registerCodeAction } from './handlers/code-action.ts';
import { registerCodeLens, SHOW_PERMISSIONS } from './handlers/code-lens.ts';
import { COMPLETION_TRIGGERS, registerCompletion } from './handlers/completion.ts';
import { registerDiagnostic } from './handlers/diagnostic.ts';
import { registerDocumentSymbol } from './handlers/document-symbol.ts';
import { registerHover } from './handlers/hover.ts';
import { registerInlayHint } from './handlers/inlay-hint.ts';
import { registerNames } from './handlers/names.ts';
import { registerPermissions } from './handlers/permissions.ts';
import { createPublisher } from './handlers/publish-diagnostics.ts';
import { registerRuleDocumentation } from './handlers/rule-documentation.ts';
import { registerScaffold } from './handlers/scaffold.ts';
import { createQuiet } from './quiet.ts';
import { createSession } from './session.ts';
import { loadSettings } from './settings.ts';
import { showMessage } from './show-message.ts';

/** How long nobody may have typed before the client is asked to refresh, in milliseconds. */
const TYPING_PAUSE = 100;

/** Files that a template can name and that decide an answer. */
const WATCHED = '**/*.{yaml,yml,json,template,cfn}';

/**
 * Serves a connection until it is closed. `initialize` is answered before the catalogue is read. `warmed` is called when everything is loaded
 * that a diagnosis needs.
 */
export function createServer(connection: Connection, host: Host, warmed: () => void = () => {}): void {
  let client: Client = readClient({ capabilities: {}, processId: null, rootUri: null });
  let catalogUri: string | undefined;
  let pushedSettings: unknown;
  let isRefreshing = false;
  const documents = createOpenDocuments();
  const quiet = createQuiet();
  const session = createSession({
    host,
    documents,
    quiet,
    loadCatalog: () => loadCatalog(connection, host, catalogUri),
    loadSettings: (root) => loadSettings(connection, client, pushedSettings, root),
  });
  const context: ServerContext = {
    connection,
    session,
    client: () => client,
    refresh() {
      if (isRefreshing) return;
      isRefreshing = true;
      quiet
        .wait(TYPING_PAUSE)
        .then(() => {
          isRefreshing = false;
          return refreshClient(connection, client);
        })
        .catch(logError);
    },
  };
  const publisher = createPublisher(context);

  function logError(error: unknown): void {
    connection.console.error(String(error));
  }

  function recheck(affected: readonly OpenDocument[]): void {
    if (affected.length === 0) return;
    context.refresh();
    if (!client.pullsDiagnostics) for (const document of affected) publisher.schedule(document);
  }

  connection.onInitialize((params) => {
    client = readClient(params);
    catalogUri = readCatalogUri(params.initializationOptions);
    session.setFolders(foldersOf(params));
    return describeServer(client);
  });
  connection.onInitialized(async () => {
    if (client.registersWatchers)
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] });
    if (client.registersConfigurationChanges)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'leastwise' });
    if (client.tellsFolderChanges) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        session.setFolders(((await connection.workspace.getWorkspaceFolders()) ?? []).map(({ uri }) => uri));
        recheck(documents.all());
      });
    }
    session.warmUp().then(warmed).catch(logError);
  });
  connection.onDidChangeConfiguration(({ settings }: { readonly settings: unknown }) => {
    pushedSettings = isRecord(settings) ? settings.leastwise : undefined;
    session.forgetSettings();
    recheck(documents.all());
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    recheck(changes.flatMap(({ uri }) => session.changedOnDisk(uri)));
  });
  connection.onShutdown(() => {
    quiet.close();
    publisher.dispose();
  });

  documents.manager.onDidChangeContent(({ document }) => {
    quiet.disturb();
    if (!client.pullsDiagnostics) publisher.schedule(document);
    recheck(session.dependentsOf(document.uri));
  });
  documents.manager.onDidClose(({ document }) => {
    const fragments = session.fragmentsOf(document.uri);
    session.closed(document);
    if (!client.pullsDiagnostics) publisher.close(document, fragments);
    recheck(session.dependentsOf(document.uri));
  });

  registerDiagnostic(context);
  registerCompletion(context);
  registerHover(context);
  registerCodeAction(context);
  registerScaffold(context);
  registerRuleDocumentation(context);
  registerCodeLens(context);
  registerInlayHint(context);
  registerDocumentSymbol(context);
  registerNames(context);
  registerPermissions(context);
  documents.manager.listen(connection);
  connection.listen();
}

/** Has the client ask again for what an edit elsewhere may have changed. */
async function refreshClient(connection: Connection, client: Client): Promise<void> {
  if (client.refreshesDiagnostics) await connection.languages.diagnostics.refresh();
  if (client.refreshesCodeLenses) await connection.sendRequest(CodeLensRefreshRequest.type);
  if (client.refreshesInlayHints) await connection.languages.inlayHint.refresh();
}

function describeServer(client: Client): InitializeResult {
  return {
    serverInfo: { name: 'leastwise', version },
    capabilities: {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS], resolveProvider: true },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS], resolveProvider: client.resolvesCodeActionEdits },
      ...(client.pullsDiagnostics
        ? { diagnosticProvider: { identifier: 'leastwise', interFileDependencies: true, workspaceDiagnostics: false } }
        : {}),
      ...(client.showsCodeLenses ? { codeLensProvider: {} } : {}),
      ...(client.showsInlayHints ? { inlayHintProvider: true } : {}),
      ...(client.showsOutline ? { documentSymbolProvider: { label: 'Leastwise' } } : {}),
      ...(client.goesToDefinitions ? { definitionProvider: true } : {}),
      ...(client.findsReferences ? { referencesProvider: true } : {}),
      ...(client.renames ? { renameProvider: client.preparesRenames ? { prepareProvider: true } : true } : {}),
      ...(client.sendsCommands && !client.showsPermissions ? { executeCommandProvider: { commands: [SHOW_PERMISSIONS] } } : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** `rootUri` is what clients sent before there were workspace folders. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders !== null && workspaceFolders !== undefined) return workspaceFolders.map(({ uri }) => uri);
  return rootUri === null ? [] : [rootUri];
}

function readCatalogUri(options: unknown): string | undefined {
  return isRecord(options) && typeof options.catalogUri === 'string' ? options.catalogUri : undefined;
}

async function loadCatalog(connection: Connection, host: Host, uri: string | undefined): Promise<Catalog> {
  try {
    const { readCatalog } = await import('./engine.ts');
    return readCatalog(await host.readCatalog(uri));
  } catch (error) {
    await showMessage(connection, 'error', `Leastwise cannot work: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  }
}
