import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import type { GrantsReader } from '../context.ts';
import type { Written } from '../written.ts';
import { addingTo, addStatements, allow, finishRole, referenceTo, trustOf } from './adding.ts';
import { isSet } from './properties.ts';

/**
 * The roles by which EventBridge Scheduler calls a function or a state machine, one for each event `ScheduleV2` without `RoleArn`
 * (aws/serverless-application-model 1.110.0, `model/eventsources/scheduler.py`).
 */
export function scheduleRoles(reader: GrantsReader, resource: DeclaredResource, properties: Node | undefined): readonly FoundPrincipal[] {
  const events = findPair(properties, 'Events')?.value;
  if (events?.kind !== 'mapping') return [];
  return events.pairs.flatMap(({ key, value }): readonly FoundPrincipal[] => {
    const event = findPair(value, 'Properties')?.value;
    if (plainString(findPair(value, 'Type')?.value) !== 'ScheduleV2' || isSet(findPair(event, 'RoleArn')?.value)) return [];
    const id = `${resource.logicalId}${key.value}`;
    const adding = addingTo(reader, { name: resource.logicalId, type: resource.type, range: resource.key.range });
    const what = `Events.${key.value}`;
    const action = resource.type === 'AWS::Serverless::Function' ? 'lambda:InvokeFunction' : 'states:StartExecution';
    addStatements(adding, what, [allow(action, eventTarget(resource, properties))], key.range);
    const queue = deadLetterQueue(id, findPair(event, 'DeadLetterConfig')?.value);
    if (queue !== undefined) addStatements(adding, `${what}.DeadLetterConfig`, [allow('sqs:SendMessage', queue)], key.range);
    const boundaries = boundaryUses(reader, findPair(event, 'PermissionsBoundary')?.value);
    return [
      finishRole(adding, {
        logicalId: `${id}Role`,
        when: conditionOf(resource),
        trust: trustOf(adding, 'scheduler.amazonaws.com'),
        boundaries,
      }),
    ];
  });
}

/** What an event calls: the function or state machine, or the alias that SAM publishes of it. */
export function eventTarget({ type, logicalId }: DeclaredResource, properties: Node | undefined): Written {
  const alias = findPair(properties, 'AutoPublishAlias')?.value;
  if (type === 'AWS::Serverless::Function') {
    if (!isSet(alias)) return { 'Fn::GetAtt': [logicalId, 'Arn'] };
    const name = plainString(alias)?.replaceAll('-', 'D').replaceAll('_', 'U');
    return referenceTo(name === undefined ? `${logicalId}.Alias` : `${logicalId}Alias${name}`);
  }
  const name = isSet(findPair(properties, 'UseAliasAsEventTarget')?.value) ? plainString(alias) : undefined;
  return referenceTo(name === undefined ? logicalId : `${logicalId}Alias${name}`);
}

function deadLetterQueue(id: string, config: Node | undefined): Written | undefined {
  if (config === undefined) return undefined;
  const arn = findValue(config, 'Arn');
  if (arn !== undefined) return arn;
  return { 'Fn::GetAtt': [plainString(findPair(config, 'QueueLogicalId')?.value) ?? `${id}Queue`, 'Arn'] };
}
