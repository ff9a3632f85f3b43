import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { normalizeUri } from '../analysis/uris.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import { createLineIndex } from '../syntax/line-index.ts';
import type { TextEdit } from '../syntax/source.ts';
import type { FileSnapshot, VersionEdit } from '../template/files.ts';
import { fromRange } from './from-lsp.ts';

/** One version of a document that the client holds open. Another version is another object. */
export interface OpenDocument {
  /** As the client spells it. */
  readonly uri: string;
  /** As everything else spells it. */
  readonly key: string;
  readonly version: number;
  readonly snapshot: Extract<FileSnapshot, { kind: 'text' }>;
  readonly lines: LineIndex;
}

export interface OpenDocuments {
  /** The library's manager; `listen` to it. */
  readonly manager: TextDocuments<OpenDocument>;
  get(uri: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
}

/** How many edits of a document are remembered: as many as may lie between two questions about it. */
const REMEMBERED_EDITS = 64;

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

  function change(text: Text, event: TextDocumentContentChangeEvent): Text {
    const { edit, written } = readChange(text, event);
    const after = text.text.slice(0, edit.start) + written + text.text.slice(edit.oldEnd);
    const edits = [...text.edits, { ...edit, from: text.name }].slice(-REMEMBERED_EDITS);
    return { text: after, name: nameText(), lines: text.lines.edited(edit, after), edits };
  }

  return {
    create: (uri, languageId, version, text) =>
      toOpenDocument({ uri, key: normalizeUri(uri), version }, languageId, {
        text,
        name: nameText(),
        lines: createLineIndex(text),
        edits: [],
      }),
    update({ uri, key, snapshot, lines }, changes, version) {
      const before: Text = { text: snapshot.text, name: snapshot.version, lines, edits: snapshot.edits ?? [] };
      return toOpenDocument({ uri, key, version }, snapshot.languageId, changes.reduce(change, before));
    },
  };
}

/** A text on its way from one version of the client to the next. */
interface Text {
  readonly text: string;
  readonly name: string;
  readonly lines: LineIndex;
  readonly edits: readonly VersionEdit[];
}

function readChange({ text, lines }: Text, event: TextDocumentContentChangeEvent): { readonly edit: TextEdit; readonly written: string } {
  const written = event.text;
  if (!('range' in event)) return { edit: { start: 0, oldEnd: text.length, newEnd: written.length }, written };
  const { start, end } = fromRange(lines, event.range);
  return { edit: { start, oldEnd: Math.max(start, end), newEnd: start + written.length }, written };
}

function toOpenDocument(
  named: Pick<OpenDocument, 'uri' | 'key' | 'version'>,
  languageId: string | undefined,
  { text, name, lines, edits }: Text,
): OpenDocument {
  const language = languageId === undefined ? {} : { languageId };
  return { ...named, snapshot: { kind: 'text', text, version: name, ...language, edits }, lines };
}
