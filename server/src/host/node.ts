import { open, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { URI } from 'vscode-uri';
import type { FolderHost, LoadedFile } from '../analysis/host.ts';
import { decodeFile, MAXIMUM_BYTES } from './decode.ts';
import { describeSystemError, errorCode } from './system-error.ts';
import { findFiles, findWorkTree } from './walk.ts';

/** File access of Node. `catalogPath` is where the catalogue's bundle may lie; the first that is there is read. */
export function createNodeHost(catalogPaths: readonly string[]): FolderHost {
  return {
    readFile: (uri, root) => loadFile(uri, root),
    readCatalog: () => readFirst(catalogPaths),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    kindOf,
    findWorkTree: (uri) => toUri(findWorkTree(toPath(uri))),
    findFiles: async (folder) => findFiles(toPath(folder)),
    writeFile: (uri, text, bom) => writeFile(toPath(uri), bom ? `\uFEFF${text}` : text, 'utf8'),
  };
}

/**
 * Where the catalogue's bundle lies for a program in `folder`: beside it, else, when it runs from the sources, in the nearest `dist`
 * above it.
 */
export function catalogPathsFor(folder: string): readonly string[] {
  const paths = [path.join(folder, 'catalog.txt')];
  for (let above = folder; path.dirname(above) !== above; above = path.dirname(above)) paths.push(path.join(above, 'dist', 'catalog.txt'));
  return paths;
}

async function loadFile(uri: string, root: string | undefined): Promise<LoadedFile> {
  if (!uri.startsWith('file:')) return { kind: 'missing' };
  try {
    const real = await realpath(toPath(uri));
    if (root !== undefined && !isWithin(await realpath(toPath(root)), real)) return { kind: 'outside' };
    return await readBounded(real);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'unusable', cause: 'access', reason: `cannot be read: ${describeSystemError(error)}` };
  }
}

/** Asks for the kind of file before it opens it: opening a named pipe would wait for its writer. */
async function readBounded(real: string): Promise<LoadedFile> {
  const before = await stat(real);
  if (before.isDirectory()) return { kind: 'unusable', cause: 'access', reason: 'is a folder' };
  if (!before.isFile()) return { kind: 'unusable', cause: 'access', reason: 'is not a regular file' };
  const handle = await open(real, 'r');
  try {
    const { size } = await handle.stat();
    if (size > MAXIMUM_BYTES) return { kind: 'unusable', cause: 'content', reason: `is larger than ${MAXIMUM_BYTES / 1024 / 1024} MB` };
    return decodeFile(await handle.readFile());
  } finally {
    await handle.close();
  }
}

async function kindOf(uri: string): Promise<'file' | 'folder' | 'missing'> {
  try {
    return (await stat(toPath(uri))).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'file';
  }
}

async function readFirst(paths: readonly string[]): Promise<string> {
  for (const candidate of paths) {
    try {
      // The bundle is ASCII, which this decodes several times faster than UTF-8; asked for a text, Node would decode it piece by piece.
      return (await readFile(candidate)).toString('latin1');
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
    }
  }
  throw new Error(`the catalogue is missing: ${paths[0] ?? 'no place was named'}`);
}

function toPath(uri: string): string {
  return URI.parse(uri).fsPath;
}

function toUri(file: string | undefined): string | undefined {
  return file === undefined ? undefined : URI.file(file).toString();
}

function isWithin(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}
