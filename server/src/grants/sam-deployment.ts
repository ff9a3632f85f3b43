import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { plainString } from '../template/intrinsic.ts';
import type { DeclaredResource } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import type { FoundPrincipal } from './acting.ts';
import type { GrantsContext } from './context.ts';
import { addingTo, addManaged, finishRole, trustOf } from './sam-adding.ts';
import { isSet } from './sam-properties.ts';

/** What a function says of its gradual deployment. */
export interface DeploymentPreference {
  readonly resource: DeclaredResource;
  readonly hasRole: boolean;
  readonly condition: string | undefined;
}

/** `undefined` where it is not enabled. */
export function readPreference(resource: DeclaredResource, properties: Node | undefined): DeploymentPreference | undefined {
  const preference = findPair(properties, 'DeploymentPreference')?.value;
  if (!isSet(preference)) return undefined;
  const enabled = findPair(preference, 'Enabled')?.value;
  if (enabled !== undefined && (!isSet(enabled) || /^false$/i.test(plainString(enabled) ?? ''))) return undefined;
  const isPassed = isSet(findPair(preference, 'PassthroughCondition')?.value);
  return { resource, hasRole: isSet(findPair(preference, 'Role')?.value), condition: isPassed ? resource.condition : undefined };
}

/**
 * The one role that SAM makes for the deployment of all functions that give none, with the first that has a preference. It is conditional where
 * every such function is and says `PassthroughCondition` (aws/serverless-application-model 1.110.0, `deployment_preference_collection.py`).
 */
export function findDeploymentRole(context: GrantsContext, preferences: readonly DeploymentPreference[]): FoundPrincipal | undefined {
  const [first] = preferences;
  if (first === undefined || preferences.every(({ hasRole }) => hasRole)) return undefined;
  const conditions = [...new Set(preferences.map(({ condition }) => condition))];
  return context.recall(first.resource, 'deployment role', conditions, (reader) => {
    const { logicalId, type, key } = first.resource;
    const adding = addingTo(reader, { name: logicalId, type, range: key.range });
    addManaged(adding, 'DeploymentPreference', 'AWSCodeDeployRoleForLambda', key.range);
    const when = conditionOf(conditions);
    return finishRole(adding, { logicalId: 'CodeDeployServiceRole', when, trust: trustOf(adding, 'codedeploy.amazonaws.com') });
  });
}

/** Of several conditions SAM makes one that holds where any of them does. */
function conditionOf(conditions: readonly (string | undefined)[]): readonly Branch[] {
  const named = conditions.flatMap((condition) => condition ?? []);
  const [first] = named;
  if (first === undefined || named.length < conditions.length) return [];
  return [{ condition: named.length === 1 ? first : 'ServerlessCodeDeployCondition', is: true }];
}
