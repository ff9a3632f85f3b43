import { promises } from 'node:fs';
import path from 'node:path';
import { URI } from 'vscode-uri';
import type { FolderHost, LoadedFile } from '../analysis/host.ts';
import type { CatalogText } from '../catalog/catalog-text.ts';
import { decodeFile, MAXIMUM_BYTES } from './decode.ts';
import type { FileCalls } from './file-calls.ts';
import { openText, waitingCalls } from './file-calls.ts';
import { describeSystemError, errorCode } from './system-error.ts';
import { findFiles, findWorkTree } from './walk.ts';

/**
 * File access of Node. `catalog` is the catalogue's bundle, or where it may lie: the first that is there is read. `calls` asks the system:
 * a server goes on working meanwhile, a command line has nothing else to do.
 */
export function createNodeHost(catalog: readonly string[] | SharedArrayBuffer, calls: FileCalls = waitingCalls): FolderHost {
  return {
    readFile: (uri, root) => loadFile(uri, root, calls),
    readCatalog: async () => (catalog instanceof SharedArrayBuffer ? toCatalogText(catalog) : openFirst(catalog)),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    kindOf: (uri) => kindOf(uri, calls),
    findWorkTree: (uri) => toUri(findWorkTree(toPath(uri))),
    findFiles: async (folder) => findFiles(toPath(folder)),
    writeFile: (uri, text, bom) => promises.writeFile(toPath(uri), bom ? `\uFEFF${text}` : text, 'utf8'),
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

/** The bytes of the catalogue's bundle, in memory that threads can share. Throws as `readCatalog` does. */
export async function readCatalogBytes(paths: readonly string[]): Promise<SharedArrayBuffer> {
  const { length, slice } = openFirst(paths);
  const shared = new SharedArrayBuffer(length);
  Buffer.from(shared).write(slice(0, length), 'latin1');
  return shared;
}

function openFirst(paths: readonly string[]): CatalogText {
  for (const candidate of paths) {
    try {
      return openText(candidate);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
    }
  }
  throw new Error(`the catalogue is missing: ${paths[0] ?? 'no place was named'}`);
}

/** The bundle is ASCII; only what is looked up becomes text. */
function toCatalogText(bytes: SharedArrayBuffer): CatalogText {
  const buffer = Buffer.from(bytes);
  return { length: buffer.length, slice: (start, end) => buffer.toString('latin1', start, end) };
}

async function loadFile(uri: string, root: string | undefined, calls: FileCalls): Promise<LoadedFile> {
  if (!uri.startsWith('file:')) return { kind: 'missing' };
  try {
    const real = await calls.realpath(toPath(uri));
    if (root !== undefined && !isWithin(await calls.realpath(toPath(root)), real)) return { kind: 'outside' };
    // Asks for the kind of file before it opens it: opening a named pipe would wait for its writer.
    const found = await calls.stat(real);
    if (found.isDirectory()) return { kind: 'unusable', cause: 'access', reason: 'is a folder' };
    if (!found.isFile()) return { kind: 'unusable', cause: 'access', reason: 'is not a regular file' };
    const bytes = await calls.read(real, MAXIMUM_BYTES);
    if (bytes === undefined) return { kind: 'unusable', cause: 'content', reason: `is larger than ${MAXIMUM_BYTES / 1024 / 1024} MB` };
    return decodeFile(bytes);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'unusable', cause: 'access', reason: `cannot be read: ${describeSystemError(error)}` };
  }
}

async function kindOf(uri: string, calls: FileCalls): Promise<'file' | 'folder' | 'missing'> {
  try {
    return (await calls.stat(toPath(uri))).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'file';
  }
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
