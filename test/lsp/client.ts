import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type {
  ClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeParams,
  InitializeResult,
  InsertReplaceEdit,
  ProtocolConnection,
  PublishDiagnosticsParams,
  RelatedFullDocumentDiagnosticReport,
  TextEdit,
} from 'vscode-languageserver/node';
import {
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ProposedFeatures,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import type { Host } from '../../server/src/analysis/host.ts';
import { createNodeHost } from '../../server/src/host/node.ts';
import { createServer } from '../../server/src/lsp/server.ts';
import { createLineIndex } from '../../server/src/syntax/line-index.ts';
import { writeFiles } from '../cli/run.ts';

const catalogPath = ensureCatalog();

/** What VS Code says of itself, as far as the server looks. */
export const FULL: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
  textDocument: {
    diagnostic: { relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
    completion: { completionItem: { snippetSupport: true } },
  },
};

/** A client that cannot ask for diagnostics or resolve anything, such as an old or a simple one. */
export const SIMPLE: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

export interface ClientOptions {
  /** Files of the workspace folder by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly capabilities?: ClientCapabilities;
  readonly clientName?: string;
  /** What the editor answers for the section `leastwise`. */
  readonly settings?: () => unknown;
  readonly initializationOptions?: unknown;
  /** Stands in for a part of the file access. */
  readonly host?: (host: Host) => Host;
  /** Without it the folder of `files` is the workspace folder; `null`: single files. */
  readonly folders?: null;
}

export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly folder: string;
  readonly initialized: InitializeResult;
  /** Messages shown to the user. */
  readonly messages: readonly string[];
  readonly registrations: readonly string[];
  /** Settles with the next request to ask for diagnostics again. */
  nextRefresh(): Promise<void>;
  /** Settles with the next diagnostics sent for a file. */
  nextPublished(name: string): Promise<PublishDiagnosticsParams>;
  /** Everything sent so far. */
  readonly published: readonly PublishDiagnosticsParams[];
  uri(name: string): string;
  open(name: string, text: string, languageId?: string): Promise<void>;
  /** Replaces the only occurrence of `from`. */
  edit(name: string, from: string, to: string): Promise<void>;
  close(name: string): Promise<void>;
  textOf(name: string): string;
  /** The position of the end of the only occurrence of `text`. */
  after(name: string, text: string): { line: number; character: number };
  pull(name: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  /** `line:character rule` of each finding, from 1. */
  findings(name: string): Promise<readonly string[]>;
}

/** A server over two in-memory streams and a client that has said hello. */
export async function startClient(options: ClientOptions = {}): Promise<TestClient> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leastwise-lsp-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, options.files ?? {});
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const host = createNodeHost([catalogPath]);
  createServer(createConnection(ProposedFeatures.all, toServer, toClient), options.host?.(host) ?? host);
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  onTestFinished(async () => {
    await connection.sendRequest(ShutdownRequest.type);
    connection.dispose();
  });
  return connectClient(connection, folder, options);
}

/** Says hello over a connection, to a server wherever it runs. */
export async function connectClient(connection: ProtocolConnection, folder: string, options: ClientOptions): Promise<TestClient> {
  const messages: string[] = [];
  const registrations: string[] = [];
  const published: PublishDiagnosticsParams[] = [];
  const waiting: { readonly uri: string; readonly settle: (params: PublishDiagnosticsParams) => void }[] = [];
  const refreshes: (() => void)[] = [];
  const texts = new Map<string, { text: string; version: number }>();
  const uri = (name: string): string => URI.file(path.join(folder, name)).toString();

  connection.onNotification(ShowMessageNotification.type, ({ message }) => void messages.push(message));
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
    for (const waiter of waiting.splice(0)) {
      if (waiter.uri === params.uri) waiter.settle(params);
      else waiting.push(waiter);
    }
  });
  connection.onRequest(RegistrationRequest.type, (params) => void registrations.push(...params.registrations.map(({ method }) => method)));
  connection.onRequest(DiagnosticRefreshRequest.type, () => {
    for (const settle of refreshes.splice(0)) settle();
  });
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => options.settings?.() ?? null));
  connection.listen();

  const workspaceFolders = options.folders === null ? null : [{ uri: URI.file(folder).toString(), name: 'test' }];
  const params: InitializeParams = {
    processId: null,
    rootUri: null,
    workspaceFolders,
    capabilities: options.capabilities ?? FULL,
    initializationOptions: options.initializationOptions,
    clientInfo: { name: options.clientName ?? 'Visual Studio Code' },
  };
  const initialized = await connection.sendRequest(InitializeRequest.type, params);
  await connection.sendNotification(InitializedNotification.type, {});

  const client: TestClient = {
    connection,
    folder,
    initialized,
    messages,
    registrations,
    published,
    nextRefresh: () => new Promise((settle) => void refreshes.push(settle)),
    nextPublished: (name) => new Promise((settle) => void waiting.push({ uri: uri(name), settle })),
    uri,
    async open(name, text, languageId = name.endsWith('.json') ? 'json' : 'yaml') {
      texts.set(name, { text, version: 1 });
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(name), languageId, version: 1, text },
      });
    },
    async edit(name, from, to) {
      const { text, version } = texts.get(name) ?? { text: '', version: 0 };
      const start = text.indexOf(from);
      if (start < 0 || text.includes(from, start + 1)) throw new Error(`'${from}' is not there once`);
      const lines = createLineIndex(text);
      const range = { start: lines.position(start), end: lines.position(start + from.length) };
      texts.set(name, { text: text.slice(0, start) + to + text.slice(start + from.length), version: version + 1 });
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uri(name), version: version + 1 },
        contentChanges: [{ range, text: to }],
      });
    },
    close: (name) => connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uri(name) } }),
    textOf: (name) => texts.get(name)?.text ?? '',
    after(name, part) {
      const text = client.textOf(name);
      const start = text.indexOf(part);
      if (start < 0 || text.includes(part, start + 1)) throw new Error(`'${part}' is not there once`);
      return createLineIndex(text).position(start + part.length);
    },
    pull: (name, previousResultId) =>
      connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri: uri(name) },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      }),
    findings: async (name) => describeDiagnostics(itemsOf(await client.pull(name))),
  };
  return client;
}

/** The items of a full report. */
export function itemsOf(report: DocumentDiagnosticReport): readonly Diagnostic[] {
  if (report.kind !== 'full') throw new Error(`a report of kind ${report.kind}`);
  return report.items;
}

export function relatedOf(report: DocumentDiagnosticReport): RelatedFullDocumentDiagnosticReport['relatedDocuments'] {
  return report.relatedDocuments;
}

/** A text with one edit of the protocol. */
export function applyEdit(text: string, edit: TextEdit | InsertReplaceEdit | undefined): string {
  if (edit === undefined || !('range' in edit)) throw new Error('no edit with a range');
  const lines = createLineIndex(text);
  return text.slice(0, lines.offset(edit.range.start)) + edit.newText + text.slice(lines.offset(edit.range.end));
}

export function describeDiagnostics(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ range, code }) => `${range.start.line + 1}:${range.start.character + 1} ${code}`);
}

/** Ends a server that runs as a process. */
export async function endServer(connection: ProtocolConnection): Promise<void> {
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
}
