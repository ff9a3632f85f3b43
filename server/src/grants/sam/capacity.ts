import type { Node } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import type { GrantsReader } from '../context.ts';
import { addingTo, addManaged, finishRole, trustOf } from './adding.ts';
import { isSet, mergeGlobals } from './properties.ts';

/**
 * The role by which Lambda runs instances for a capacity provider without `OperatorRole` (aws/serverless-application-model 1.110.0,
 * `model/capacity_provider`).
 */
export function readOperatorRole(reader: GrantsReader, resource: DeclaredResource, globals: Node | undefined): readonly FoundPrincipal[] {
  if (isSet(findPair(mergeGlobals(resource, globals), 'OperatorRole')?.value)) return [];
  const { logicalId, type, key } = resource;
  const adding = addingTo(reader, { name: logicalId, type, range: key.range });
  addManaged(adding, 'OperatorRole', 'AWSLambdaManagedEC2ResourceOperator', key.range);
  const trust = trustOf(adding, 'lambda.amazonaws.com');
  return [finishRole(adding, { logicalId: `${logicalId}OperatorRole`, when: conditionOf(resource), trust })];
}
