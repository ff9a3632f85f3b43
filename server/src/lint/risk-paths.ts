import type { EscalationPath } from '../catalog/catalog.ts';
import { hasAction } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Policy } from '../policy/model.ts';
import { needsStar } from '../policy/resource-types.ts';
import { actionsWith } from './allowed.ts';
import type { RiskyAction, RiskyStatement } from './risk.ts';
import { findRisky, openActions } from './risk.ts';
import type { RuleContext } from './rule.ts';
import { effectOf, literalsOf } from './statement.ts';
import { writtenIn } from './statement-actions.ts';

export interface CombinedPath {
  readonly path: EscalationPath;
  /** Where it is reported: the first of its actions that is written by name. */
  readonly at: RiskyAction;
  readonly found: RiskyStatement;
  /** The others that are written by name. */
  readonly others: readonly RiskyAction[];
}

/**
 * Ways to more rights that take several actions, all of which the policy allows, on every resource where they can be limited. Those with
 * `iam:PassRole` are told of there, those of which one action alone is enough at that action.
 */
export function findCombinedPaths(policy: Policy, context: RuleContext): readonly CombinedPath[] {
  const { catalog } = context;
  const { paths, indices } = combinations(catalog);
  const found = [...findRisky(policy, context, (index) => indices.has(index))];
  if (found.length === 0) return [];
  const written = new Map(
    found.flatMap((risky) => risky.actions.map((at) => [catalog.actionName(at.index), { at, found: risky }] as const)),
  );
  const [allowed, denied, open] = [
    actionsWith('Allow', policy, catalog),
    actionsWith('Deny', policy, catalog),
    openActions(policy, context),
  ];
  const isPossible = (name: string): boolean => {
    const index = catalog.actionIndex(name) ?? -1;
    if (written.has(name)) return true;
    return !hasAction(denied, index) && hasAction(needsStar(catalog, index) === 'no' ? open : allowed, index);
  };
  return paths.flatMap((path) => {
    const steps = path.actions.flatMap((name) => written.get(name) ?? []);
    const [first] = steps;
    if (first === undefined || !path.actions.every(isPossible)) return [];
    return [{ path, ...first, others: steps.slice(1).map(({ at }) => at) }];
  });
}

interface Combinations {
  readonly paths: readonly EscalationPath[];
  /** Numbers of the actions of all of them. */
  readonly indices: ReadonlySet<number | undefined>;
}

function combinations(catalog: KernelCatalog): Combinations {
  const all = catalog.escalationPaths();
  return derive(catalog, all, 'combinations without iam:PassRole', () => {
    const alone = new Set(all.flatMap(({ actions }) => (actions.length === 1 ? actions : [])));
    const paths = all.filter(({ actions }) => !actions.includes('iam:PassRole') && !actions.some((name) => alone.has(name)));
    return { paths, indices: new Set(paths.flatMap(({ actions }) => actions.map((name) => catalog.actionIndex(name)))) };
  });
}

/** What an action on a bucket can be turned into. */
const OBJECT_RIGHTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3:PutBucketPolicy', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']],
  ['s3:PutBucketAcl', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']],
  ['s3:PutLifecycleConfiguration', ['s3:DeleteObject']],
]);
const NO_RIGHTS: ReadonlyMap<string, readonly string[]> = new Map();

/**
 * Actions on buckets with which the holder of the policy could do to their objects what the policy does not let it do, none of it:
 * parliament's RESOURCE_POLICY_PRIVILEGE_ESCALATION.
 */
export function findBucketRights(policy: Policy, { catalog }: RuleContext): ReadonlyMap<string, readonly string[]> {
  const named = policy.statements.some(({ action }) => writtenIn(action, catalog).some(({ written }) => OBJECT_RIGHTS.has(written)));
  if (!named || !isRead(policy)) return NO_RIGHTS;
  const allowed = actionsWith('Allow', policy, catalog);
  return new Map([...OBJECT_RIGHTS].filter(([, rights]) => rights.every((name) => !hasAction(allowed, catalog.actionIndex(name) ?? -1))));
}

/** Whether all that the policy allows can be read. */
function isRead(policy: Policy): boolean {
  return (
    policy.complete &&
    policy.statements.every(
      (statement) =>
        statement.complete && (effectOf(statement) === 'Deny' || (effectOf(statement) === 'Allow' && literalsOf(statement.action).exact)),
    )
  );
}
