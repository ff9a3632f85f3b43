import type { AccessLevel, Catalog } from '../catalog/catalog.ts';
import { type ActionSet, actionIndices, countByAccessLevel, withAccessLevels } from '../policy/action-set.ts';
import { listNames } from './text.ts';

const LEVEL_NAMES: readonly (readonly [AccessLevel, string])[] = [
  ['Read', 'read'],
  ['List', 'list'],
  ['Write', 'write'],
  ['Tagging', 'tagging'],
  ['Permissions management', 'permissions management'],
];

/** What a by-level fix may keep, narrowest first. */
const CHOICES: readonly { readonly name: string; readonly levels: ReadonlySet<AccessLevel> }[] = [
  { name: 'read', levels: new Set(['Read']) },
  { name: 'list', levels: new Set(['List']) },
  { name: 'read and list', levels: new Set(['Read', 'List']) },
  { name: 'write', levels: new Set(['Write']) },
  { name: 'read, list and write', levels: new Set(['Read', 'List', 'Write']) },
  { name: 'tagging', levels: new Set(['Tagging']) },
  { name: 'permissions management', levels: new Set(['Permissions management']) },
];

export interface LevelChoice {
  readonly name: string;
  readonly actions: ActionSet;
  readonly count: number;
}

/** The proper, non-empty parts of a set that keep whole access levels; no two of them alike. */
export function findLevelChoices(catalog: Catalog, set: ActionSet): readonly LevelChoice[] {
  const total = actionIndices(set).length;
  const choices: LevelChoice[] = [];
  for (const { name, levels } of CHOICES) {
    const actions = withAccessLevels(catalog, set, levels);
    const count = actionIndices(actions).length;
    if (count === 0 || count === total || choices.some((other) => other.count === count && contains(levels, other.name))) continue;
    choices.push({ name, actions, count });
  }
  return choices;
}

/** `60 read, 31 list, 12 write`; an action with two levels counts in both. */
export function describeLevels(catalog: Catalog, set: ActionSet): string {
  const counts = countByAccessLevel(catalog, set);
  return LEVEL_NAMES.flatMap(([level, name]) => {
    const number = counts.get(level) ?? 0;
    return number === 0 ? [] : [`${number} ${name}`];
  }).join(', ');
}

/**
 * What stays of the actions that pass on or change permissions (`semantics.md` 11): `, among them iam:PassRole`; empty where none does.
 */
export function describeSensitive(catalog: Catalog, set: ActionSet): string {
  const sensitive = actionIndices(set)
    .map((index) => catalog.action(index))
    .filter((action) => action.accessLevels.includes('Permissions management') || action.fullName === 'iam:PassRole' || action.fullName.startsWith('sts:AssumeRole'));
  return sensitive.length === 0 ? '' : `, among them ${listNames(sensitive.map((action) => action.fullName), 2)}`;
}

/** Two choices of one size are the same actions where the levels of one are among the other's. */
function contains(levels: ReadonlySet<AccessLevel>, name: string): boolean {
  return [...(CHOICES.find((choice) => choice.name === name)?.levels ?? [])].every((level) => levels.has(level));
}
