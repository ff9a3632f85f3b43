/** What the facade answers: plain data with offsets of whole documents; `lsp/` and `cli/` turn offsets into lines and characters. */
import type { Effect, Severity } from '../lint/rule.ts';
import type { OffsetRange } from '../syntax/node.ts';

export type { CompletionItem, CompletionKind, CompletionList, Hover, Scaffold } from '../features/answers.ts';

export interface Place extends OffsetRange {
  readonly uri: string;
}

export interface DiagnosedFix {
  readonly title: string;
  readonly effect: Effect;
  readonly preferred: boolean;
}

export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  /** Computed when first read: whoever shows no fixes pays for none. */
  readonly fixes: readonly DiagnosedFix[];
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  /** What stands there could be deleted and nothing would change. */
  readonly unnecessary?: true;
}

export interface Diagnosis {
  /** False where the document holds no policy and is no template: nothing is said about it. */
  readonly ours: boolean;
  /** In the order of the text. Findings in fragments (`${file(…)}`) carry the fragment's URI. */
  readonly diagnostics: readonly Diagnostic[];
  /** URIs that the answer depends on beside the document. */
  readonly reads: readonly string[];
  /** URIs that were not loaded yet: load them and ask again. */
  readonly wanted: readonly string[];
  /** Made of everything that decided the answer; equal keys, equal answers. */
  readonly key: string;
}

/** Replacement of a stretch of a document. */
export interface TextChange extends OffsetRange {
  readonly text: string;
}

/** Changes by URI; those of one document never overlap. */
export type Changes = ReadonlyMap<string, readonly TextChange[]>;

export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix' | 'source.fixAll.leastwise';
  readonly preferred: boolean;
  readonly effect?: Effect;
  /** The finding it answers, by rule and place. */
  readonly diagnostic?: Diagnostic;
  /** Hand it to `resolveCodeAction`. JSON. */
  readonly data: CodeActionData;
}

/** Names a code action by its finding's rule and place. `uri` is the document analysed: for a fragment one that names it. */
export type CodeActionData =
  | { readonly kind: 'fix'; readonly uri: string; readonly rule: string; readonly place: Place; readonly fix: number }
  | { readonly kind: 'suppress'; readonly uri: string; readonly rule: string; readonly place: Place; readonly metadata: boolean }
  /** `place`: the URI of the one document whose findings are fixed. */
  | { readonly kind: 'fix-all'; readonly uri: string; readonly place: string };

export type ResolvedCodeAction =
  /** `confirm`: it widens permissions; the client asks before it applies. */
  | { readonly kind: 'changes'; readonly changes: Changes; readonly confirm: boolean }
  /** The kernel denied or could not decide the claim on this document, the place cannot be written, or the document has changed. */
  | { readonly kind: 'withdrawn'; readonly reason: string };

/** `documentation` of a rule's page, Markdown. */
export interface RuleDocumentation {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly markdown: string;
}
