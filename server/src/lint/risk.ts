/** Actions that are worse than unscoped where their statement lets them be on every resource. */
import type { ActionSet } from '../policy/action-set.ts';
import { emptyActions, hasAction, unionActions } from '../policy/action-set.ts';
import type { ArnPattern } from '../policy/arn.ts';
import { literalService } from '../policy/arn.ts';
import type { Token } from '../policy/glob.ts';
import { compileGlob } from '../policy/glob.ts';
import { coversGlob } from '../policy/glob-compare.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { ConditionElement, Policy, Statement, Value } from '../policy/model.ts';
import { actionFormats, needsStar } from '../policy/resource-types.ts';
import type { Range } from '../syntax/node.ts';
import { actionsWith, statementActions } from './allowed.ts';
import type { ResourceValue } from './resources.ts';
import { resourceValues } from './resources.ts';
import type { RuleContext, StatementContext } from './rule.ts';
import { effectOf } from './statement.ts';
import { writtenIn } from './statement-actions.ts';

/** An action has one at most, so that two rules never say the same of it: the first that fits, in this order. */
export type Risk = 'pass-role' | 'service-linked-role' | 'assume-role' | 'escalation' | 'credentials' | 'permissions';

/** What it means that an action, named as it is, may be on any resource; found once for each action. */
export function riskOf(catalog: KernelCatalog, index: number): Risk | undefined {
  const known = derive(catalog, catalog.escalationPaths(), 'risks', () => new Map<number, Risk | 'none'>());
  const risk = known.get(index) ?? findRisk(catalog, index) ?? 'none';
  known.set(index, risk);
  return risk === 'none' ? undefined : risk;
}

function findRisk(catalog: KernelCatalog, index: number): Risk | undefined {
  const name = catalog.actionName(index);
  if (name === 'iam:PassRole') return 'pass-role';
  if (name === 'iam:CreateServiceLinkedRole') return 'service-linked-role';
  if (name === 'sts:AssumeRole') return 'assume-role';
  if (catalog.escalationPaths().some(({ actions }) => actions.length === 1 && actions[0] === name)) return 'escalation';
  if (catalog.sensitivity(index) === 'credentials') return 'credentials';
  const opens = OPENING.test(name) && catalog.accessLevels(index).includes('Permissions management');
  return opens && needsStar(catalog, index) === 'no' ? 'permissions' : undefined;
}

/**
 * Actions that add or change a permission, by their name: the reference gives the level Permissions management to those that take one away and to
 * some that merely work for somebody too (`glue:ListEntities`).
 */
const OPENING =
  /:(?!CreateNetworkInterface|Delete|Remove|Revoke|Retire|Detach|Cancel|Validate|Reset|Get|List|Describe)\w*(?:Polic|Permission|Acl|Grant|Share|PublicAccess|OwnershipControls|Attribute)/;

/** Whether an action has the risk. */
export function riskTest(catalog: KernelCatalog, risk: Risk): (index: number) => boolean {
  return (index) => riskOf(catalog, index) === risk;
}

/** A value of `Action` that names one action, and the values of `Resource` that are every resource it can be on. */
export interface RiskyAction {
  readonly value: Value;
  readonly index: number;
  readonly wide: readonly ResourceValue[];
}

export interface RiskyStatement {
  readonly statement: Statement;
  /** At least one, in the order written. */
  readonly actions: readonly RiskyAction[];
  readonly context: StatementContext;
}

/** With the place of the first of its actions. */
export interface FoundRisk extends RiskyStatement {
  readonly range: Range;
}

/**
 * The Allow statements that name actions of a kind on every resource, with no condition that limits them and no Deny of the policy about
 * them. A wildcard that matches such an action is reported as a wildcard.
 */
