import type { AccessLevel, Catalog } from '../../catalog/catalog.ts';
import type { ActionSet } from '../../policy/action-set.ts';
import { actionIndices, countByAccessLevel } from '../../policy/action-set.ts';

const LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'];

/** Above so many services the levels are not counted: every one of them would have to be decoded. */
const COUNTED_SERVICES = 60;

/** `: 3 List, 4 Read`: how many actions of the set carry each level; an action with two levels counts in both. Of many services ` of 456 services`. */
export function renderLevels(catalog: Catalog, actions: ActionSet): string {
  const services = new Set(actionIndices(actions).map((index) => prefixOf(catalog.actionName(index)))).size;
  if (services > COUNTED_SERVICES) return ` of ${services} services`;
  const counts = countByAccessLevel(catalog, actions);
  const levels = LEVELS.flatMap((level) => {
    const count = counts.get(level);
    return count === undefined ? [] : [`${count} ${level}`];
  });
  return `: ${levels.join(', ')}`;
}

function prefixOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}
