import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';
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

/**
 * `commander` can start subcommands that are programs of their own, `vscode-languageserver` can look for modules with `npm`: we have and want neither, and to load what
 * they would do it with takes Node several milliseconds of every start.
 */
const WITHOUT_PROCESSES: Plugin = {
  name: 'without-processes',
  setup(build) {
    const importer = /node_modules[\\/](?:commander|vscode-languageserver)[\\/]/;
    build.onResolve({ filter: /^(?:node:)?child_process$/ }, (args) =>
      importer.test(args.importer) ? { path: 'child_process', namespace: 'absent' } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** The programs that run in Node: the file that starts each, and its module, whose `run` takes a `Place`. */
const NODE_PROGRAMS = [
  { file: 'cli.js', name: 'cli', module: './server/src/cli/main.ts', head: '#!/usr/bin/env node' },
  { file: 'check-worker.js', name: 'checkWorker', module: './server/src/cli/check-worker.ts', head: '' },
  { file: 'server.js', name: 'server', module: './server/src/lsp/node.ts', head: '' },
] as const;

const targets: readonly BuildOptions[] = [
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
  const inputs: Metafile['inputs'] = await buildNodePrograms('dist', common);
  for (const target of targets) {
    const result = await bundle({ ...common, ...target });
    Object.assign(inputs, result.metafile?.inputs);
  }
  writeFileSync(
    path.join('dist', 'third-party-notices.txt'),
    renderNotices([...Object.keys(inputs), ...DATA_PACKAGES.map((name) => `node_modules/${name}/package.json`)]),
  );
}

/**
 * Writes the programs for Node into a folder; answers what they were made of. All are one module (`program.js`, a function as `code-cache.ts` takes
 * it), so that what they share is there once, and each is a short file that starts one of them. They are CommonJS: an ES module takes Node 15 ms more to load.
 */
export async function buildNodePrograms(folder: string, options: BuildOptions): Promise<Metafile['inputs']> {
  const node: BuildOptions = { ...options, bundle: true, metafile: true, platform: 'node', format: 'cjs', target: 'node20' };
  const exports = NODE_PROGRAMS.map(
    ({ name, module }) => `export const ${name} = async (place) => (await import('${module}')).run(place);`,
  );
  const { metafile } = await bundle({
    ...node,
    stdin: { contents: exports.join('\n'), resolveDir: '.', sourcefile: 'programs.ts', loader: 'ts' },
    outfile: path.join(folder, 'program.js'),
    // `import` of a package of Node's would ask for a loader of modules, which code in a script has not got.
    supported: { 'dynamic-import': false },
    banner: { js: '(function (exports, require, module) { "use strict";' },
    footer: { js: '})' },
    plugins: [WITHOUT_PROCESSES],
  });
  for (const { file, name, head } of NODE_PROGRAMS) {
    const contents = `import { loadProgram } from './server/src/host/load-program.ts';\nloadProgram(__dirname, '${name}');`;
    const stdin = { contents, resolveDir: '.', loader: 'ts' } as const;
    await bundle({ ...node, stdin, outfile: path.join(folder, file), banner: { js: head } });
  }
  // These are CommonJS, whatever the package above them is.
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  return metafile?.inputs ?? {};
}
