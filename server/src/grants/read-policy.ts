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
  /** What is allowed without a condition wherever the branches of its statement are. */
  readonly sureAllows: readonly Grant[];
  readonly denies: readonly Grant[];
  readonly sureDenies: readonly Grant[];
  /** False where it may allow or deny more than is read. */
  readonly complete: boolean;
}

/** The policy decoded, once for each policy and catalogue. */
export function readPolicy(catalog: KernelCatalog, policy: Policy): ReadPolicy {
  return derive(catalog, policy, 'read policy', () => {
    const reads = policy.statements.map((statement) => readBoth(catalog, policy, statement));
    const most = reads.flatMap((read) => read.most);
    const sure = reads.flatMap((read) => read.sure).filter(({ clauses }) => clauses.length === 0);
    return {
      allows: most.filter(isAllow),
      sureAllows: sure.filter(isAllow),
      denies: most.filter((grant) => !isAllow(grant)),
      sureDenies: sure.filter((grant) => !isAllow(grant)),
      complete: policy.complete && most.every(isRead),
    };
  });
}

/** The branches of `Fn::If` that a grant is under, `when` of what attaches its policy left aside. */
export function branchesOf({ policy, statement }: Grant): readonly Branch[] {
  return [...policy.source.when, ...statement.when];
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
  const own = [...policy.source.when, ...statement.when];
  const isFixed = (when: readonly Branch[]): boolean => isUnder(own, when);
  const read = (isPresent: Presence): readonly Grant[] =>
    readStatement(catalog, policy, statement, isPresent).flatMap((one) => grantsOf(catalog, one));
  const hasChoice = (...elements: readonly (Element | undefined)[]): boolean =>
    elements.some((element) => element?.values.some(({ when }) => !isFixed(when)) === true);
  const { effect, action, resource, notAction, notResource } = statement;
  if (hasChoice(notAction, notResource)) return { most: read(isFixed), sure: [] };
  const most = read(always);
  if (hasChoice(effect)) return { most, sure: [] };
  return { most, sure: hasChoice(action, resource) ? read(isFixed) : most };
}

function isAllow({ effect }: Grant): boolean {
  return effect === 'Allow';
}

/** Whether no symbol stands for actions, and nothing is brought in that is not written. */
function isRead({ words, statement }: Grant): boolean {
  return statement.complete && (words === undefined || unmatchedWords(words).every(({ literal }) => literal));
}
