import { actionIndices, countActions, matchAction } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';
import type { StatementContext } from './rule.ts';

/** A literal value of `Action` or `NotAction`. */
export interface WrittenAction {
  readonly value: Value;
  readonly written: string;
  readonly isPattern: boolean;
  /** The number of the action that it names; absent for a pattern and for a name that the catalogue does not know. */
  readonly index?: number;
}

/** The literal values of `Action` and `NotAction`, looked up once for all rules. */
export function writtenActions({ action, notAction }: Statement, catalog: KernelCatalog): readonly WrittenAction[] {
  if (notAction === undefined) return writtenIn(action, catalog);
  return action === undefined ? writtenIn(notAction, catalog) : [...writtenIn(action, catalog), ...writtenIn(notAction, catalog)];
}

/** The same of one of the two. */
export function writtenIn(element: Element | undefined, catalog: KernelCatalog): readonly WrittenAction[] {
  if (element === undefined) return [];
  return derive(catalog, element, 'written actions', () => {
    const found: WrittenAction[] = [];
    for (const value of element.values) {
      const written = literalText(value.text);
      if (written === undefined) continue;
      const isPattern = /[*?]/.test(written);
      const index = isPattern ? undefined : catalog.actionIndex(written);
      found.push(index === undefined ? { value, written, isPattern } : { value, written, isPattern, index });
    }
    return found;
  });
}

/** A value of `Action` and the numbers of the actions it stands for. */
export interface ActionValue {
  readonly value: Value;
  readonly written: string;
  readonly indices: readonly number[];
}

/**
 * The values of an element with the actions each matches. `known` is false where one of them is not literal, matches nothing of the catalogue or
 * is a wildcard of everything: then nothing may be said of "no action of the statement".
 */
export interface ActionValues {
  readonly values: readonly ActionValue[];
  readonly known: boolean;
}

export function actionValues(element: Element | undefined, { catalog }: StatementContext): ActionValues {
  if (element === undefined) return { values: [], known: false };
  return derive(catalog, element, 'action values', () => {
    const values: ActionValue[] = [];
    for (const { value, written, isPattern, index } of writtenIn(element, catalog)) {
      const indices = isPattern ? matchedIndices(catalog, written) : index === undefined ? [] : [index];
      if (indices.length > 0) values.push({ value, written, indices });
    }
    return { values, known: element.complete && values.length === element.values.length };
  });
}

/** A wildcard of more actions than this is one of everything; nothing is asked of each of its actions. */
const MOST_ACTIONS = 3000;

/** None for a wildcard of everything. */
function matchedIndices(catalog: KernelCatalog, pattern: string): readonly number[] {
  const set = matchAction(catalog, pattern);
  return derive(catalog, set, 'indices', () => (countActions(set) > MOST_ACTIONS ? [] : actionIndices(set)));
}
