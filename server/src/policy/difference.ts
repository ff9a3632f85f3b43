import type { ActionSet } from './action-set.ts';
import { containsActions, intersectActions, isEmptyActions, shareActions, subtractActions, unionActions } from './action-set.ts';
import type { ActionWord } from './action-words.ts';
import { holdsWord, unmatchedWords } from './action-words.ts';
import type { Answer } from './answer.ts';
import { and, not, or, someAnswer } from './answer.ts';
import { impliesClauses } from './condition.ts';
import type { Grant } from './grant.ts';
import type { ResourceSet } from './resource-set.ts';
import { coversResources, overlapsResources, resourceKey } from './resource-set.ts';

/** Something that one list of grants allows and another does not. */
export interface Piece {
  /** `yes`, or `unknown` where it depends on symbols, or on whether the actions can be on the resource at all. */
  readonly answer: Answer;
  /** Actions of the catalogue, or one name that it does not know. */
  readonly actions: ActionSet | ActionWord;
  readonly resource: ResourceSet;
  /** The Allow that gives it. */
  readonly grant: Grant;
}

/**
 * What `before` allows minus what it denies, and `after` does not: resource by resource of each Allow, for classes of actions between
 * which neither list makes a difference. A resource counts as kept only if one resource of `after` covers it.
 */
export function findLost(before: readonly Grant[], after: readonly Grant[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const { actions, isMember } of findClasses(before, after)) {
    const mine = before.filter(isMember);
    const others = after.filter(isMember);
    if (sameGrants(mine, others)) continue;
    for (const grant of mine) {
      if (grant.effect !== 'Allow') continue;
      for (const resource of grant.resources) {
        const answer = isLost(grant, resource, mine, others);
        const isCertain = 'words' in actions || actions.literal;
        if (answer !== 'no') pieces.push({ answer: isCertain ? answer : 'unknown', actions, resource, grant });
      }
    }
  }
  return pieces;
}

interface ActionClass {
  readonly actions: ActionSet | ActionWord;
  readonly isMember: (grant: Grant) => boolean;
}

/** Actions that are in the same grants of both lists, for what `before` allows; each unknown name is a class of its own. */
function findClasses(before: readonly Grant[], after: readonly Grant[]): readonly ActionClass[] {
  const all = [...before, ...after];
  const allowed = before.filter(({ effect }) => effect === 'Allow');
  const [first, ...rest] = allowed.map(({ actions }) => actions);
  let sets = first === undefined ? [] : [unionActions(first, ...rest)];
  for (const actions of distinctSets(all)) {
    sets = sets.flatMap((set) => {
      if (isEmptyActions(set)) return [];
      if (!shareActions(set, actions) || containsActions(actions, set)) return [set];
      return [intersectActions(set, actions), subtractActions(set, actions)];
    });
  }
  const words = new Map(
    all.flatMap((grant) => (grant.words === undefined ? [] : unmatchedWords(grant.words))).map((word) => [word.key, word]),
  );
  return [
    ...sets.map((actions) => ({ actions, isMember: (grant: Grant) => shareActions(grant.actions, actions) })),
    ...[...words.values()].map((word) => ({
      actions: word,
      isMember: (grant: Grant) => grant.words !== undefined && holdsWord(grant.words, word),
    })),
  ];
}

function distinctSets(grants: readonly Grant[]): readonly ActionSet[] {
  const distinct: ActionSet[] = [];
  for (const { actions } of grants) {
    if (!distinct.some((other) => containsActions(other, actions) && containsActions(actions, other))) distinct.push(actions);
  }
  return distinct;
}

function isLost(grant: Grant, resource: ResourceSet, mine: readonly Grant[], others: readonly Grant[]): Answer {
  const denied = someAnswer(pairsOf(mine, 'Deny'), ([deny, denies]) => coversPair(deny, denies, grant, resource));
  if (denied === 'yes') return 'no';
  const kept = holdsPair(others, grant, resource)
    ? 'yes'
    : someAnswer(pairsOf(others, 'Allow'), ([allow, allows]) => coversPair(allow, allows, grant, resource));
  const newlyDenied = someAnswer(pairsOf(others, 'Deny'), ([deny, denies]) => {
    if (holdsPair(mine, deny, denies)) return 'no';
    const meets = touchesPair(deny, denies, grant, resource);
    if (meets === 'no') return 'no';
    return and(meets, not(someAnswer(pairsOf(mine, 'Deny'), ([old, olds]) => coversPair(old, olds, deny, denies))));
  });
  const lost = or(not(kept), newlyDenied);
  return lost === 'yes' && (denied === 'unknown' || grant.uncertain.has(resource)) ? 'unknown' : lost;
}

function* pairsOf(list: readonly Grant[], effect: 'Allow' | 'Deny'): Generator<readonly [Grant, ResourceSet]> {
  for (const grant of list) if (grant.effect === effect) for (const resource of grant.resources) yield [grant, resource];
}

/** Whether the very pair is there, which spares the comparisons. */
function holdsPair(list: readonly Grant[], grant: Grant, resource: ResourceSet): boolean {
  const key = resourceKey(resource);
  return list.some(({ scope, resources }) => scope === grant.scope && resources.some((other) => resourceKey(other) === key));
}

/** Whether every request of the second pair is one of the first. */
function coversPair(grant: Grant, resource: ResourceSet, other: Grant, otherResource: ResourceSet): Answer {
  const principal = grant.principal === other.principal ? 'yes' : 'unknown';
  const resources = coversResources(resource, otherResource);
  return resources === 'no' ? 'no' : and(principal, resources, impliesClauses(grant.clauses, other.clauses));
}

/** Whether the Deny is about some request of the pair. Conditions may exclude each other. */
function touchesPair(deny: Grant, denied: ResourceSet, grant: Grant, resource: ResourceSet): Answer {
  const principal = deny.principal === grant.principal ? 'yes' : 'unknown';
  const conditions = impliesClauses(deny.clauses, grant.clauses) === 'yes' ? 'yes' : 'unknown';
  return and(principal, conditions, overlapsResources(denied, resource));
}

function sameGrants(left: readonly Grant[], right: readonly Grant[]): boolean {
  const keys = (list: readonly Grant[]) => [...new Set(list.map(grantKey))].sort().join('\u0002');
  return keys(left) === keys(right);
}

function grantKey({ scope, resources }: Grant): string {
  return `${scope} ${resources.map(resourceKey).sort().join('\u0001')}`;
}
