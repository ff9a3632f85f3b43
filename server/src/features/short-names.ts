import type { AccessLevel, Catalog } from '../catalog/catalog.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionIndices } from '../policy/action-set.ts';
import type { ResourceSet } from '../policy/resource-set.ts';
import { shorten } from '../template/text.ts';

/**
 * A resource as briefly as one knows it in its template, from `Fn::Sub` notation: `OrdersTable` of `${OrdersTable.Arn}`, `Bucket/*` of
 * `arn:${AWS::Partition}:s3:::${Bucket}/*`, `table/orders` of `arn:aws:dynamodb:eu-west-1:123456789012:table/orders`.
 */
export function shortResource(text: string): string {
  if (text === '*') return '*';
  const name = splitArn(text) ?? text;
  const plain = name.replace(/\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9]*(?:Arn|Name|Id)[A-Za-z0-9]*)?\}/g, '$1');
  // What kind of resource it is its name in the template says.
  const [, typed] = /^[a-z-]+[/:](\$\{.*)$/.exec(name) ?? [];
  return shorten(typed === undefined ? plain : shortResource(typed));
}

/** The same of a set: `all but OrdersTable` of `NotResource`. */
export function shortResources(set: ResourceSet): string {
  if (set.kind === 'pattern') return shortResource(set.pattern.text);
  return `all but ${set.patterns.map(({ text }) => shortResource(text)).join(', ')}`;
}

/** What follows the account; braces may hold colons. */
function splitArn(text: string): string | undefined {
  if (!text.startsWith('arn:')) return undefined;
  let colons = 0;
  let depth = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === ':' && depth === 0 && ++colons === 5) return [...text].slice(index + 1).join('');
  }
  return undefined;
}

/** The service of a pattern of actions: `s3` of `s3:Get*`; `undefined` where it is none (`*`, `s3*:Get*`). */
export function serviceOf(pattern: string): string | undefined {
  const colon = pattern.indexOf(':');
  const prefix = pattern.slice(0, Math.max(colon, 0)).toLowerCase();
  return /^[a-z0-9-]+$/.test(prefix) ? prefix : undefined;
}

/** From the least to the most that can be done with it; a tag may decide who is let in. */
const LEVELS = [
  ['Read', 'read'],
  ['List', 'list'],
  ['Tagging', 'tag'],
  ['Write', 'write'],
  ['Permissions management', 'permissions'],
] as const;

/** Above so many actions the levels are not counted: most services would have to be decoded. */
const COUNTED = 3000;

/** `20 read, 31 list, 12 write`: each action once. Nothing for too many actions to be counted. */
export function shortLevels(catalog: Catalog, actions: ActionSet): readonly string[] {
  const indices = actionIndices(actions);
  if (indices.length > COUNTED) return [];
  const counts = new Map<AccessLevel, number>();
  for (const index of indices) {
    const level = tellingLevel(catalog.accessLevels(index));
    if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return LEVELS.flatMap(([level, name]) => {
    const count = counts.get(level);
    return count === undefined ? [] : [`${count} ${name}`];
  });
}

/** Of the levels of one action the one that says most: what tags or changes permissions is a write too. */
function tellingLevel(levels: readonly AccessLevel[]): AccessLevel | undefined {
  const special = levels.find((level) => level === 'Permissions management') ?? levels.find((level) => level === 'Tagging');
  return special ?? LEVELS.findLast(([level]) => levels.includes(level))?.[0];
}
