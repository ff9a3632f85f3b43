import { parseDocument } from '../syntax/parse.ts';
import { reparse } from '../syntax/reparse.ts';
import type { Parsed, TextEdit } from '../syntax/source.ts';
import type { TextSnapshot, VersionEdit } from '../template/files.ts';
import { languageOf } from '../template/language.ts';
import { findStretches, grownBy, spanOf } from './stretches.ts';

/** A text that was read. */
export interface KnownText {
  readonly version: string;
  readonly parsed: Parsed;
}

/** Parses a text: only what is new of it, where it is known how it came from a version that was read before. */
export function parseAgain(known: KnownText | undefined, uri: string, snapshot: TextSnapshot): Parsed {
  const { text, languageId, edits = [] } = snapshot;
  const language = languageOf(uri, text, languageId);
  const before = known?.parsed;
  if (known === undefined || before === undefined || before.source.language !== language || before.source.uri !== uri) {
    return parseDocument(uri, text, language);
  }
  if (before.source.text === text) return before;
  const stretches = stretchesSince({ version: known.version, length: before.source.text.length }, { length: text.length, edits });
  return stretches === undefined ? parseDocument(uri, text, language) : reparseEach(before, text, stretches);
}

/** Reads one stretch after the other: what stands between two of them, which may be most of the text, is not read again. */
function reparseEach(before: Parsed, text: string, stretches: readonly TextEdit[]): Parsed {
  const last = stretches.length - 1;
  return stretches.reduce((parsed, stretch, index) => {
    const rest = parsed.source.text.slice(stretch.oldEnd);
    return reparse(parsed, index === last ? text : text.slice(0, stretch.newEnd) + rest, stretch);
  }, before);
}

interface TextBefore {
  readonly version: string;
  readonly length: number;
}

interface TextNow {
  readonly length: number;
  readonly edits: readonly VersionEdit[];
}

/** How a text came from an earlier version; `undefined` where that is not known, or cannot be. */
export function findEdit(before: TextBefore, now: TextNow): TextEdit | undefined {
  const stretches = stretchesSince(before, now);
  return stretches === undefined ? undefined : spanOf(stretches);
}

/** The same, place by place. */
function stretchesSince(before: TextBefore, { length, edits }: TextNow): readonly TextEdit[] | undefined {
  const first = edits.findIndex((edit) => edit.from === before.version);
  const stretches = first < 0 ? undefined : findStretches(edits.slice(first));
  return stretches !== undefined && before.length + grownBy(stretches) === length ? stretches : undefined;
}

/** Changes of one text, in its own offsets and in any order, as one stretch. */
export function spanChanges(changes: readonly { readonly start: number; readonly end: number; readonly text: string }[]): TextEdit {
  const start = Math.min(...changes.map((change) => change.start));
  const oldEnd = Math.max(...changes.map((change) => change.end));
  const grown = changes.reduce((sum, change) => sum + change.text.length - (change.end - change.start), 0);
  return { start, oldEnd, newEnd: oldEnd + grown };
}
