import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import type { Io } from '../../server/src/cli/io.ts';
import { main } from '../../server/src/cli/program.ts';
import { decodeFile } from '../../server/src/host/decode.ts';
import { directCalls } from '../../server/src/host/file-calls.ts';
import { createNodeHost } from '../../server/src/host/node.ts';
import { readStored, writeStored } from '../../server/src/host/store.ts';

const catalogPath = ensureCatalog();

export interface Run {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Stands in for what the process gives beyond files and streams. */
  readonly io?: Partial<Io>;
}

/** Runs the command line in a folder. */
export async function run(cwd: string, argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const toSink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    writeAll: async (pieces: Iterable<string>) => {
      for (const piece of pieces) written[name] += piece;
    },
    isTerminal: options.isTerminal ?? false,
  });
  const io: Io = {
    cwd,
    host: createNodeHost([catalogPath], directCalls),
    stdout: toSink('stdout'),
    stderr: toSink('stderr'),
    env: options.env ?? {},
    readStdin: async () =>
      decodeFile(typeof options.stdin === 'string' ? new TextEncoder().encode(options.stdin) : (options.stdin ?? new Uint8Array())),
    startServer: () => Promise.reject(new Error('no server was asked for')),
    cores: 1,
    store: { read: readStored, write: writeStored },
    startWorker: () => Promise.reject(new Error('no thread was asked for')),
    describeProgram: async () => 'program-1',
    ...options.io,
  };
  const code = await main(argv, io);
  return { code, ...written };
}

/** A folder with files by relative path, gone when the test is over. */
export function createFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leastwise-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** A template in which one finding, of rule unquoted-star, has a preferred fix. */
export const BROKEN = `Resources:
  Role:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Deny
            Action: s3:DeleteBucket
            Resource: *
`;

/** The same, mended. */
export const MENDED = BROKEN.replace('Resource: *', "Resource: '*'");

/** A template with one warning, of rule wildcard-resource, and one error, of rule invalid-effect. */
export const MIXED = `Resources:
  Role:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action: dynamodb:GetItem
            Resource: '*'
          - Effect: Permit
            Action: sqs:SendMessage
            Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'
`;
