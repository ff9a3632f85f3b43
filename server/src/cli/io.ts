import type { Worker } from 'node:worker_threads';
import type { FolderHost, LoadedFile } from '../analysis/host.ts';
import type { WorkerOptions } from './worker-messages.ts';

export interface Sink {
  write(text: string): void;
  /** Writes a long text in pieces, no faster than it is read. */
  writeAll(pieces: Iterable<string>): Promise<void>;
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
  /** How many threads the machine runs at once. */
  readonly cores: number;
  readonly store: Store;
  readStdin(): Promise<LoadedFile>;
  /** Serves the language server over standard input and output; settles when it is up. */
  startServer(): Promise<void>;
  /** Starts a thread that checks documents (`check-worker.ts`). */
  startWorker(options: WorkerOptions): Promise<Worker>;
  /** A text that differs where the program or its catalogue does. */
  describeProgram(): Promise<string>;
}

/** A file of our own that is kept between two runs. */
export interface Store {
  /** `undefined` where it is not there or cannot be read. */
  read(file: string): Promise<string | undefined>;
  /** The pieces of a text, whole or not at all; makes the folders above. Rejects with the system's error. */
  write(file: string, pieces: Iterable<string>): Promise<void>;
}

/** Something about a file that is not a finding: it is missing, unreadable, or its configuration is wrong. */
export interface Problem {
  readonly path: string;
  /** No trailing period. */
  readonly message: string;
}

/** 0 clean, 1 findings, 2 wrong use or something unreadable, 3 an answer that is not known, 70 a fault of ours (`EX_SOFTWARE` of sysexits.h). */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

/** Wrong use: the message goes to standard error, the exit code is 2. No trailing period. */
export class UsageError extends Error {}
