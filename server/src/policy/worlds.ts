import type { Branch } from '../template/text.ts';
import { areCompatible } from '../template/text.ts';
import type { Presence } from './condition.ts';
import type { ConditionElement, Element, PrincipalElement, Statement, Value } from './model.ts';

/** One deployment, as far as the conditions of `Fn::If` tell it from others. */
export interface World {
  /** One branch of each condition. */
  readonly branches: readonly Branch[];
  /** What stands under branches of these conditions; what stands under another one is not there. */
  readonly isPresent: Presence;
}

/** Every combination of the conditions that `given` does not rule out. */
export function worldsOf(conditions: ReadonlySet<string>, given: readonly Branch[] = []): readonly World[] {
  const names = [...conditions];
  const all = Array.from({ length: 2 ** names.length }, (_, number): World => {
    const branches = names.map((condition, bit): Branch => ({ condition, is: ((number >> bit) & 1) === 1 }));
    const isTrue = new Map(branches.map(({ condition, is }) => [condition, is]));
    return { branches, isPresent: (when) => when.every((branch) => isTrue.get(branch.condition) === branch.is) };
  });
  return given.length === 0 ? all : all.filter(({ branches }) => areCompatible(branches, given));
}

/** The conditions that statements and their values stand under, and those of `whens`. */
export function conditionsOf(statements: readonly Statement[], whens: readonly (readonly Branch[])[]): ReadonlySet<string> {
  const conditions = new Set<string>();
  const add = (when: readonly Branch[]): void => {
    for (const { condition } of when) conditions.add(condition);
  };
  for (const statement of statements) {
    add(statement.when);
    for (const { when } of valuesOf(statement)) add(when);
  }
  for (const when of whens) add(when);
  return conditions;
}

/** The statement as it is deployed there: with what is present, and without conditions. */
export function statementIn(statement: Statement, isPresent: Presence): Statement {
  const here = mapValues(statement, (values) =>
    values.filter(({ when }) => isPresent(when)).map((value) => (value.when.length === 0 ? value : { ...value, when: [] })),
  );
  return { ...here, when: [] };
}

/** The statement with each list of its values replaced. */
export function mapValues(statement: Statement, change: (values: readonly Value[]) => readonly Value[]): Statement {
  const { effect, action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const ofElement = (element: Element): Element => ({ ...element, values: change(element.values) });
  const ofPrincipal = (element: PrincipalElement): PrincipalElement => ({
    ...element,
    groups: element.groups.map((group) => ({ ...group, values: change(group.values) })),
  });
  const ofCondition = (element: ConditionElement): ConditionElement => ({
    ...element,
    entries: element.entries.map((entry) => ({ ...entry, values: change(entry.values) })),
  });
  return {
    ...statement,
    ...(effect && { effect: ofElement(effect) }),
    ...(action && { action: ofElement(action) }),
    ...(notAction && { notAction: ofElement(notAction) }),
    ...(resource && { resource: ofElement(resource) }),
    ...(notResource && { notResource: ofElement(notResource) }),
    ...(principal && { principal: ofPrincipal(principal) }),
    ...(notPrincipal && { notPrincipal: ofPrincipal(notPrincipal) }),
    ...(condition && { condition: ofCondition(condition) }),
  };
}

/** Every value of a statement. */
export function valuesOf(statement: Statement): readonly Value[] {
  const { effect, action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const values: Value[] = [];
  for (const element of [effect, action, notAction, resource, notResource]) if (element !== undefined) values.push(...element.values);
  for (const element of [principal, notPrincipal]) for (const group of element?.groups ?? []) values.push(...group.values);
  for (const entry of condition?.entries ?? []) values.push(...entry.values);
  return values;
}
