import type { Catalog } from '../catalog/catalog.ts';
import type { Branch } from '../template/text.ts';
import { renderText } from '../template/text.ts';
import type { Answer } from './answer.ts';
import { parseOperator, renderOperator } from './condition-operator.ts';
import type { KeyTest } from './condition-operator-implies.ts';
import { effectiveOperator, impliesTest, isAlwaysMet } from './condition-operator-implies.ts';
import { fingerprint } from './fingerprint.ts';
import type { ConditionElement, PrincipalElement, Value } from './model.ts';

/** One entry of `Condition`, in a form that is equal for entries that ask the same. */
export interface Clause {
  /** Operator and key, in lower case. */
  readonly about: string;
  readonly values: readonly string[];
}

/** Whether values under these branches are in the deployment that is looked at. */
export type Presence = (when: readonly Branch[]) => boolean;

/** All clauses of a condition; none for no condition. What of it cannot be read is a clause of its own. */
export function clausesOf(catalog: Catalog, condition: ConditionElement | undefined, isPresent: Presence): readonly Clause[] {
  if (condition === undefined) return [];
  const clauses = condition.entries.map(({ operator, key, values }) => {
    const effective = effectiveOperator(operator.value, key.value, catalog);
    const name = effective === undefined ? operator.value : renderOperator(effective);
    return { about: `${name} ${key.value}`.toLowerCase(), values: sortedTexts(values, isPresent) };
  });
  return condition.complete ? clauses : [...clauses, { about: `unread ${fingerprint(condition.pair.value)}`, values: [] }];
}

/**
 * Whether whatever meets `right` meets `left`. Clauses are compared by what they say: a clause of `left` that `right` has too holds; one
 * about something that `right` does not ask does not; one about the same with other values is unknown.
 */
export function impliesClauses(left: readonly Clause[], right: readonly Clause[]): Answer {
  let result: Answer = 'yes';
  for (const clause of left) {
    const same = right.filter(({ about }) => about === clause.about);
    if (same.some((other) => other.values.join('\u0000') === clause.values.join('\u0000'))) continue;
    if (isImplied(clause, right)) continue;
    if (same.length === 0 && !right.some((other) => subjectOf(other) === subjectOf(clause))) return 'no';
    result = 'unknown';
  }
  return result;
}

/** Whether it is always met, or some clause about the same key says as much. */
function isImplied(clause: Clause, right: readonly Clause[]): boolean {
  const test = testOf(clause);
  if (test === undefined) return false;
  if (isAlwaysMet(test)) return true;
  return right.some((other) => {
    const known = subjectOf(other) === subjectOf(clause) ? testOf(other) : undefined;
    return known !== undefined && impliesTest(test, known);
  });
}

function testOf({ about, values }: Clause): KeyTest | undefined {
  const operator = parseOperator(about.slice(0, about.indexOf(' ')));
  return operator && { operator, values };
}

/** A principal in a form that is equal for principals that name the same; '' for none. */
export function principalKey(
  principal: PrincipalElement | undefined,
  notPrincipal: PrincipalElement | undefined,
  isPresent: Presence,
): string {
  if (principal === undefined && notPrincipal === undefined) return '';
  const parts = [['principal', principal] as const, ['notprincipal', notPrincipal] as const].flatMap(([name, element]) =>
    element === undefined ? [] : [`${name} ${groupsKey(element, isPresent)}`],
  );
  return parts.join(' ');
}

function groupsKey(element: PrincipalElement, isPresent: Presence): string {
  if (!element.complete) return `unread ${fingerprint(element.pair.value)}`;
  const groups = element.groups.map((group) => `${group.type}=${JSON.stringify(sortedTexts(group.values, isPresent))}`);
  return groups.sort().join(' ');
}

function sortedTexts(values: readonly Value[], isPresent: Presence): readonly string[] {
  const texts = values.filter((value) => isPresent(value.when)).map((value) => renderText(value.text));
  return [...new Set(texts)].sort();
}

/** The condition key alone: `stringequals aws:username` → `aws:username`. */
function subjectOf(clause: Clause): string {
  return clause.about.slice(clause.about.indexOf(' ') + 1);
}
