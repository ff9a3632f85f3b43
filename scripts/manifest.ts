import { readFileSync } from 'node:fs';

/** What the scripts need of package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
}

/** Reads package.json of the current folder, which npm makes the repository's root. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
}
