import type { AccessLevel, Catalog } from '../../catalog/catalog.ts';
import type { ActionSet } from '../../policy/action-set.ts';
import { countByAccessLevel } from '../../policy/action-set.ts';

const LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'];

/** `3 List, 4 Read`: how many actions of the set carry each level; an action with two levels counts in both. */
export function renderLevels(catalog: Catalog, actions: ActionSet): string {
  const counts = countByAccessLevel(catalog, actions);
  return LEVELS.flatMap((level) => {
    const count = counts.get(level);
    return count === undefined ? [] : [`${count} ${level}`];
  }).join(', ');
}
