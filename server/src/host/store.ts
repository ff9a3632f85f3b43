import { promises } from 'node:fs';
import path from 'node:path';
import { describeSystemError } from './system-error.ts';

/** Reads a file of our own; `undefined` where it is not there or cannot be read. */
export async function readStored(file: string): Promise<string | undefined> {
  return promises.readFile(file, 'utf8').catch(() => undefined);
}

/** Replaces a file of our own, whole or not at all, piece by piece; makes the folders above it. Rejects with a message that a person can read. */
export async function writeStored(file: string, pieces: Iterable<string>): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await promises.mkdir(path.dirname(file), { recursive: true });
    // Where somebody has put something in its place already, it is not written through.
    const handle = await promises.open(draft, 'wx');
    try {
      await promises.writeFile(handle, pieces);
    } finally {
      await handle.close();
    }
    await promises.rename(draft, file);
  } catch (error) {
    await promises.rm(draft, { force: true }).catch(() => {});
    throw new Error(describeSystemError(error));
  }
}
