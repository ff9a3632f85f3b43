import { existsSync, promises } from 'node:fs';
import path from 'node:path';
import type { Ignore } from 'ignore';
import ignore from 'ignore';
import { URI } from 'vscode-uri';
import type { FileProblem, FoundFiles } from '../analysis/host.ts';
import { compareTexts } from '../syntax/compare-texts.ts';
import { describeSystemError } from './system-error.ts';

const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json', '.jsonc', '.template', '.cfn']);

/** What tools install or generate; never descended into, whatever git says. */
const GENERATED: ReadonlySet<string> = new Set(['node_modules', '.aws-sam', '.serverless', '.git']);

/** Rules of one `.gitignore`; its paths are relative to `folder`. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

interface Walk {
  readonly root: string;
  readonly seen: Set<string>;
  readonly files: string[];
  readonly problems: FileProblem[];
}

/**
 * The files below `folder` that may be templates or policies, sorted. A folder or file reached twice (by a symbolic link, a loop) is
 * taken once; links that lead out of `folder` are not followed.
 */
export async function findFiles(folder: string): Promise<FoundFiles> {
  const walk: Walk = { root: await promises.realpath(folder).catch(() => folder), seen: new Set(), files: [], problems: [] };
  await visitFolder(walk, folder, walk.root, await readIgnoreFilesAbove(folder));
  return { files: walk.files.sort().map((file) => URI.file(file).toString()), problems: walk.problems };
}

/** The nearest folder at or above `file` that holds `.git`. */
export function findWorkTree(file: string): string | undefined {
  return foldersAbove(path.resolve(file)).find((folder) => existsSync(path.join(folder, '.git')));
}

async function visitFolder(walk: Walk, folder: string, real: string, above: readonly IgnoreFile[]): Promise<void> {
  if (walk.seen.has(real)) return;
  walk.seen.add(real);
  const entries = await promises.readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    walk.problems.push({ uri: URI.file(folder).toString(), message: `cannot be read: ${describeSystemError(error)}` });
    return [];
  });
  const own = entries.some((entry) => entry.name === '.gitignore') ? await readIgnoreFile(folder, '.gitignore') : [];
  const ignores = [...above, ...own];
  // What is named directly goes before what a link leads to, so that a file has its own name.
  const sorted = entries.sort((a, b) => Number(a.isSymbolicLink()) - Number(b.isSymbolicLink()) || compareTexts(a.name, b.name));
  for (const entry of sorted) {
    const name = path.join(folder, entry.name);
    const target = entry.isSymbolicLink()
      ? await followLink(walk, name)
      : { real: path.join(real, entry.name), folder: entry.isDirectory(), file: entry.isFile() };
    if (target?.folder === true) {
      if (!GENERATED.has(entry.name) && !isIgnored(ignores, name, true)) await visitFolder(walk, name, target.real, ignores);
    } else if (target?.file === true && EXTENSIONS.has(path.extname(entry.name).toLowerCase()) && !isIgnored(ignores, name, false)) {
      if (!walk.seen.has(target.real)) walk.files.push(name);
      walk.seen.add(target.real);
    }
  }
}

/** `undefined` for a link that leads nowhere or out of the folder that is walked. */
async function followLink(walk: Walk, link: string): Promise<{ real: string; folder: boolean; file: boolean } | undefined> {
  try {
    const real = await promises.realpath(link);
    if (real !== walk.root && !real.startsWith(walk.root + path.sep)) return undefined;
    const kind = await promises.stat(real);
    return { real, folder: kind.isDirectory(), file: kind.isFile() };
  } catch {
    return undefined;
  }
}

/** A deeper `.gitignore` beats those above it. */
function isIgnored(ignores: readonly IgnoreFile[], name: string, folder: boolean): boolean {
  for (const file of ignores.toReversed()) {
    const relative = path.relative(file.folder, name).split(path.sep).join('/');
    const { ignored, unignored } = file.rules.test(folder ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** Those between the top of the git work tree and `folder`, which is left out. */
async function readIgnoreFilesAbove(folder: string): Promise<readonly IgnoreFile[]> {
  const top = findWorkTree(folder);
  if (top === undefined) return [];
  const found = [await readIgnoreFile(top, path.join('.git', 'info', 'exclude'))];
  for (const above of foldersAbove(folder).reverse()) {
    if (above !== folder && !path.relative(top, above).startsWith('..')) found.push(await readIgnoreFile(above, '.gitignore'));
  }
  return found.flat();
}

async function readIgnoreFile(folder: string, name: string): Promise<readonly IgnoreFile[]> {
  try {
    return [{ folder, rules: ignore().add(await promises.readFile(path.join(folder, name), 'utf8')) }];
  } catch {
    return [];
  }
}

/** `folder` and all above it, the nearest first. */
function foldersAbove(folder: string): string[] {
  const folders = [folder];
  for (let current = folder; path.dirname(current) !== current; current = path.dirname(current)) folders.push(path.dirname(current));
  return folders;
}
