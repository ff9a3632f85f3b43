import type { EncodedOperations, EncodedTables } from '../../server/src/catalog/bundle-format.ts';
import { ARN_CORRECTIONS } from '../tables/arn-corrections.ts';
import { DOCUMENTATION_PAGES } from '../tables/documentation-pages.ts';
import { REPLACED_MANAGED_POLICIES } from '../tables/managed-policies-replaced.ts';
import { NARROW_PLACEHOLDERS } from '../tables/placeholders.ts';
import { POLICY_QUOTAS, POLICY_QUOTAS_OF_KINDS } from '../tables/policy-quotas.ts';
import { ESCALATION_PATHS } from '../tables/privilege-escalation.ts';
import { PARTITIONS, REGIONS } from '../tables/regions.ts';
import { NEEDS_EVERY_RESOURCE_TYPE, SCOPING_IS_USUAL } from '../tables/resource-evaluation.ts';
import { NEWER_OPERATIONS, SDK_OPERATIONS } from '../tables/sdk-operations.ts';
import { CREDENTIAL_ACTIONS, DATA_ACTIONS } from '../tables/sensitive-actions.ts';
import { SERVICE_PREFIXES } from '../tables/service-prefixes.ts';
import { SERVICE_PRINCIPALS } from '../tables/service-principals.ts';
import { byCodePoint } from './iam-data.ts';

/** The hand-written tables with their action patterns written out as full names of `actions`. */
export function buildTables(actions: readonly string[]): EncodedTables {
  const expand = (patterns: readonly string[]): readonly string[] => patterns.flatMap((pattern) => expandPattern(pattern, actions));
  const extraArns = new Map<string, string[]>();
  for (const { actions: patterns, arns } of ARN_CORRECTIONS) {
    for (const action of expand(patterns)) extraArns.set(action, [...new Set([...(extraArns.get(action) ?? []), ...arns])]);
  }
  return {
    servicePrincipals: [...SERVICE_PRINCIPALS].sort(byCodePoint),
    regions: REGIONS,
    partitions: PARTITIONS,
    prefixes: SERVICE_PREFIXES,
    scopingIsUsual: expand(SCOPING_IS_USUAL),
    needsEveryResourceType: expand(NEEDS_EVERY_RESOURCE_TYPE),
    extraArns: Object.fromEntries([...extraArns].sort(([a], [b]) => byCodePoint(a, b))),
    narrowPlaceholders: NARROW_PLACEHOLDERS.map((placeholder) => placeholder.toLowerCase()),
    documentationPages: DOCUMENTATION_PAGES,
    newerOperations: NEWER_OPERATIONS,
    replacedPolicies: REPLACED_MANAGED_POLICIES,
    escalationPaths: ESCALATION_PATHS.map((path) => ({ ...path, actions: expand(path.actions) })),
    credentialActions: expand(CREDENTIAL_ACTIONS),
    dataActions: expand(DATA_ACTIONS),
    policyQuotas: { ...POLICY_QUOTAS, ...POLICY_QUOTAS_OF_KINDS },
  };
}

export function buildOperations(): EncodedOperations {
  return Object.fromEntries(
    Object.entries(SDK_OPERATIONS).map(([operation, actions]) => [operation, actions === '' ? [] : actions.split(' ')]),
  );
}

/** A table that names an action which does not exist is wrong: the build says so. */
function expandPattern(pattern: string, actions: readonly string[]): readonly string[] {
  const matches = pattern.endsWith('*')
    ? actions.filter((action) => action.toLowerCase().startsWith(pattern.slice(0, -1).toLowerCase()))
    : actions.filter((action) => action.toLowerCase() === pattern.toLowerCase());
  if (matches.length === 0) throw new Error(`a table names ${pattern}, which is no action`);
  return matches;
}
