import type { Node } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { Branch } from '../../template/text.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import { addingTo, addManaged, finishRole, trustOf } from './adding.ts';
import { isSet, mayBe, readParameter } from './properties.ts';

/** What a function says of its gradual deployment. */
export interface DeploymentPreference {
  readonly resource: DeclaredResource;
  readonly hasRole: boolean;
  readonly condition: string | undefined;
  /** The parameter that `Enabled` is, where it may be false. */
  readonly unless: string | undefined;
}

/** `undefined` where it is not enabled. */
export function readPreference(
  reader: GrantsReader,
  resource: DeclaredResource,
  properties: Node | undefined,
): DeploymentPreference | undefined {
  const preference = findPair(properties, 'DeploymentPreference')?.value;
  if (!isSet(preference)) return undefined;
  const enabled = findPair(preference, 'Enabled')?.value;
  if (enabled !== undefined && (!isSet(enabled) || /^false$/i.test(plainString(enabled) ?? ''))) return undefined;
  const isPassed = isSet(findPair(preference, 'PassthroughCondition')?.value);
  const parameter = enabled === undefined ? undefined : readParameter(reader, enabled);
  return {
    resource,
    hasRole: isSet(findPair(preference, 'Role')?.value),
    condition: isPassed ? resource.condition : undefined,
    unless: parameter !== undefined && mayBe(reader, parameter, /^false$/i) ? parameter : undefined,
  };
}

/**
 * The one role that SAM makes for the deployment of all functions that give none, with the first that has a preference. It is conditional where
 * every such function is and says `PassthroughCondition`. Where each asks for it by a parameter alone, it is unknown whether there is one (aws/serverless-application-model 1.110.0, `deployment_preference_collection.py`).
 */
export function findDeploymentRole(context: GrantsContext, preferences: readonly DeploymentPreference[]): FoundPrincipal | undefined {
  const [first] = preferences;
  if (first === undefined || preferences.every(({ hasRole }) => hasRole)) return undefined;
  const conditions = [...new Set(preferences.map(({ condition }) => condition))];
  const asking = preferences.filter(({ hasRole }) => !hasRole);
  const open = asking.every(({ unless }) => unless !== undefined) ? asking.flatMap(({ unless }) => unless ?? []) : [];
  return context.recall(first.resource, 'deployment role', [...conditions, '', ...open], (reader) => {
    const { logicalId, type, key } = first.resource;
    const adding = addingTo(reader, { name: logicalId, type, range: key.range });
    const [parameter] = open;
    addManaged(adding, 'DeploymentPreference', MANAGED, key.range);
    if (parameter !== undefined) {
      const reason = `there is no such role where the parameter ${parameter} is false`;
      adding.attached.unknown.push({ reason, range: key.range, about: 'attached' });
    }
    const when = conditionOf(conditions);
    return finishRole(adding, { logicalId: 'CodeDeployServiceRole', when, trust: trustOf(adding, 'codedeploy.amazonaws.com') });
  });
}

const MANAGED = 'AWSCodeDeployRoleForLambda';

/** Of several conditions SAM makes one that holds where any of them does. */
function conditionOf(conditions: readonly (string | undefined)[]): readonly Branch[] {
  const named = conditions.flatMap((condition) => condition ?? []);
  const [first] = named;
  if (first === undefined || named.length < conditions.length) return [];
  return [{ condition: named.length === 1 ? first : 'ServerlessCodeDeployCondition', is: true }];
}
