import type { AccessPiece, EffectiveAccess } from '../grants/effective.ts';
import type { GrantedPolicy } from '../grants/model.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { emptyActions, intersectActions, isEmptyActions, matchAction, subtractActions, unionActions } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

/** What of some Allows a boundary cuts off. */
export interface Cut {
  /** Actions that are cut off wherever they are allowed here. */
  readonly actions: ActionSet;
  /** Those of which something is left. */
  readonly left: ActionSet;
  /** Nothing is left, not even a name that the catalogue does not know. */
  readonly whole: boolean;
}

/** What boundaries cut off of each policy of a principal; without those of which they cut off nothing. */
export function findCuts(catalog: KernelCatalog, { pieces }: EffectiveAccess): ReadonlyMap<GrantedPolicy, Cut> {
  return cutsBy(catalog, pieces, ({ granted }) => granted);
}

/** The same of each statement of a policy. */
export function findStatementCuts(
  catalog: KernelCatalog,
  { pieces }: EffectiveAccess,
  granted: GrantedPolicy,
): ReadonlyMap<Statement, Cut> {
  return cutsBy(
    catalog,
    pieces.filter((piece) => piece.granted === granted),
    ({ grant }) => grant.statement,
  );
}

/** The values of `Action` of which everything is cut off. */
export function deadValues(catalog: KernelCatalog, { action }: Statement, { actions, left }: Cut): readonly Value[] {
  const all = unionActions(actions, left);
  return (action?.values ?? []).filter(({ text }) => {
    const written = literalText(text);
    if (written === undefined) return false;
    const given = intersectActions(matchAction(catalog, written), all);
    return !isEmptyActions(given) && isEmptyActions(subtractActions(given, actions));
  });
}

function cutsBy<K>(catalog: KernelCatalog, pieces: readonly AccessPiece[], keyOf: (piece: AccessPiece) => K): ReadonlyMap<K, Cut> {
  const groups = new Map<K, AccessPiece[]>();
  for (const piece of pieces) {
    const group = groups.get(keyOf(piece));
    if (group === undefined) groups.set(keyOf(piece), [piece]);
    else group.push(piece);
  }
  const none = emptyActions(catalog);
  const cuts = new Map<K, Cut>();
  for (const [key, group] of groups) {
    const left = unionActions(none, ...group.map(({ actions }) => actions));
    const actions = subtractActions(unionActions(none, ...group.map(({ cutOff }) => cutOff)), left);
    if (isEmptyActions(actions)) continue;
    const isRead = group.every(({ names, grant: { words } }) => names.length === 0 && (words === undefined || isLiteral(words.words)));
    cuts.set(key, { actions, left, whole: isRead && isEmptyActions(left) });
  }
  return cuts;
}

function isLiteral(words: readonly { readonly literal: boolean }[]): boolean {
  return words.every(({ literal }) => literal);
}
