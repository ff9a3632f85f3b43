import type { Catalog } from '../catalog/catalog.ts';
import type { Statement } from '../policy/model.ts';
import type { StatementContext } from './rule.ts';
import type { ActionValue } from './statement-actions.ts';
import { actionValues } from './statement-actions.ts';

/** Whether an action, or one of its resource types, puts the key into its requests; `key` as the catalogue writes it. */
export function takesKey(catalog: Catalog, action: number, key: string): boolean {
  const { service, conditionKeys, resourceTypes } = catalog.action(action);
  const name = key.toLowerCase();
  const has = (keys: readonly string[] | undefined): boolean =>
    keys?.some((one) => one.length === name.length && one.toLowerCase() === name) ?? false;
  return (
    has(conditionKeys) ||
    resourceTypes.some((type) => has(type.conditionKeys) || has(catalog.resourceType(service, type.name)?.conditionKeys))
  );
}

/** Nothing is asked of each action of a longer list, which no statement but a generated one has. */
const MOST_ACTIONS = 2000;

/** The statement's actions, `undefined` where some of them are not known or where they are those of `NotAction`. */
export function knownActions(statement: Statement, context: StatementContext): readonly ActionValue[] | undefined {
  if (statement.notAction !== undefined || statement.action === undefined || !statement.complete) return undefined;
  const { values, known } = actionValues(statement.action, context);
  const count = values.reduce((sum, { indices }) => sum + indices.length, 0);
  return known && count > 0 && count <= MOST_ACTIONS ? values : undefined;
}

/** An action of the key's service that takes the key, for a hint. */
export function findActionTaking(catalog: Catalog, key: string): string | undefined {
  const service = catalog.service(key.slice(0, key.indexOf(':')));
  if (service === undefined) return undefined;
  for (let index = service.first; index < service.first + service.count; index++) {
    if (takesKey(catalog, index, key)) return catalog.actionName(index);
  }
  return undefined;
}
