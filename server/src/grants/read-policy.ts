import { unmatchedWords } from '../policy/action-words.ts';
import type { Presence } from '../policy/condition.ts';
import type { Grant } from '../policy/grant.ts';
import { always, grantsOf, readStatement } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Policy, Statement } from '../policy/model.ts';
import type { Branch } from '../template/text.ts';

/** What a policy allows and denies, all branches of `Fn::If` at once. */
export interface ReadPolicy {
  readonly allows: readonly Grant[];
  /** What may be denied in some deployment, under conditions too. */
  readonly denies: readonly Grant[];
  /** What is denied without a condition wherever the branches of its statement are. */
  readonly sureDenies: readonly Grant[];
  /** False where it may allow or deny more than is read. */
  readonly complete: boolean;
}

/** The policy decoded, once for each policy and catalogue. */
export function readPolicy(catalog: KernelCatalog, policy: Policy): ReadPolicy {
  return derive(catalog, policy, 'read policy', () => {
    const grants = policy.statements.flatMap((statement) => grantsIn(catalog, policy, statement, mostOf(policy, statement)));
    const denies = grants.filter(({ effect }) => effect === 'Deny');
    const sureDenies = policy.statements.flatMap((statement) =>
      hasChoice(policy, statement) ? [] : grantsIn(catalog, policy, statement, onlyWith(policy, statement)).filter(isSureDeny),
    );
    return {
      allows: grants.filter(({ effect }) => effect === 'Allow'),
      denies,
      sureDenies: denies.length === 0 ? [] : sureDenies,
      complete: policy.complete && grants.every(isRead),
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

function grantsIn(catalog: KernelCatalog, policy: Policy, statement: Statement, isPresent: Presence): readonly Grant[] {
  return readStatement(catalog, policy, statement, isPresent).flatMap((read) => grantsOf(catalog, read));
}

/** The values that make the most of a statement: what `NotAction` and `NotResource` leave out only in some deployments is in it. */
function mostOf(policy: Policy, statement: Statement): Presence {
  return hasChoice(policy, statement) ? onlyWith(policy, statement) : always;
}

function onlyWith(policy: Policy, statement: Statement): Presence {
  const own = [...policy.source.when, ...statement.when];
  return (when) => isUnder(own, when);
}

/** Whether a value of `NotAction` or `NotResource` is there in some deployments only. */
function hasChoice(policy: Policy, statement: Statement): boolean {
  const isPresent = onlyWith(policy, statement);
  return [statement.notAction, statement.notResource].some((element) => element?.values.some(({ when }) => !isPresent(when)) === true);
}

function isSureDeny({ effect, clauses }: Grant): boolean {
  return effect === 'Deny' && clauses.length === 0;
}

/** Whether no symbol stands for actions, and nothing is brought in that is not written. */
function isRead({ words, statement }: Grant): boolean {
  return statement.complete && (words === undefined || unmatchedWords(words).every(({ literal }) => literal));
}
