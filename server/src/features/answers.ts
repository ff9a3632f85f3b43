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
