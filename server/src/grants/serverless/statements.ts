import type { Node, Range } from '../../syntax/node.ts';
import type { UnknownGrant } from '../model.ts';
import { allow } from '../sam/adding.ts';
import type { Written } from '../written.ts';

/** What the framework adds to a role for one thing that a function has. */
export interface Addition {
  /** `stream`, `tracing`, `onError`: what it is for. */
  readonly what: string;
  readonly statements: readonly Written[];
  /** Where that stands. */
  readonly range: Range;
  /** Functions that have the same of it have it once. */
  readonly once?: string;
}

/** What is added, and what cannot be told. */
export interface Additions {
  readonly additions: readonly Addition[];
  readonly unknown: readonly UnknownGrant[];
}

/** A statement for all resources of a list; none where there are none. */
export function allowEach(actions: readonly string[], resources: readonly Written[]): readonly Written[] {
  return resources.length === 0 ? [] : [allow(actions, resources)];
}

/** `Fn::Sub` of a text in whose variables CloudFormation has a part. */
export function sub(text: string): Written {
  return { 'Fn::Sub': text };
}

/** An ARN in the account and region of the service: `log-group:…` of `logs`. */
export function arnOf(service: string, resource: string): Written {
  return sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}

export function cannotTell(reason: string, node: Node): UnknownGrant {
  return { reason, range: node.outer, about: 'attached' };
}

/** What Lambda needs to reach a network that an event source is in. */
export const NETWORK: Written = allow(
  [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVpcs',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ],
  '*',
);

export const TRACING: Written = allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
