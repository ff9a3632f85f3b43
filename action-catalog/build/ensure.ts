import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { catalogFile, headerLine, writeCatalog } from './main.ts';
import { findRoot } from './packages.ts';

/**
 * Builds `dist/catalog.txt` when it is missing, was made from other versions of the packages, or is older than a source of the build
 * or a table. Returns its path. A few milliseconds when there is nothing to do.
 */
export function ensureCatalog(): string {
  const file = catalogFile();
  if (!checked) {
    if (!isUpToDate(file)) writeCatalog(file);
    checked = true;
  }
  return file;
}

/** Once a process: its own build is as new as its code can make it. */
let checked = false;

function isUpToDate(file: string): boolean {
  const built = modified(file);
  return built !== undefined && firstLine(file) === `# ${headerLine()}` && sources().every((source) => (modified(source) ?? 0) <= built);
}

function sources(): readonly string[] {
  const root = findRoot();
  const folders = ['action-catalog/build', 'action-catalog/tables'].map((folder) => path.join(root, folder));
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  return [...files, path.join(root, 'server/src/catalog/bundle-format.ts')];
}

function modified(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function firstLine(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(2048);
    const text = buffer.toString('latin1', 0, readSync(handle, buffer));
    return text.slice(0, text.indexOf('\n'));
  } finally {
    closeSync(handle);
  }
}
