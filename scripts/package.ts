import { statSync } from 'node:fs';
import { main as build } from './build.ts';
import { readManifest } from './manifest.ts';
import { runCommand } from './process.ts';

/** Builds and packages the extension. */
export async function main(): Promise<void> {
  const file = await packageExtension();
  process.stdout.write(`${file}: ${(statSync(file).size / 1024 / 1024).toFixed(2)} MB\n`);
}

/** Builds and packages the extension into the repository's root; answers the name of the .vsix. */
export async function packageExtension(): Promise<string> {
  await build();
  const { name, version } = readManifest();
  const file = `${name}-${version}.vsix`;
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  runCommand(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', ...flags], { quiet: true });
  return file;
}
