import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import { build as bundle } from 'esbuild';
import { ensureCatalog } from '../action-catalog/build/ensure.ts';
import { DATA_PACKAGES } from '../action-catalog/build/packages.ts';
import { renderNotices } from './notices.ts';
import { YAML_MODULE } from './yaml-module.ts';

const common: BuildOptions = {
  bundle: true,
  minify: true,
  metafile: true,
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
  // Without this esbuild takes the UMD build of jsonc-parser for Node, which fails at run time.
  mainFields: ['module', 'main'],
  alias: { yaml: YAML_MODULE },
};

/** `require` for the CommonJS packages inside an ES module. */
const requireBanner = `import { createRequire as createLeastwiseRequire } from 'node:module';const require = createLeastwiseRequire(import.meta.url);`;

/** What runs in Node, by the name of its bundle. */
export const NODE_PROGRAMS = {
  cli: 'server/src/cli/entry.ts',
  'check-worker': 'server/src/cli/check-worker.ts',
  server: 'server/src/lsp/node.ts',
};

const targets: readonly BuildOptions[] = [
  {
    // One build for all, so that what they share is in the package once.
    entryPoints: NODE_PROGRAMS,
    outdir: 'dist',
    platform: 'node',
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    banner: { js: requireBanner },
  },
  {
    entryPoints: { 'server-browser': 'server/src/lsp/browser.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    mainFields: ['browser', 'module', 'main'],
  },
  {
    entryPoints: { extension: 'client/src/extension.ts' },
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
  },
  {
    entryPoints: { 'extension-browser': 'client/src/extension-browser.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    mainFields: ['browser', 'module', 'main'],
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
  },
];

/**
 * Builds everything the extension and the command line need into `dist/`: the bundles, `catalog.txt` and the licences of what was bundled.
 * Throws where a bundle cannot be built.
 */
export async function main(): Promise<void> {
  mkdirSync('dist', { recursive: true });
  for (const name of readdirSync('dist')) if (/\.c?js$/.test(name)) rmSync(path.join('dist', name));
  await ensureCatalog();
  const inputs: Metafile['inputs'] = {};
  for (const target of targets) {
    const result = await bundle({ ...common, ...target });
    Object.assign(inputs, result.metafile?.inputs);
  }
  writeFileSync(
    path.join('dist', 'third-party-notices.txt'),
    renderNotices([...Object.keys(inputs), ...DATA_PACKAGES.map((name) => `node_modules/${name}/package.json`)]),
  );
}
