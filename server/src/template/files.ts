import type { TextEdit } from '../syntax/source.ts';

/** A text; `version` changes whenever it does. */
export interface TextSnapshot {
  readonly kind: 'text';
  readonly text: string;
  readonly version: string;
  /** The editor's; absent for a file on disk. */
  readonly languageId?: string;
  /** How the text came from earlier versions of it, oldest first, as far as that is known. */
  readonly edits?: readonly VersionEdit[];
}

/** What a file of the workspace is, as far as the snapshot knows. */
export type FileSnapshot =
  | TextSnapshot
  | { readonly kind: 'missing' }
  /** Not in the workspace folder that holds the document: never read. */
  | { readonly kind: 'outside' }
  /** Not loaded yet: ask again once it is. */
  | { readonly kind: 'unread' };

/** A snapshot of the workspace's files; synchronous, and the same answer every time. */
export interface Files {
  read(uri: string): FileSnapshot;
}

export interface VersionEdit extends TextEdit {
  /** The version that the edit turned into the next one. */
  readonly from: string;
}

/** How many edits of a text are remembered: as many as may lie between two questions about it. */
const REMEMBERED_EDITS = 64;

/** The text after `written` has taken the place of a stretch of it. */
export function editText(before: TextSnapshot, start: number, oldEnd: number, written: string, version: string): TextSnapshot {
  const edit = { start, oldEnd, newEnd: start + written.length, from: before.version };
  const text = before.text.slice(0, start) + written + before.text.slice(oldEnd);
  return { ...before, text, version, edits: [...(before.edits ?? []), edit].slice(-REMEMBERED_EDITS) };
}
