import type { CodeLens, InlayHint, OutlineSymbol, PermissionNode } from '../features/answers.ts';
import type { OffsetRange } from '../syntax/node.ts';
import type { Changes, Place } from './answers.ts';

export type { CodeLens, InlayHint, OutlineSymbol, PermissionKind, PermissionNode, SymbolIcon } from '../features/answers.ts';

/**
 * What only an editor shows: lenses, hints, the outline, names and the tree of permissions. `through` is the document to analyse: `uri` itself unless said
 * otherwise, or one that names `uri` as a fragment.
 */
export interface EditorAnalysis {
  /** What each function and role may do, in a line above it; in steps. */
  codeLensSteps(uri: string, through?: string): Generator<void, readonly CodeLens[]>;
  inlayHints(uri: string, range: OffsetRange, through?: string): readonly InlayHint[];
  symbols(uri: string, through?: string): readonly OutlineSymbol[];
  /** Where the name at an offset is declared; empty where none stands. */
  definition(uri: string, offset: number, through?: string): readonly Place[];
  /** Where it is used, in the document and its fragments. */
  references(uri: string, offset: number, includeDeclaration: boolean, through?: string): readonly Place[];
  /** `undefined` where no name stands. */
  prepareRename(uri: string, offset: number, through?: string): RenamePreparation | undefined;
  rename(uri: string, offset: number, to: string, through?: string): Renaming | undefined;
  /** The roots of the tree of permissions, in steps; `undefined` for a document that is none of ours. Their children: `permissionsOf`. */
  permissionRootsSteps(uri: string): Generator<void, readonly PermissionNode[] | undefined>;
  /** What stands below the function, state machine or role of this logical id. */
  permissionsOf(uri: string, principal: string): readonly PermissionNode[];
}

/** `reason` is a sentence for the user. */
export type RenamePreparation =
  | { readonly kind: 'renamable'; readonly place: Place; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type Renaming = { readonly kind: 'changes'; readonly changes: Changes } | { readonly kind: 'refused'; readonly reason: string };
