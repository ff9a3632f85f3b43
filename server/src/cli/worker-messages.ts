import type { LoadedFile } from '../analysis/host.ts';
import type { Outcome } from './outcome.ts';
import type { CheckSettings, ProjectOptions } from './settings.ts';

/** What a thread that checks documents is started with; plain data. The targets follow as messages, one after each answer. */
export interface WorkerOptions {
  /** Absolute path. */
  readonly cwd: string;
  readonly project: ProjectOptions;
  readonly settings: CheckSettings;
  /** Whether outcomes say what decided them. */
  readonly withInputs: boolean;
  /** Standard input, which only the main thread can read. */
  readonly stdin?: LoadedFile;
}

/** What such a thread says: once that it is ready, then an answer a target. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'checked'; readonly outcome: Outcome }
  /** Nothing at all can be checked: a broken installation. */
  | { readonly kind: 'failed'; readonly fault: string };
