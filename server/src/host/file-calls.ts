import type { Stats } from 'node:fs';
// `promises`, not `fs/promises`: Node loads them at the first use, and a command that reads one file has none.
import { closeSync, fstatSync, openSync, promises, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import type { CatalogText } from '../catalog/catalog-text.ts';

/** What is asked of the system about one file; each rejects, or throws, with the system's error. */
export interface FileCalls {
  realpath(file: string): string | Promise<string>;
  stat(file: string): Stats | Promise<Stats>;
  /** `undefined` where the file is longer than `most` bytes. */
  read(file: string, most: number): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

/** Lets other work go on while the system answers. */
export const waitingCalls: FileCalls = {
  realpath: (file) => promises.realpath(file),
  stat: (file) => promises.stat(file),
  async read(file, most) {
    const handle = await promises.open(file, 'r');
    try {
      return (await handle.stat()).size > most ? undefined : await handle.readFile();
    } finally {
      await handle.close();
    }
  },
};

/** For who has nothing else to do: several times faster on many small files. */
export const directCalls: FileCalls = {
  realpath: (file) => realpathSync.native(file),
  stat: (file) => statSync(file),
  read: (file, most) => withFile(file, (handle) => (fstatSync(handle).size > most ? undefined : readFileSync(handle))),
};

/**
 * A file of ASCII that does not change, such as the catalogue: of its megabytes a process needs a few lines, and only these are read, each when it is
 * asked for. The file is closed when the process ends. Throws the system's error.
 */
export function openText(file: string): CatalogText {
  const handle = openSync(file, 'r');
  return { length: fstatSync(handle).size, slice: (start, end) => readStretch(handle, start, end) };
}

function readStretch(handle: number, start: number, end: number): string {
  const buffer = Buffer.allocUnsafe(Math.max(0, end - start));
  return buffer.toString('latin1', 0, readSync(handle, buffer, 0, buffer.length, start));
}

function withFile<T>(file: string, use: (handle: number) => T): T {
  const handle = openSync(file, 'r');
  try {
    return use(handle);
  } finally {
    closeSync(handle);
  }
}
