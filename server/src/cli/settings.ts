import type { Level, Preset } from '../lint/config.ts';
import type { Severity } from '../lint/rule.ts';
import type { Target } from './target.ts';

/** What decides how a document is checked. */
export interface CheckSettings {
  /** The lowest that is reported. */
  readonly severity: Severity;
  /** Whether the edits of fixes are wanted: each is proved first. */
  readonly withChanges: boolean;
}

/** What decides which configuration applies. */
export interface ProjectOptions {
  /** As written on the command line. */
  readonly config?: string;
  readonly rules?: Readonly<Record<string, Level>>;
  readonly preset?: Preset;
  /** The target that is standard input, if there is one. */
  readonly stdin?: Target;
}
