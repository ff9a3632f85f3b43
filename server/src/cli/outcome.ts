import type { Effect, Severity } from '../lint/rule.ts';
import type { Position } from '../syntax/line-index.ts';
import type { Excerpt } from './output/excerpt.ts';

/** What the check of one document gave, as plain data: it may come from another thread, or from the cache. */
export interface Outcome {
  /** Why the document was not checked; no trailing period. */
  readonly problem?: string;
  readonly configuration?: WrongConfiguration;
  /** The document, where it holds policies, and the fragments that it has findings in. */
  readonly files: readonly CheckedFile[];
  /** A fault of ours that ended the check: an error's stack. */
  readonly fault?: string;
  /** Absent where it was not asked for, or cannot be told. */
  readonly inputs?: Inputs;
}

/** A configuration file with something wrong in it. */
export interface WrongConfiguration {
  readonly path: string;
  readonly messages: readonly string[];
}

export interface CheckedFile {
  readonly path: string;
  /** `readonly CheckedFinding[]` as JSON in ASCII: of thousands of files it is decoded one at a time. */
  readonly findings: string;
}

export interface CheckedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Offsets in the text of its file. */
  readonly start: number;
  readonly end: number;
  readonly range: PositionRange;
  readonly excerpt: readonly Excerpt[];
  readonly fixes: readonly CheckedFix[];
}

export interface CheckedFix {
  readonly title: string;
  readonly effect: Effect;
  readonly preferred: boolean;
  /** Absent where they were not asked for, and where the fix is not proved on its document. */
  readonly changes?: readonly CheckedChanges[];
}

/** What a fix changes in one file. */
export interface CheckedChanges {
  readonly path: string;
  readonly replacements: readonly { readonly range: PositionRange; readonly text: string }[];
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** Everything that decided an outcome beside the options of the command line. */
export interface Inputs {
  /** Path of the folder that bounds what the document may name; absent where its text can hold no policy. */
  readonly root?: string;
  /** The document first, then each file that was read or looked for, and what was there. */
  readonly files: readonly (readonly [path: string, fingerprint: string])[];
}
