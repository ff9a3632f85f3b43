import type { Catalog } from '../catalog/catalog.ts';
import { actionIndices, countActions, matchAction } from '../policy/action-set.ts';
import type { Element, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';
import type { StatementContext } from './rule.ts';

/** A value of `Action` and the numbers of the actions it stands for. */
export interface ActionValue {
  readonly value: Value;
  readonly written: string;
  readonly indices: readonly number[];
}

/** A wildcard of more actions than this is one of everything; nothing is asked of each of its actions. */
const MOST_ACTIONS = 3000;

/**
 * The values of an element with the actions each matches. `known` is false where one of them is not literal, matches nothing of the catalogue or
 * is a wildcard of everything: then nothing may be said of "no action of the statement".
 */
export function actionValues(
  element: Element | undefined,
  { catalog }: StatementContext,
): { readonly values: readonly ActionValue[]; readonly known: boolean } {
  const values: ActionValue[] = [];
  let known = element?.complete ?? false;
  for (const value of element?.values ?? []) {
    const written = literalText(value.text);
    const indices = written === undefined ? [] : indicesOf(catalog, written);
    if (written === undefined || indices.length === 0) known = false;
    else values.push({ value, written, indices });
  }
  return { values, known };
}

/** None for a wildcard of everything. A name alone needs no set. */
function indicesOf(catalog: Catalog, written: string): readonly number[] {
  if (!/[*?]/.test(written)) {
    const index = catalog.actionIndex(written);
    return index === undefined ? [] : [index];
  }
  const set = matchAction(catalog, written);
  return countActions(set) > MOST_ACTIONS ? [] : actionIndices(set);
}
