import type { Action, Catalog, ResourceType } from '../catalog/catalog.ts';
import { actionIndices, countActions, matchAction } from '../policy/action-set.ts';
import type { Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

/** Above so many actions a statement says nothing about the resources it is meant for. */
const TELLING = 400;

export interface NeededTypes {
  /** `service:resourceType` of the actions: plain ones first (a bucket before an access point), then in the order of the actions. */
  readonly types: readonly string[];
  /** Whether some action takes no resource and needs `Resource: '*'`. */
  readonly star: boolean;
}

/** Numbers of the actions that a statement's `Action` names; empty where it has none, or too many to say anything. */
export function writtenActions(catalog: Catalog, statement: Statement): readonly number[] {
  const patterns = (statement.action?.values ?? []).flatMap((value) => literalText(value.text) ?? []);
  const sets = patterns.map((pattern) => matchAction(catalog, pattern));
  if (sets.some((set) => countActions(set) > TELLING)) return [];
  const all = [...new Set(sets.flatMap(actionIndices))];
  return all.length > TELLING ? [] : all;
}

/** What the actions of a statement act on; `undefined` where it names none. */
export function neededTypes(catalog: Catalog, statement: Statement): NeededTypes | undefined {
  const actions = writtenActions(catalog, statement).map((index) => catalog.action(index));
  if (actions.length === 0) return undefined;
  const types = [...new Set(actions.flatMap(typesOf))].toSorted(
    (a, b) => placeholdersOf(findType(catalog, a)) - placeholdersOf(findType(catalog, b)),
  );
  return { types, star: actions.some((action) => action.resourceTypes.length === 0) };
}

function typesOf(action: Action): readonly string[] {
  return action.resourceTypes.map((type) => `${action.service}:${type.name}`);
}

/** How many placeholders the type's shortest ARN format has: a type comes before what is below it. */
export function placeholdersOf(type: ResourceType | undefined): number {
  return Math.min(...(type?.arns ?? []).map((arn) => arn.split('${').length));
}

function findType(catalog: Catalog, name: string): ResourceType | undefined {
  const separator = name.indexOf(':');
  return catalog.resourceType(name.slice(0, separator), name.slice(separator + 1));
}
