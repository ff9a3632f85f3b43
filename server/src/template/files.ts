import type { TextEdit } from '../syntax/source.ts';

/** What a file of the workspace is, as far as the snapshot knows. */
export type FileSnapshot =
  /** `version` changes whenever the text does. `languageId` is the editor's; absent for a file on disk. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly version: string;
      readonly languageId?: string;
      /** How the text came from earlier versions of it, oldest first, as far as that is known. */
      readonly edits?: readonly VersionEdit[];
    }
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
