import { parseDocument } from '../syntax/parse.ts';
import { reparse } from '../syntax/reparse.ts';
import type { Parsed, TextEdit } from '../syntax/source.ts';
import type { FileSnapshot, VersionEdit } from '../template/files.ts';
import { languageOf } from '../template/language.ts';

/** A text that was read. */
export interface KnownText {
  readonly version: string;
  readonly parsed: Parsed;
}

/** Parses a text: only what is new of it, where it is known how it came from a version that was read before. */
export function parseAgain(known: KnownText | undefined, uri: string, snapshot: Extract<FileSnapshot, { kind: 'text' }>): Parsed {
  const { text, languageId } = snapshot;
  const language = languageOf(uri, text, languageId);
  const before = known?.parsed;
  if (known === undefined || before === undefined || before.source.language !== language || before.source.uri !== uri) {
    return parseDocument(uri, text, language);
  }
  if (before.source.text === text) return before;
  const edit = findEdit(
    { version: known.version, length: before.source.text.length },
    { length: text.length, edits: snapshot.edits ?? [] },
  );
  return edit === undefined ? parseDocument(uri, text, language) : reparse(before, text, edit);
}

/** How a text came from an earlier version; `undefined` where that is not known, or cannot be. */
export function findEdit(
  before: { readonly version: string; readonly length: number },
  now: { readonly length: number; readonly edits: readonly VersionEdit[] },
): TextEdit | undefined {
  const edit = composeEdits(before.version, now.edits);
  return edit !== undefined && before.length - edit.oldEnd === now.length - edit.newEnd ? edit : undefined;
}

/** All edits since a version as one stretch; `undefined` where that version is not among them. */
export function composeEdits(from: string, edits: readonly VersionEdit[]): TextEdit | undefined {
  const first = edits.findIndex((edit) => edit.from === from);
  if (first < 0) return undefined;
  return edits.slice(first).reduce<TextEdit | undefined>((done, next) => (done === undefined ? next : compose(done, next)), undefined);
}

/** The stretch that two edits span, one after the other: what lies right of the first moves with it. */
function compose(first: TextEdit, { start, oldEnd, newEnd }: TextEdit): TextEdit {
  return {
    start: Math.min(first.start, start),
    oldEnd: Math.max(first.oldEnd, oldEnd - (first.newEnd - first.oldEnd)),
    newEnd: Math.max(newEnd, first.newEnd + (newEnd - oldEnd)),
  };
}

/** Changes of one text, in its own offsets and in any order, as one stretch. */
export function spanChanges(changes: readonly { readonly start: number; readonly end: number; readonly text: string }[]): TextEdit {
  const start = Math.min(...changes.map((change) => change.start));
  const oldEnd = Math.max(...changes.map((change) => change.end));
  const grown = changes.reduce((sum, change) => sum + change.text.length - (change.end - change.start), 0);
  return { start, oldEnd, newEnd: oldEnd + grown };
}
