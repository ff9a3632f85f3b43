import type { Stats } from 'node:fs';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Milliseconds after which a file that was not written again belongs to a version that is gone. */
const OUTDATED = 30 * 24 * 3600 * 1000;

/** The home folder may be unknown: then it throws. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  home(): string;
}

/** Where programs keep for one user what they can make again; `undefined` where the environment has no such folder. */
export function findUserFolder({ env, platform, home }: Environment): string | undefined {
  if (platform === 'win32') return absolute(env.LOCALAPPDATA);
  const own = platform === 'darwin' ? undefined : absolute(env.XDG_CACHE_HOME);
  const above = absolute(attempt(home));
  return own ?? (above && path.join(above, ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'])));
}

/** Reads a file of a folder unless somebody else may have written it: both have to be the user's own, and nobody else may write to them. */
export function readPrivate(folder: string, name: string): Buffer | undefined {
  return attempt(() => {
    const handle = openSync(path.join(folder, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const file = fstatSync(handle);
      return file.isFile() && isPrivate(file) && isPrivateFolder(folder) ? readFileSync(handle) : undefined;
    } finally {
      closeSync(handle);
    }
  });
}

/** Replaces a file of such a folder, whole or not at all, makes the folder, and removes what is outdated there. Nobody is told where that fails. */
export function writePrivate(folder: string, name: string, data: Uint8Array): void {
  attempt(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  if (!isPrivateFolder(folder)) return;
  const draft = path.join(folder, `${name}.${process.pid}.tmp`);
  attempt(() => {
    // Where something stands in its place already, it is not written through.
    writeFileSync(draft, data, { flag: 'wx', mode: 0o600 });
    renameSync(draft, path.join(folder, name));
  });
  attempt(() => rmSync(draft, { force: true }));
  attempt(() => removeOutdated(folder));
}

function removeOutdated(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - lstatSync(file).mtimeMs > OUTDATED) rmSync(file, { force: true });
  }
}

function isPrivateFolder(folder: string): boolean {
  const found = attempt(() => lstatSync(folder));
  return found?.isDirectory() === true && isPrivate(found);
}

/** Windows has no such owners and modes: there the folder is one that only the user may enter. */
function isPrivate({ uid, mode }: Stats): boolean {
  const user = process.geteuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}

function absolute(written: string | undefined): string | undefined {
  return written !== undefined && path.isAbsolute(written) ? written : undefined;
}

/** What fails gives nothing. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
