import { intersectActions, isEmptyActions } from '../policy/action-set.ts';
import { holdsWord } from '../policy/action-words.ts';
import type { Clause } from '../policy/condition.ts';
import type { Grant } from '../policy/grant.ts';
import type { ResourceSet } from '../policy/resource-set.ts';
import { coversResources, overlapsResources, resourceKey } from '../policy/resource-set.ts';

/** What is left of grants within a permissions boundary: what both allow, pair by pair, and what either denies. */
export function boundGrants(grants: readonly Grant[], boundary: readonly Grant[]): readonly Grant[] {
  const isDeny = ({ effect }: Grant): boolean => effect === 'Deny';
  const allows = boundary.filter((grant) => !isDeny(grant));
  const both = grants.filter((grant) => !isDeny(grant)).flatMap((grant) => allows.flatMap((allow) => intersect(grant, allow)));
  return [...both, ...grants.filter(isDeny), ...boundary.filter(isDeny)];
}

function intersect(grant: Grant, bound: Grant): readonly Grant[] {
  const actions = intersectActions(grant.actions, bound.actions);
  const words = intersectWords(grant, bound);
  if (isEmptyActions(actions) && words === undefined) return [];
  const shared = grant.resources.flatMap((resource) => bound.resources.flatMap((other) => meet(grant, resource, other)));
  const resources = [...new Map(shared.map((one) => [resourceKey(one.resource), one])).values()];
  if (resources.length === 0) return [];
  const clauses = joinClauses(grant.clauses, bound.clauses);
  const about = clauses.map((clause) => JSON.stringify([clause.about, clause.values])).sort();
  const { words: _, ...rest } = grant;
  return [
    {
      ...rest,
      actions,
      ...(words === undefined ? {} : { words }),
      resources: resources.map(({ resource }) => resource),
      uncertain: new Set(resources.filter(({ certain }) => !certain).map(({ resource }) => resource)),
      clauses,
      scope: JSON.stringify([grant.effect, grant.principal, about]),
    },
  ];
}

/** Names that the catalogue does not know, on the grants that hold those. */
function intersectWords({ words }: Grant, bound: Grant): Grant['words'] {
  if (words === undefined || words.complement || bound.words === undefined) return undefined;
  const { words: others } = bound;
  const shared = words.words.filter((word) => holdsWord(others, word));
  return shared.length === 0 ? undefined : { complement: false, words: shared };
}

interface Shared {
  readonly resource: ResourceSet;
  readonly certain: boolean;
}

/** The narrower of the two; where neither is, the first, of which some may be cut off. */
function meet(grant: Grant, resource: ResourceSet, other: ResourceSet): readonly Shared[] {
  const certain = !grant.uncertain.has(resource);
  if (coversResources(other, resource) === 'yes') return [{ resource, certain }];
  if (coversResources(resource, other) === 'yes') return [{ resource: other, certain }];
  return overlapsResources(resource, other) === 'no' ? [] : [{ resource, certain: false }];
}

function joinClauses(left: readonly Clause[], right: readonly Clause[]): readonly Clause[] {
  return [...new Map([...left, ...right].map((clause) => [JSON.stringify([clause.about, clause.values]), clause])).values()];
}
