import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { normalizeUri } from '../analysis/uris.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import { createLineIndex } from '../syntax/line-index.ts';
import type { FileSnapshot } from '../template/files.ts';

/** One version of a document that the client holds open. Another version is another object. */
export interface OpenDocument {
  /** As the client spells it. */
  readonly uri: string;
  /** As everything else spells it. */
  readonly key: string;
  readonly version: number;
  readonly snapshot: Extract<FileSnapshot, { kind: 'text' }>;
  readonly lines: LineIndex;
  /** The client's own edits since the version before: none for the first. */
  readonly changes: readonly TextDocumentContentChangeEvent[];
}

interface Opened extends OpenDocument {
  readonly document: TextDocument;
  /** Tells openings of one URI apart: a client counts versions anew each time. */
  readonly opening: number;
}

export interface OpenDocuments {
  /** The library's manager; `listen` to it. */
  readonly manager: TextDocuments<Opened>;
  get(uri: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
}

/** Documents synchronized by increments, with the increments handed on. */
export function createOpenDocuments(): OpenDocuments {
  const configuration = createConfiguration();
  const manager = new TextDocuments<Opened>(configuration);
  const byKey = new Map<string, string>();
  manager.onDidOpen(({ document }) => byKey.set(document.key, document.uri));
  manager.onDidClose(({ document }) => byKey.delete(document.key));
  return {
    manager,
    get: (uri) => manager.get(uri) ?? manager.get(byKey.get(normalizeUri(uri)) ?? uri),
    all: () => manager.all(),
  };
}

function createConfiguration(): TextDocumentsConfiguration<Opened> {
  let openings = 0;
  return {
    create(uri, languageId, version, content) {
      openings++;
      return toOpened(TextDocument.create(uri, languageId, version, content), openings, []);
    },
    update: (opened, changes, version) => toOpened(TextDocument.update(opened.document, changes, version), opened.opening, changes),
  };
}

function toOpened(document: TextDocument, opening: number, changes: readonly TextDocumentContentChangeEvent[]): Opened {
  const { uri, languageId, version } = document;
  const text = document.getText();
  let lines: LineIndex | undefined;
  return {
    uri,
    key: normalizeUri(uri),
    version,
    snapshot: { kind: 'text', text, version: `open ${opening}.${version}`, languageId },
    get lines() {
      lines ??= createLineIndex(text);
      return lines;
    },
    changes,
    document,
    opening,
  };
}
