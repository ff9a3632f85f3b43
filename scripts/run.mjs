/**
 * Runs a TypeScript file of this repository: `node scripts/run.mjs path/to/file.ts [arguments]`.
 * The file is bundled with esbuild into node_modules/.cache/leastwise (packages stay outside) and imported.
 * If it exports `main`, that is called with the arguments; a number it returns becomes the exit code.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [entry, ...args] = process.argv.slice(2);

if (entry === undefined) {
  process.stderr.write('usage: node scripts/run.mjs <file.ts> [arguments]\n');
  process.exit(2);
}

const source = path.resolve(entry);
const folder = path.join(root, 'node_modules/.cache/leastwise/run');
const outfile = path.join(folder, `${path.relative(root, source).replace(/[\\/]/g, '-').replace(/\.ts$/, '')}.mjs`);
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [source],
  outfile,
  bundle: true,
  packages: 'external',
  // What is built and tested has this one too: see yaml-module.ts.
  alias: { yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js') },
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});

process.argv = [process.execPath, source, ...args];
const program = await import(pathToFileURL(outfile).href);
if (typeof program.main === 'function') {
  const code = await program.main(args);
  if (typeof code === 'number') process.exitCode = code;
}
