import type { ActionSet } from '../policy/action-set.ts';
import { emptyActions, unionActions } from '../policy/action-set.ts';
import { unmatchedWords } from '../policy/action-words.ts';
import type { Presence } from '../policy/condition.ts';
import type { Grant } from '../policy/grant.ts';
import { always, grantsOf, readStatement } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Element, Policy, Statement } from '../policy/model.ts';
import type { Branch } from '../template/text.ts';

/** What a policy allows and denies, all branches of `Fn::If` at once. */
export interface ReadPolicy {
  /** What may be allowed in some deployment, under conditions too. */
  readonly allows: readonly Grant[];
  /** The actions of `allows`. */
  readonly allowed: ActionSet;
  /** What is allowed without a condition wherever the branches of its statement are. */
  readonly sureAllows: readonly Grant[];
  readonly denies: readonly Grant[];
  readonly sureDenies: readonly Grant[];
  /** False where it may allow or deny more than is read. */
  readonly complete: boolean;
}

/** The policy decoded, once for each policy and catalogue. */
export function readPolicy(catalog: KernelCatalog, policy: Policy): ReadPolicy {
  return derive(catalog, policy, 'read policy', () => decodePolicy(catalog, policy));
}

function decodePolicy(catalog: KernelCatalog, policy: Policy): ReadPolicy {
  const [allows, sureAllows, denies, sureDenies]: [Grant[], Grant[], Grant[], Grant[]] = [[], [], [], []];
  let { complete } = policy;
  for (const statement of policy.statements) {
    const { most, sure } = readBoth(catalog, policy, statement);
    for (const grant of most) {
      (grant.effect === 'Allow' ? allows : denies).push(grant);
      complete &&= isRead(grant);
    }
    for (const grant of sure) if (grant.clauses.length === 0) (grant.effect === 'Allow' ? sureAllows : sureDenies).push(grant);
  }
  const allowed = unionActions(emptyActions(catalog), ...allows.map(({ actions }) => actions));
  return { allows, allowed, sureAllows, denies, sureDenies, complete };
}

/** The branches of `Fn::If` that a grant is under, `when` of what attaches its policy left aside. */
export function branchesOf({ policy, statement }: Pick<Grant, 'policy' | 'statement'>): readonly Branch[] {
  return concat(policy.source.when, statement.when);
}

/** Both lists; nearly always one of them is empty. */
export function concat(left: readonly Branch[], right: readonly Branch[]): readonly Branch[] {
  if (left.length === 0) return right;
  return right.length === 0 ? left : [...left, ...right];
}

/** Whether a place under `when` is only where all of `branches` are. */
export function isUnder(when: readonly Branch[], branches: readonly Branch[]): boolean {
  return branches.every(({ condition, is }) => when.some((other) => other.condition === condition && other.is === is));
}

interface BothReadings {
  readonly most: readonly Grant[];
  readonly sure: readonly Grant[];
}

/**
 * The statement with all that may be in it, and with what certainly is. What `NotAction` and `NotResource` leave out in some deployments only is in the
 * first, and nothing of such a statement, or of one with a choice of effects, is in the second.
 */
function readBoth(catalog: KernelCatalog, policy: Policy, statement: Statement): BothReadings {
  const read = (isPresent: Presence): readonly Grant[] => {
    const [one, ...others] = readStatement(catalog, policy, statement, isPresent);
    if (one === undefined) return [];
    const grants = grantsOf(catalog, one);
    return others.length === 0 ? grants : [...grants, ...others.flatMap((other) => grantsOf(catalog, other))];
  };
  const { effect, action, resource, notAction, notResource } = statement;
  const own = branchesOf({ policy, statement });
  const isFixed = (when: readonly Branch[]): boolean => isUnder(own, when);
  const hasChoice = (element: Element | undefined): boolean => element?.values.some(({ when }) => !isFixed(when)) === true;
  if (hasChoice(notAction) || hasChoice(notResource)) return { most: read(isFixed), sure: [] };
  const most = read(always);
  if (hasChoice(effect)) return { most, sure: [] };
  return { most, sure: hasChoice(action) || hasChoice(resource) ? read(isFixed) : most };
}

/** Whether no symbol stands for actions, and nothing is brought in that is not written. */
function isRead({ words, statement }: Grant): boolean {
  return statement.complete && (words === undefined || unmatchedWords(words).every(({ literal }) => literal));
}
