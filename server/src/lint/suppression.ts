import type { OffsetRange, Range } from '../syntax/node.ts';

/** Whose word a suppression is in. */
export type SuppressionTool = 'leastwise' | 'cfn-lint' | 'checkov' | 'cfn_nag' | 'cdk-nag';

/** What an author has silenced, as written: in a comment or in metadata. */
export interface WrittenSuppression {
  readonly tool: SuppressionTool;
  readonly uri: string;
  /** Findings that start in here are silenced, in offsets of the document. */
  readonly covers: OffsetRange;
  /** The comment, or the entry of the metadata. */
  readonly range: Range;
  /** A comment alone on its lines: what goes with it. */
  readonly line?: Range;
  readonly names: readonly WrittenName[];
  readonly reason: string;
}

export interface WrittenName {
  /** A rule of ours, or a check of the tool. */
  readonly id: string;
  readonly range: Range;
}

/** A suppression with what became of it. */
export interface Suppression extends Omit<WrittenSuppression, 'names'> {
  readonly names: readonly SuppressedName[];
}

export interface SuppressedName extends WrittenName {
  /** The rules of which it silences something here. */
  readonly silenced: readonly string[];
  /** Why it silences nothing: the rule finds nothing, the configuration has it off, or there is no such rule. */
  readonly state: 'used' | 'unused' | 'off' | 'unknown';
  /** For an unknown rule: the one that is meant. */
  readonly nearest?: string;
}
