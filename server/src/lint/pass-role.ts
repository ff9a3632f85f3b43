import type { Catalog } from '../catalog/catalog.ts';
import { actionIndices, hasAction } from '../policy/action-set.ts';
import type { Policy } from '../policy/model.ts';
import { actionsWith } from './allowed.ts';
import { effectOf, literalsOf } from './statement.ts';

/** What passing any role comes to beside the other actions that the policy allows: the shortest way to use it. */
export function findPassRoleUse(
  policy: Policy,
  catalog: Catalog,
): { readonly others: readonly string[]; readonly gain: string } | undefined {
  const allowed = actionsWith('Allow', policy, catalog);
  const isAllowed = (name: string): boolean => hasAction(allowed, catalog.actionIndex(name) ?? -1);
  const [path] = catalog
    .escalationPaths()
    .filter(({ actions }) => actions.includes(PASS_ROLE) && actions.every(isAllowed))
    .sort((a, b) => a.actions.length - b.actions.length);
  return path && { others: path.actions.filter((name) => name !== PASS_ROLE), gain: path.gain };
}

/**
 * Service principals that the policy's other actions hand roles to, as values of `iam:PassedToService`: all together, then each; where no
 * action tells, those that most roles are made for.
 */
export function findPassedTo(policy: Policy, catalog: Catalog): readonly (readonly string[])[] {
  const known = [...new Set(passingServices(policy, catalog).flatMap((prefix) => PASSED_TO[prefix] ?? []))].sort();
  const each = (known.length === 0 ? USUAL : known).map((name) => [name]);
  return known.length > 1 ? [known, ...each.slice(0, MOST)] : each;
}

/** Prefixes of the services of which the policy allows an action that takes a role: by AWS's reference, by a known use, by the list below. */
function passingServices(policy: Policy, catalog: Catalog): readonly string[] {
  const used = new Set(catalog.escalationPaths().flatMap(({ actions }) => (actions.includes(PASS_ROLE) ? actions : [])));
  const prefixes = new Set<string>();
  for (const index of actionIndices(actionsWith('Allow', policy, catalog))) {
    const name = catalog.actionName(index);
    const prefix = name.slice(0, name.indexOf(':'));
    if (prefixes.has(prefix) || !Object.hasOwn(PASSED_TO, prefix)) continue;
    if (used.has(name) || TAKES_A_ROLE.has(name) || catalog.action(index).dependentActions.includes(PASS_ROLE)) prefixes.add(prefix);
  }
  return [...prefixes];
}

/** Actions that take a role although the reference names no `iam:PassRole` beside them. */
const TAKES_A_ROLE: ReadonlySet<string> = new Set([
  'appsync:CreateDataSource',
  'codedeploy:CreateDeploymentGroup',
  'codepipeline:CreatePipeline',
  'eks:CreateCluster',
  'events:PutTargets',
  'firehose:CreateDeliveryStream',
  'kinesisanalytics:CreateApplication',
]);

/** Principals of the services of the policy's other actions, as values of `iam:AWSServiceName`, one by one. */
export function findLinkedServices(policy: Policy, catalog: Catalog): readonly (readonly string[])[] {
  const written = policy.statements.flatMap((statement) => (effectOf(statement) === 'Allow' ? literalsOf(statement.action).texts : []));
  const prefixes = new Set(written.map((name) => name.slice(0, Math.max(name.indexOf(':'), 0)).toLowerCase()));
  prefixes.delete('iam');
  const found = catalog
    .servicePrincipals()
    .filter((name) => [...prefixes].some((prefix) => name === `${prefix}.amazonaws.com` || name.endsWith(`.${prefix}.amazonaws.com`)));
  return found.slice(0, MOST).map((name) => [name]);
}

const PASS_ROLE = 'iam:PassRole';
const MOST = 4;
const USUAL: readonly string[] = ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com', 'ec2.amazonaws.com', 'states.amazonaws.com'];

/**
 * Which principal assumes the role that an action of a service is handed. Source: each service's documentation of its service role, 2026-11.
 */
const PASSED_TO: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['apigateway.amazonaws.com'],
  apprunner: ['build.apprunner.amazonaws.com', 'tasks.apprunner.amazonaws.com'],
  appsync: ['appsync.amazonaws.com'],
  backup: ['backup.amazonaws.com'],
  batch: ['batch.amazonaws.com'],
  bedrock: ['bedrock.amazonaws.com'],
  cloudformation: ['cloudformation.amazonaws.com'],
  codebuild: ['codebuild.amazonaws.com'],
  codedeploy: ['codedeploy.amazonaws.com'],
  codepipeline: ['codepipeline.amazonaws.com'],
  dms: ['dms.amazonaws.com'],
  ec2: ['ec2.amazonaws.com'],
  ecs: ['ecs-tasks.amazonaws.com'],
  eks: ['eks.amazonaws.com'],
  events: ['events.amazonaws.com'],
  firehose: ['firehose.amazonaws.com'],
  glue: ['glue.amazonaws.com'],
  iot: ['iot.amazonaws.com'],
  kinesisanalytics: ['kinesisanalytics.amazonaws.com'],
  lambda: ['lambda.amazonaws.com'],
  pipes: ['pipes.amazonaws.com'],
  sagemaker: ['sagemaker.amazonaws.com'],
  scheduler: ['scheduler.amazonaws.com'],
  ssm: ['ssm.amazonaws.com'],
  states: ['states.amazonaws.com'],
  transfer: ['transfer.amazonaws.com'],
};
