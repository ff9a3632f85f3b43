import type { AccessLevel, Catalog } from '../catalog/catalog.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionIndices, actionsAt, countByAccessLevel, withAccessLevels } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import { count, listNames } from './text.ts';

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

/** `103 actions: 60 read, 31 list, 12 write`, an action with two levels counted in both; `3 read actions` where all have one level. */
export function describeActions(catalog: KernelCatalog, set: ActionSet): string {
  return derive(catalog, set, 'described', () => describe(catalog, set));
}

function describe(catalog: KernelCatalog, set: ActionSet): string {
  const counts = countByAccessLevel(catalog, set);
  const levels = LEVEL_NAMES.flatMap(([level, name]) => {
    const number = counts.get(level) ?? 0;
    return number === 0 ? [] : [{ name, number }];
  });
  const [only] = levels;
  const total = actionIndices(set).length;
  if (only !== undefined && levels.length === 1) return count(total, `${only.name} action`);
  return `${count(total, 'action')}: ${levels.map(({ name, number }) => `${number} ${name}`).join(', ')}`;
}

/** Those actions of a set that pass on or change permissions (`semantics.md` 11). */
export function sensitiveActions(catalog: Catalog, set: ActionSet): ActionSet {
  const isSensitive = (index: number): boolean => {
    if (catalog.accessLevels(index).includes('Permissions management')) return true;
    const fullName = catalog.actionName(index);
    return fullName === 'iam:PassRole' || fullName.startsWith('sts:AssumeRole');
  };
  return actionsAt(catalog, actionIndices(set).filter(isSensitive));
}

/** What stays of the sensitive actions, for a title: `; iam:PassRole stays, which changes permissions`. Empty where none does. */
export function describeSensitive(catalog: Catalog, set: ActionSet): string {
  const names = actionIndices(sensitiveActions(catalog, set)).map((index) => catalog.actionName(index));
  if (names.length === 0) return '';
  return names.length === 1 ? `; ${names[0]} stays, which changes permissions` : `; ${listNames(names, 2)} stay, which change permissions`;
}

/** Two choices of one size are the same actions where the levels of one are among the other's. */
function contains(levels: ReadonlySet<AccessLevel>, name: string): boolean {
  return [...(CHOICES.find((choice) => choice.name === name)?.levels ?? [])].every((level) => levels.has(level));
}
