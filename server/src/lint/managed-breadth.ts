import type { ManagedPolicy } from '../catalog/catalog.ts';
import { managedPolicyDocument } from '../grants/managed-policies.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionIndices, actionsAt, countActions, emptyActions, hasAction, subtractActions, unionActions } from '../policy/action-set.ts';
import { actionWordsOf, matchedActions } from '../policy/action-words.ts';
import { always } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { resourcesOf } from '../policy/resource-set.ts';
import { needsStar } from '../policy/resource-types.ts';
import { isEveryResource, limitsNothing } from './risk.ts';
import { effectOf } from './statement.ts';
import { count, listNames } from './text.ts';

/** How far a managed policy of AWS reaches. */
export interface Breadth {
  /** Actions on every resource that they can be on, of those that can be limited to some. */
  readonly open: ActionSet;
  /** Services all of whose actions are allowed, some of them among `open`. */
  readonly whole: readonly string[];
}

/** So many actions on every resource are more than one function needs: those that AWS made for agents and roles of services stay below. */
const WIDE = 20;
/** A service of fewer actions is small: all of `eks-auth` is one. */
const LEAST_SERVICE = 5;

/** Policies without that path which a service asks for on its own role. Source: each service's documentation of its roles, 2026-11. */
const MADE_FOR_A_SERVICE: ReadonlySet<string> = new Set([
  'AWSElasticBeanstalkCustomPlatformforEC2Role',
  'AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy',
  'AWSResilienceHubAsssessmentExecutionPolicy',
  'AWSResilienceHubV2AssessmentExecutionPolicy',
  'AmazonEKSClusterPolicy',
  'AmazonEMRServicePolicy_v2',
  'AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy',
  'AmazonSageMakerServiceCatalogProductsCodeBuildServiceRolePolicy',
]);

/**
 * How far the policy reaches, where that is further than least privilege admits: it allows every action of a service, on all of its resources; or at least
 * 20 actions, each on every resource, that could be limited to some. Conditions that limit what an action is on, and what the policy denies
 * everywhere, are counted. Never one that AWS made for the role of a service, as its path says (`service-role/`).
 */
export function findBreadth(catalog: KernelCatalog, managed: ManagedPolicy): Breadth | undefined {
  if (/:policy\/(?:service-role|aws-service-role|root-task)\//.test(managed.arn) || MADE_FOR_A_SERVICE.has(managed.name)) return undefined;
  const document = managedPolicyDocument(catalog, managed);
  return derive(catalog, document, 'breadth', () => measureBreadth(catalog, document));
}

function measureBreadth(catalog: KernelCatalog, document: Policy): Breadth | undefined {
  const allowed = openActions(catalog, document);
  const open = actionsAt(
    catalog,
    actionIndices(allowed).filter((index) => needsStar(catalog, index) === 'no'),
  );
  const whole = catalog.services.filter(({ first, count: size }) => holdsAll(allowed, first, size) && holdsOne(open, first, size));
  if (countActions(open) < WIDE && whole.every(({ count: size }) => size < LEAST_SERVICE)) return undefined;
  return { open, whole: whole.map(({ prefix }) => prefix) };
}

/** Completes "the policy allows …": `every action of s3, s3-object-lambda on every resource`. */
export function describeBreadth(catalog: KernelCatalog, { open, whole }: Breadth): string {
  const counts = new Map<string, number>();
  for (const index of actionIndices(open)) {
    const prefix = prefixOf(catalog.actionName(index));
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const total = countActions(open);
  const inWhole = whole.reduce((sum, prefix) => sum + (counts.get(prefix) ?? 0), 0);
  if (inWhole * 2 < total || whole.length === 0) {
    const services = [...counts].sort(([, a], [, b]) => b - a).map(([prefix]) => prefix);
    return `${count(total, 'action')} of ${named(services)} on every resource, which could be limited to some`;
  }
  const more = inWhole === total ? '' : ` and ${count(total - inWhole, 'action')} of ${count(counts.size - whole.length, 'other service')}`;
  return `every action of ${named(whole)}${more} on every resource`;
}

function named(services: readonly string[]): string {
  return services.length > MANY ? `${services.length} services` : listNames(services);
}

/** More services than this are counted rather than named. */
const MANY = 6;

function prefixOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

/** Actions that some statement allows on every resource, and none denies on all of them. */
function openActions(catalog: KernelCatalog, policy: Policy): ActionSet {
  const sets = policy.statements.filter((statement) => effectOf(statement) === 'Allow').map((one) => openIn(catalog, policy, one));
  const denied = policy.statements
    .filter((statement) => effectOf(statement) === 'Deny' && statement.condition === undefined && isOnAll(catalog, policy, statement))
    .map((statement) => matchedActions(catalog, actionWordsOf(catalog, statement, always)));
  const none = emptyActions(catalog);
  return subtractActions(unionActions(none, ...sets), unionActions(none, ...denied));
}

function openIn(catalog: KernelCatalog, policy: Policy, statement: Statement): ActionSet {
  if (!limitsNothing(statement.condition)) return emptyActions(catalog);
  const actions = matchedActions(catalog, actionWordsOf(catalog, statement, always));
  if (statement.notResource !== undefined || isOnAll(catalog, policy, statement)) return actions;
  const resources = resourcesOf(catalog, policy, statement, always);
  const isOpen = (index: number): boolean =>
    resources.some((resource) => resource.kind === 'pattern' && isEveryResource(catalog, index, resource.pattern));
  return actionsAt(catalog, actionIndices(actions).filter(isOpen));
}

function isOnAll(catalog: KernelCatalog, policy: Policy, statement: Statement): boolean {
  return resourcesOf(catalog, policy, statement, always).some(
    (resource) => resource.kind === 'pattern' && resource.pattern.form === 'star',
  );
}

function holdsAll(set: ActionSet, first: number, size: number): boolean {
  for (let index = first; index < first + size; index++) if (!hasAction(set, index)) return false;
  return size > 0;
}

function holdsOne(set: ActionSet, first: number, size: number): boolean {
  for (let index = first; index < first + size; index++) if (hasAction(set, index)) return true;
  return false;
}
