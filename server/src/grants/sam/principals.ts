import type { Node } from '../../syntax/node.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import { readCloudFormationPrincipal } from '../cloudformation/principals.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import { readOperatorRole } from './capacity.ts';
import type { DeploymentPreference } from './deployment.ts';
import { findDeploymentRole } from './deployment.ts';
import type { FoundFunction } from './function.ts';
import { readSamFunction } from './function.ts';
import { readGraphQLRoles } from './graphql.ts';
import { readGlobals } from './properties.ts';
import { readSamStateMachine } from './state-machine.ts';

/** The principals of a SAM template, each as it is at its own entry: those of its own resources, and those of CloudFormation. */
export function findSamPrincipals(context: GrantsContext): readonly FoundPrincipal[] {
  const [ofFunctions, ofProviders] = [readGlobals(context, FUNCTION), readGlobals(context, CAPACITY_PROVIDER)];
  const entries = context.each(context.declared, 'principals', [ofFunctions, ofProviders], (resource, reader): FoundFunction => {
    if (resource.type === FUNCTION) return readSamFunction(reader, resource, ofFunctions);
    const principals = readPrincipals(reader, resource, ofProviders);
    return principals.length === 0 ? NO_PRINCIPALS : { principals, preference: undefined };
  });
  const found: FoundPrincipal[] = [];
  const preferences: DeploymentPreference[] = [];
  let deployed = 0;
  for (const { principals, preference } of entries) {
    for (const principal of principals) found.push(principal);
    if (preference === undefined) continue;
    preferences.push(preference);
    if (preferences.length === 1) deployed = found.length;
  }
  const deployment = findDeploymentRole(context, preferences);
  return deployment === undefined ? found : found.toSpliced(deployed, 0, deployment);
}

/** Of most entries. */
const NO_PRINCIPALS: FoundFunction = { principals: [], preference: undefined };

const FUNCTION = 'AWS::Serverless::Function';
const CAPACITY_PROVIDER = 'AWS::Serverless::CapacityProvider';

function readPrincipals(reader: GrantsReader, resource: DeclaredResource, ofProviders: Node | undefined): readonly FoundPrincipal[] {
  switch (resource.type) {
    case 'AWS::Serverless::StateMachine':
      return readSamStateMachine(reader, resource);
    case 'AWS::Serverless::GraphQLApi':
      return readGraphQLRoles(reader, resource);
    case CAPACITY_PROVIDER:
      return readOperatorRole(reader, resource, ofProviders);
    default:
      return resource.node === resource.properties ? [] : readCloudFormationPrincipal(reader, resource);
  }
}
