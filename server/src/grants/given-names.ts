import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Resolve } from '../template/branches.ts';
import { expandItems } from '../template/branches.ts';
import type { DeclaredResource } from '../template/template.ts';
import type { Branch, Text } from '../template/text.ts';
import { renderShown } from './render.ts';

/** What reading a name takes; a `GrantsReader` is one. */
export interface NameReader {
  readText(node: Node): Text;
  readonly resolve: Resolve;
}

/** A name that an author gives, in `Fn::Sub` notation, once for each branch. */
export interface GivenName {
  readonly name: string;
  readonly when: readonly Branch[];
}

/** The names that a property gives: `RoleName`, `ManagedPolicyName`. None where there is no such property. */
export function readNames(reader: NameReader, node: Node | undefined): readonly GivenName[] {
  if (node === undefined) return [];
  const { places } = expandItems(node, [], reader.resolve);
  return places.map((place) => ({ name: renderShown(reader.readText(place.node)), when: place.when }));
}

/** The property by which an author names a resource, of types that are referred to by name (CloudFormation template reference, 2026-11). */
const NAME_PROPERTIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'AWS::Events::EventBus': 'Name',
    'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
    'AWS::Lambda::Function': 'FunctionName',
    'AWS::Serverless::Function': 'FunctionName',
    'AWS::S3::Bucket': 'BucketName',
    'AWS::SNS::Topic': 'TopicName',
    'AWS::SQS::Queue': 'QueueName',
    'AWS::SecretsManager::Secret': 'Name',
  }),
);

/** Logical ids by the names that their author gives to resources of one type. */
export function nameResources(reader: NameReader, resources: readonly DeclaredResource[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { logicalId, type, properties } of resources) {
    const property = NAME_PROPERTIES.get(type) ?? '';
    for (const { name } of readNames(reader, findPair(properties, property)?.value)) names.set(name, logicalId);
  }
  return names;
}

/** The name at the end of an ARN in `Fn::Sub` notation, whatever path stands before it. A name is unique in its account whatever its path. */
export function nameInArn(text: string, type: 'role' | 'policy'): string | undefined {
  const arn = /:(role|policy)\/(?:.*\/)?([^/]+)$/.exec(text);
  return arn?.[1] === type ? arn[2] : undefined;
}