export function findRisky(policy: Policy, context: RuleContext, isMeant: (index: number) => boolean): readonly FoundRisk[] {
  const { catalog } = context;
  return openStatements(policy, catalog).flatMap((open) => {
    const actions = riskyActions(open, catalog, isMeant).filter(({ index }) => !hasAction(actionsWith('Deny', policy, catalog), index));
    const [first] = actions;
    if (first === undefined) return [];
    return [{ statement: open.statement, actions, range: first.value.text.node.outer, context: { policy, ...context } }];
  });
}

/** Numbers of the statement's actions that a rule about risks reports, which `wildcard-resource` therefore leaves to it. */
export function reportedAsRisk(statement: Statement, { catalog, policy }: StatementContext): ReadonlySet<number> {
  const open = openStatements(policy, catalog).find((one) => one.statement === statement);
  if (open === undefined) return new Set();
  const actions = riskyActions(open, catalog, (index) => riskOf(catalog, index) !== undefined);
  return new Set(actions.map(({ index }) => index));
}

/** Actions that a `*` in `Resource` lets be on every resource, with no condition that limits them; a Deny is not counted. */
export function openActions(policy: Policy, { catalog }: RuleContext): ActionSet {
  const sets = openStatements(policy, catalog).flatMap(({ statement, resources }) =>
    resources.some(({ pattern }) => pattern.form === 'star') ? [statementActions(catalog, statement)] : [],
  );
  return unionActions(emptyActions(catalog), ...sets);
}

/** Whether the pattern is every resource, of an account at least, that the action can be on: `*`, `arn:aws:iam::111122223333:role/*`. */
export function isEveryResource(catalog: KernelCatalog, index: number, pattern: ArnPattern): boolean {
  if (pattern.form === 'star') return true;
  if (pattern.parts === undefined || pattern.tokens.at(-1)?.kind !== 'star') return false;
  const service = literalService(pattern);
  const resource = compileGlob(pattern.parts.resource);
  return actionFormats(catalog, index).formats.some(
    (format) =>
      format.parts !== undefined &&
      (service === undefined || service === literalService(format)) &&
      format.parts.resource.some(isPlaceholder) &&
      coversGlob(resource, compileGlob(format.parts.resource)) === 'yes',
  );
}

/** Keys that say from where or when, not on what: a star stays one under them. */
const BESIDE_THE_POINT = /^aws:(?:RequestedRegion|SecureTransport|CurrentTime|EpochTime)$/i;

/** Whether no condition is there that says on what the actions may be. */
export function limitsNothing(condition: ConditionElement | undefined): boolean {
  return condition === undefined || (condition.complete && condition.entries.every(({ key }) => BESIDE_THE_POINT.test(key.value)));
}

/** An Allow with `Action` and `Resource` that no condition limits, with a resource that ends in a star. */
interface OpenStatement {
  readonly statement: Statement;
  readonly resources: readonly ResourceValue[];
}

/** Found once for all rules about risks: most policies have none. */
function openStatements(policy: Policy, catalog: KernelCatalog): readonly OpenStatement[] {
  return derive(catalog, policy, 'open statements', () =>
    policy.statements.flatMap((statement) => {
      const { action, resource, notResource, condition, complete } = statement;
      if (action === undefined || notResource !== undefined || effectOf(statement) !== 'Allow') return [];
      if (!complete || !limitsNothing(condition)) return [];
      const resources = resourceValues(resource, { catalog, policy });
      return resources.some(({ pattern }) => pattern.tokens.at(-1)?.kind === 'star') ? [{ statement, resources }] : [];
    }),
  );
}

function riskyActions(
  { statement, resources }: OpenStatement,
  catalog: KernelCatalog,
  isMeant: (index: number) => boolean,
): readonly RiskyAction[] {
  const risky: RiskyAction[] = [];
  for (const { value, index } of writtenIn(statement.action, catalog)) {
    if (index === undefined || !isMeant(index)) continue;
    const wide = resources.filter(({ pattern }) => isEveryResource(catalog, index, pattern));
    if (wide.length > 0) risky.push({ value, index, wide });
  }
  return risky;
}

function isPlaceholder({ kind }: Token): boolean {
  return kind === 'placeholder';
}
