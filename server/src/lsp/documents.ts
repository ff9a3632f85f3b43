import type { Range, TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { normalizeUri } from '../analysis/uris.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import { createLineIndex } from '../syntax/line-index.ts';
import type { TextSnapshot } from '../template/files.ts';
import { editText } from '../template/files.ts';
import { fromRange } from './from-lsp.ts';

/** One version of a document that the client holds open. Another version is another object. */
export interface OpenDocument {
  /** As the client spells it. */
  readonly uri: string;
  /** As everything else spells it. */
  readonly key: string;
  readonly version: number;
  readonly snapshot: TextSnapshot;
  readonly lines: LineIndex;
}

export interface OpenDocuments {
  /** The library's manager; `listen` to it. */
  readonly manager: TextDocuments<OpenDocument>;
  get(uri: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
}

/** Documents synchronized by increments, with the increments handed on. */
export function createOpenDocuments(): OpenDocuments {
  const manager = new TextDocuments<OpenDocument>(createConfiguration());
  const byKey = new Map<string, string>();
  manager.onDidOpen(({ document }) => byKey.set(document.key, document.uri));
  manager.onDidClose(({ document }) => byKey.delete(document.key));
  return {
    manager,
    get: (uri) => manager.get(uri) ?? manager.get(byKey.get(normalizeUri(uri)) ?? uri),
    all: () => manager.all(),
  };
}

/** Makes each version of a document of the one before; lives as long as the documents do. */
export function createConfiguration(): TextDocumentsConfiguration<OpenDocument> {
  // Counted here: a client counts anew for each opening, and several changes may come in one version.
  let texts = 0;
  const nameText = () => `open ${++texts}`;

  function change({ snapshot, lines }: Versioned, event: TextDocumentContentChangeEvent): Versioned {
    const { start, end } = 'range' in event ? readRange(lines, event.range) : { start: 0, end: snapshot.text.length };
    const after = editText(snapshot, start, end, event.text, nameText());
    return { snapshot: after, lines: lines.edited({ start, oldEnd: end, newEnd: start + event.text.length }, after.text) };
  }

  return {
    create(uri, languageId, version, text) {
      const language = languageId === undefined ? {} : { languageId };
      const snapshot: TextSnapshot = { kind: 'text', text, version: nameText(), ...language, edits: [] };
      return { uri, key: normalizeUri(uri), version, snapshot, lines: createLineIndex(text) };
    },
    update({ uri, key, ...before }, changes, version) {
      const { snapshot, lines } = changes.reduce(change, before);
      return { uri, key, version, snapshot, lines };
    },
  };
}

/** A text on its way from one version of the client to the next. */
type Versioned = Pick<OpenDocument, 'snapshot' | 'lines'>;

/** The offsets of a range, whose end may stand before its start: then nothing is replaced. */
function readRange(lines: LineIndex, range: Range): { readonly start: number; readonly end: number } {
  const { start, end } = fromRange(lines, range);
  return { start, end: Math.max(start, end) };
}
