/** What policies allow, by the actions of their statements alone: enough to know that most rules about a principal have nothing to say of it. */
import type { GrantedPolicy } from '../grants/model.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionsOf, emptyActions, hasAction, matchAction, shareActions, unionActions } from '../policy/action-set.ts';
import { actionWordsOf, matchedActions } from '../policy/action-words.ts';
import { always } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Element, Policy, Statement } from '../policy/model.ts';
import { effectOf } from './statement.ts';
import type { WrittenAction } from './statement-actions.ts';
import { writtenIn } from './statement-actions.ts';

/** The actions of the catalogue that a statement is about, all branches of `Fn::If` at once; a symbol stands for none of them. */
export function statementActions(catalog: KernelCatalog, statement: Statement): ActionSet {
  return derive(catalog, statement, 'actions', () => matchedActions(catalog, actionWordsOf(catalog, statement, always)));
}

/** Actions of the catalogue that the policy's Allow or Deny statements name, on whatever resource and condition. */
export function actionsWith(effect: 'Allow' | 'Deny', policy: Policy, catalog: KernelCatalog): ActionSet {
  return derive(catalog, policy, effect === 'Allow' ? 'actions allowed' : 'actions denied', () =>
    unionActions(
      emptyActions(catalog),
      ...policy.statements.flatMap((statement) => (effectOf(statement) === effect ? [statementActions(catalog, statement)] : [])),
    ),
  );
}

/** Whether one of the policies may allow one of the actions, in some deployment; none does where this is false. */
export function mayAllowAny(catalog: KernelCatalog, policies: readonly GrantedPolicy[], names: readonly string[]): boolean {
  return policies.some(({ policy }) => mayAllow(catalog, policy, names));
}

/** The same of one policy. */
export function mayAllow(catalog: KernelCatalog, policy: Policy, names: readonly string[]): boolean {
  const wanted = derive(catalog, names, 'named actions', () => actionsOf(catalog, names));
  const isWanted = ({ index, isPattern, written }: WrittenAction): boolean =>
    index === undefined ? isPattern && shareActions(wanted, matchAction(catalog, written)) : hasAction(wanted, index);
  return mayAllowBy(policy, (action) => writtenIn(action, catalog).some(isWanted));
}

/** Whether an Allow of one of the policies is sure to name the action, or a pattern of it, be it on resources that it cannot be on. */
export function isNamedByAny(catalog: KernelCatalog, policies: readonly GrantedPolicy[], index: number): boolean {
  return policies.some(({ policy }) => policy.statements.some((statement) => names(catalog, statement, index)));
}

/** Whether the policy may allow the action, whatever is left out in some deployments, by conditions, resources and Denies. */
export function mayAllowAction(catalog: KernelCatalog, policy: Policy, index: number): boolean {
  return mayAllowBy(policy, (action) => isUnder(catalog, action, index));
}

function mayAllowBy(policy: Policy, isMeant: (action: Element) => boolean): boolean {
  return policy.statements.some((statement) => {
    const { action, notAction } = statement;
    if (effectOf(statement) === 'Deny') return false;
    // What `NotAction` leaves out may be in it where a branch is not there.
    return action === undefined ? notAction !== undefined : isMeant(action);
  });
}

function names(catalog: KernelCatalog, statement: Statement, index: number): boolean {
  const { action, resource, notResource } = statement;
  if (action === undefined || notResource !== undefined || resource?.values.length === 0 || effectOf(statement) !== 'Allow') return false;
  return isUnder(catalog, action, index);
}

function isUnder(catalog: KernelCatalog, action: Element, index: number): boolean {
  return writtenIn(action, catalog).some(
    (one) => one.index === index || (one.isPattern && hasAction(matchAction(catalog, one.written), index)),
  );
}
