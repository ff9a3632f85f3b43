import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The licence texts of the packages that these bundled files belong to, as one text; `files` are relative to the repository. */
export function renderNotices(files: readonly string[]): string {
  const folders = new Set(files.map(findPackage).filter((folder) => folder !== undefined));
  const sections = [...folders].sort().map(renderPackage);
  return `Leastwise contains parts of the following packages.\n\n${sections.join('\n')}`;
}

/** The folder of the package that a file belongs to: `node_modules/yaml`, `node_modules/@scope/name`. */
function findPackage(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function renderPackage(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = readManifest(manifest, folder);
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
  return `--- ${name} ${version} (${license})\n\n${text}\n`;
}

function readManifest(manifest: unknown, folder: string): { name: string; version: string; license: string } {
  if (typeof manifest !== 'object' || manifest === null) throw new Error(`${folder}/package.json is not a mapping`);
  const text = (key: string): string => String(Reflect.get(manifest, key) ?? 'unknown');
  return { name: text('name'), version: text('version'), license: text('license') };
}
