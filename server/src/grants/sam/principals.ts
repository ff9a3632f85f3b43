import type { DeclaredResource } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import { findCloudFormationPrincipal } from '../cloudformation/principals.ts';
import type { GrantsContext } from '../context.ts';
import { findOperatorRole } from './capacity.ts';
import type { DeploymentPreference } from './deployment.ts';
import { findDeploymentRole } from './deployment.ts';
import { findSamFunction } from './function.ts';
import { findGraphQLRoles } from './graphql.ts';
import { readGlobals } from './properties.ts';
import { findSamStateMachine } from './state-machine.ts';

/** The principals of a SAM template, each as it is at its own entry: those of its own resources, and those of CloudFormation. */
export function findSamPrincipals(context: GrantsContext): readonly FoundPrincipal[] {
  const found: FoundPrincipal[] = [];
  const preferences: DeploymentPreference[] = [];
  let deployed = 0;
  const globals = readGlobals(context, FUNCTION);
  for (const resource of context.declared) {
    if (resource.type !== FUNCTION) found.push(...findOf(context, resource));
    else {
      const { principals, preference } = findSamFunction(context, resource, globals);
      found.push(...principals);
      if (preference === undefined) continue;
      preferences.push(preference);
      if (preferences.length === 1) deployed = found.length;
    }
  }
  const deployment = findDeploymentRole(context, preferences);
  return deployment === undefined ? found : found.toSpliced(deployed, 0, deployment);
}

const FUNCTION = 'AWS::Serverless::Function';

function findOf(context: GrantsContext, resource: DeclaredResource): readonly FoundPrincipal[] {
  switch (resource.type) {
    case 'AWS::Serverless::StateMachine':
      return findSamStateMachine(context, resource);
    case 'AWS::Serverless::GraphQLApi':
      return findGraphQLRoles(context, resource);
    case 'AWS::Serverless::CapacityProvider':
      return findOperatorRole(context, resource);
    default: {
      const principal = findCloudFormationPrincipal(context, resource);
      return principal === undefined ? [] : [principal];
    }
  }
}
