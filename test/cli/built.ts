import { copyFileSync, mkdirSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { buildNodePrograms } from '../../scripts/build.ts';

let built: Promise<string> | undefined;

/** Bundles the command line and the server as the package has them, once for each thread that runs tests, and answers their folder. */
export function buildPrograms(): Promise<string> {
  built ??= bundle(`node_modules/.cache/leastwise/test-programs-${process.env.VITEST_POOL_ID ?? '1'}`);
  return built;
}

async function bundle(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  await buildNodePrograms(folder, { mainFields: ['module', 'main'], logLevel: 'warning' });
  copyFileSync(ensureCatalog(), `${folder}/catalog.txt`);
  return folder;
}
