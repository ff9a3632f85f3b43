import type { OffsetRange } from '../syntax/node.ts';

export type CompletionKind =
  | 'key'
  | 'value'
  | 'service'
  | 'action'
  | 'resource'
  | 'arn'
  | 'condition'
  | 'policy-template'
  | 'managed-policy'
  | 'snippet';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Beside the label: an access level, a resource type. */
  readonly detail?: string;
  /** What is typed to find it, where it is not the label. */
  readonly filter?: string;
  /** Sorts the items; ascending. */
  readonly sort: string;
  /** What replaces `range`; a snippet with `$1`, `${1:name}` where `snippet` is set. */
  readonly text: string;
  readonly snippet?: true;
  /** The exact stretch that is replaced; it lies on the cursor's line. */
  readonly range: OffsetRange;
  /** Hand it to `resolveCompletion` for documentation. JSON; absent where there is none. */
  readonly data?: string;
  /** Ask for completion again once it is inserted (a service prefix, a key). */
  readonly again?: true;
}

export interface CompletionList {
  readonly items: readonly CompletionItem[];
  /** True where the list was cut: ask again while the user types. */
  readonly incomplete: boolean;
}

export interface Hover {
  /** Markdown. */
  readonly contents: string;
  readonly range: OffsetRange;
}

/** A piece of a template that the editor can insert. */
export interface Scaffold {
  readonly id: 'sam-policies' | 'serverless-iam-role-statements' | 'cloudformation-role';
  readonly title: string;
  /** Where it goes; a snippet in LSP notation. */
  readonly uri: string;
  readonly range: OffsetRange;
  readonly snippet: string;
}

/** What a function or role may do, in a line above it. */
export interface CodeLens {
  /** The key of its entry. */
  readonly range: OffsetRange;
  readonly title: string;
  /** Logical id: hand it to `permissionsOf`. */
  readonly principal: string;
}

/** A line behind what is written, which it explains. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
  /** Many stand close together, or more text follows on the line. */
  readonly crowded: boolean;
}

export type SymbolIcon = 'function' | 'state-machine' | 'role' | 'policy' | 'statement' | 'attached';

/** An entry of the outline; `selection` lies in `range`. */
export interface OutlineSymbol {
  readonly name: string;
  readonly detail?: string;
  readonly icon: SymbolIcon;
  readonly range: OffsetRange;
  readonly selection: OffsetRange;
  readonly children: readonly OutlineSymbol[];
}

export type PermissionKind =
  | 'function'
  | 'state-machine'
  | 'role'
  | 'service'
  | 'action'
  | 'wildcard'
  | 'resource'
  | 'origin'
  | 'denied'
  | 'boundary'
  | 'unknown'
  | 'caller';

/** A node of the tree of permissions: principal, service, action, resource, origin. */
export interface PermissionNode {
  readonly kind: PermissionKind;
  /** Unlike that of its siblings, and the same after an edit elsewhere. */
  readonly id: string;
  readonly label: string;
  /** Beside the label. */
  readonly description?: string;
  readonly tooltip?: string;
  /** Where it is written. */
  readonly place?: OffsetRange & { readonly uri: string };
  readonly children: readonly PermissionNode[];
}
