/** What may stand in place of a wildcard: by its actions alone, so that it is found once for all statements that have it. */
import { countServices, renderActions, shortPatterns, unmatchedNames } from '../policy/action-patterns.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { countActions, equalActions, intersectActions, subtractActions } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import { templateActionsOf } from '../policy/template-actions.ts';
import { describeSensitive, findLevelChoices, sensitiveActions } from './access-levels.ts';
import type { FixOptions } from './fix.ts';
import type { Effect } from './rule.ts';
import { count } from './text.ts';

/** What a fix of a wildcard is, but for where it writes. */
export interface Replacement {
  readonly title: string;
  readonly effect: Effect;
  readonly options: FixOptions;
  /** Of actions, and patterns of them. */
  readonly names: () => readonly string[];
}

/** A list longer than this is offered as patterns too, if they are half as many at most and no more than this. */
const LONG_LIST = 12;
const MOST_TEMPLATES = 6;
/** A list longer than this is not offered: nobody reads it. */
export const LONGEST_LIST = 500;

/** For a wildcard of `service` that is `matched`; `admitted`: those of its actions that the resources of its statement admit, where that is not all. */
export function replacementsOf(
  catalog: KernelCatalog,
  service: string,
  matched: ActionSet,
  admitted: ActionSet | undefined,
): readonly Replacement[] {
  return derive(catalog, admitted ?? matched, 'replacements', () => findReplacements({ catalog, service, matched }, admitted));
}

interface Wild {
  readonly catalog: KernelCatalog;
  readonly service: string;
  readonly matched: ActionSet;
}

function findReplacements(wild: Wild, admitted: ActionSet | undefined): readonly Replacement[] {
  const { catalog, matched } = wild;
  const base = admitted ?? matched;
  const found: Replacement[] = [];
  if (admitted !== undefined && countActions(admitted) > 0) {
    const name = 'that its resources admit';
    found.push(
      ...keep(wild, admitted, `Keep only the ${count(countActions(admitted), 'action')} ${name}`, { preferred: true, fixAll: false }),
    );
  }
  if (countActions(base) <= LONGEST_LIST) {
    found.push(...fromTemplates(wild, base));
    const which = admitted === undefined ? '' : ' that its resources admit';
    for (const choice of findLevelChoices(catalog, base))
      found.push(...keep(wild, choice.actions, `Keep only the ${count(choice.count, `${choice.name} action`)}${which}`));
  }
  return [...found, ...equalList(wild)];
}

/**
 * AWS's own choice of what belongs together: the SAM policy templates that speak of this one service, the shortest first; where one holds actions that
 * change permissions, without these too.
 */
function fromTemplates(wild: Wild, base: ActionSet): readonly Replacement[] {
  const { catalog, service } = wild;
  const seen: ActionSet[] = [base];
  const found: Replacement[] = [];
  const offer = (kept: ActionSet, title: string): void => {
    const size = countActions(kept);
    if (size === 0 || seen.some((other) => equalActions(other, kept))) return;
    seen.push(kept);
    found.push(...keep(wild, kept, `Keep only the ${count(size, 'action')} of ${title}`));
  };
  for (const { name, actions } of templateActionsOf(catalog, service)) {
    const kept = intersectActions(base, actions);
    offer(kept, `SAM's ${name}`);
    offer(subtractActions(kept, sensitiveActions(catalog, kept)), `SAM's ${name}, none that changes permissions`);
  }
  return found.slice(0, MOST_TEMPLATES);
}

function equalList({ catalog, matched }: Wild): readonly Replacement[] {
  const total = countActions(matched);
  if (total > LONGEST_LIST) return [];
  const title = total === 1 ? `Write '${renderActions(catalog, matched)[0]}'` : `Spell out all ${total} actions`;
  return [
    {
      title: `${title} (as of ${catalog.date})`,
      effect: 'equal',
      options: { preferred: total === 1, fixAll: false },
      names: () => renderActions(catalog, matched),
    },
  ];
}

/** What keeps `kept`, as a list, and where that is long as a short equal set of patterns too. */
function keep({ catalog, matched }: Wild, kept: ActionSet, what: string, options: FixOptions = {}): readonly Replacement[] {
  const going = countActions(subtractActions(matched, kept));
  const title = `${what} (${going} go${describeSensitive(catalog, kept)})`;
  const list: Replacement = { title, effect: 'narrows', options, names: () => renderActions(catalog, kept) };
  const length = countActions(kept) + unmatchedNames(kept).length;
  // Every service takes a pattern of its own.
  if (length <= LONG_LIST || countServices(catalog, kept) > LONG_LIST) return [list];
  const patterns = shortPatterns(catalog, kept);
  const [only] = patterns;
  if (patterns.length > LONG_LIST || patterns.length * 2 > length || only === undefined) return [list];
  const how = patterns.length === 1 ? `'${only}'` : `${patterns.length} patterns`;
  return [list, { ...list, title: `${title}, as ${how}`, options: {}, names: () => patterns }];
}
