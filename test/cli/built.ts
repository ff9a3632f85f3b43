import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { NODE_PROGRAMS } from '../../scripts/build.ts';

let built: Promise<string> | undefined;

/** Bundles the command line and the server as the package has them, once a process, and answers their folder. */
export function buildPrograms(): Promise<string> {
  built ??= bundle('node_modules/.cache/leastwise/test-programs');
  return built;
}

async function bundle(outdir: string): Promise<string> {
  mkdirSync(outdir, { recursive: true });
  await build({
    entryPoints: NODE_PROGRAMS,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
  });
  copyFileSync(ensureCatalog(), `${outdir}/catalog.txt`);
  writeFileSync(`${outdir}/package.json`, '{ "type": "module" }\n');
  return outdir;
}
