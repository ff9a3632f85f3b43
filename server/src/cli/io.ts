import type { FolderHost, LoadedFile } from '../analysis/host.ts';

export interface Sink {
  write(text: string): void;
  /** Whether a person sees it as it is written, in colour. */
  readonly isTerminal: boolean;
}

/** Everything of the process that the command line touches. */
export interface Io {
  /** Absolute path. */
  readonly cwd: string;
  readonly host: FolderHost;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readStdin(): Promise<LoadedFile>;
  /** Serves the language server over standard input and output; settles when it is up. */
  startServer(): Promise<void>;
}

/** Something about a file that is not a finding: it is missing, unreadable, or its configuration is wrong. */
export interface Problem {
  readonly path: string;
  /** No trailing period. */
  readonly message: string;
}

/** 0 clean, 1 findings, 2 wrong use or something unreadable, 3 a fault of ours. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Wrong use: the message goes to standard error, the exit code is 2. No trailing period. */
export class UsageError extends Error {}
