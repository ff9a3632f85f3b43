import type { SourceFile } from './sources.ts';

/** Each layer may import itself and those before it; `lsp` and `cli` stand side by side. */
export const layers = [
  ['syntax'],
  ['catalog'],
  ['template'],
  ['policy'],
  ['edit'],
  ['grants'],
  ['code'],
  ['generate'],
  ['lint'],
  ['rules'],
  ['features'],
  ['analysis'],
  ['lsp', 'cli'],
] as const;

/** Packages that only one place may import, by the start of their name; every other package is for any layer. */
const packageHomes: readonly (readonly [prefix: string, allowed: (file: string) => boolean])[] = [
  ['vscode-languageserver', (file) => file.startsWith('server/src/lsp/')],
  ['vscode-jsonrpc', (file) => file.startsWith('server/src/lsp/')],
  ['vscode-languageclient', (file) => file.startsWith('client/src/')],
  ['commander', (file) => file.startsWith('server/src/cli/')],
  ['picocolors', (file) => file.startsWith('server/src/cli/')],
  ['node:', (file) => /^server\/src\/(?:cli|host)\/|^server\/src\/lsp\/node\.ts$/.test(file)],
];

/** Only these may import `host/`. */
const entryPoints = ['server/src/lsp/node.ts', 'server/src/lsp/browser.ts', 'server/src/cli/'];

/** What a file imports against the direction, as `rules/x.ts → vscode-languageserver`. */
export function findViolations({ file, imports }: SourceFile): readonly string[] {
  if (file.startsWith('server/src/') && layerOf(file) === undefined && folderOf(file) !== 'host') return [`${shorten(file)} → no layer`];
  return imports.filter((imported) => !isAllowed(file, imported)).map((imported) => `${shorten(file)} → ${shorten(imported)}`);
}

/** Circles among files, each once, from its first file in alphabetical order and back to it. */
export function findCycles(files: readonly SourceFile[]): readonly string[] {
  const imports = new Map(files.map((file) => [file.file, file.imports]));
  const done = new Set<string>();
  const cycles = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      cycles.add(renderCycle(trail.slice(start)));
      return;
    }
    if (done.has(file)) return;
    for (const imported of imports.get(file) ?? []) visit(imported, [...trail, file]);
    done.add(file);
  };
  for (const { file } of files) visit(file, []);
  return [...cycles].sort();
}

function isAllowed(file: string, imported: string): boolean {
  if (imported === 'vscode') return file.startsWith('client/src/');
  const home = packageHomes.find(([prefix]) => imported.startsWith(prefix));
  if (home !== undefined) return home[1](file);
  if (!/^(?:server|client)\/src\//.test(imported)) return !/^(?:server|client|test|scripts|action-catalog)\//.test(imported);
  if (file.startsWith('client/src/')) return imported.startsWith('client/src/');
  if (folderOf(imported) === 'host') return folderOf(file) === 'host' || entryPoints.some((entry) => file.startsWith(entry));
  if (folderOf(file) === 'host') return isPlainData(imported);
  if (folderOf(file) === folderOf(imported)) return true;
  const [from, to] = [layerOf(file), layerOf(imported)];
  return from !== undefined && to !== undefined && to < from;
}

/** What `host/` may know of the core: the shapes that pass between them. */
function isPlainData(imported: string): boolean {
  return ['syntax', 'catalog', 'analysis'].includes(folderOf(imported));
}

function layerOf(file: string): number | undefined {
  const index = layers.findIndex((layer) => layer.some((name) => name === folderOf(file)));
  return index < 0 ? undefined : index;
}

/** `policy` of `server/src/policy/arn.ts`. */
function folderOf(file: string): string {
  return file.split('/')[2] ?? '';
}

/** The name that messages use: without `server/src`, and `client/x.ts` for `client/src/x.ts`. */
function shorten(file: string): string {
  return file.replace(/^server\/src\//, '').replace(/^client\/src\//, 'client/');
}

function renderCycle(files: readonly string[]): string {
  const first = files.reduce((least, file, index) => (file < (files[least] ?? '') ? index : least), 0);
  const turned = [...files.slice(first), ...files.slice(0, first)];
  return [...turned, ...turned.slice(0, 1)].map(shorten).join(' → ');
}
