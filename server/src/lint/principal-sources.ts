/** On whose behalf services call: which resource's ARN is in `aws:SourceArn`. */
import type { Catalog } from '../catalog/catalog.ts';
import type { OwnValue } from '../generate/resource-arns.ts';
import { arnsOfResource } from '../generate/resource-arns.ts';
import type { Scope } from '../template/template.ts';

/** A resource of the template that a service calls for. */
export interface CallSource {
  readonly logicalId: string;
  readonly arn: OwnValue;
}

/**
 * Types of the resources that services call for, by principal without its suffix (references of the services, 2026-11). Buckets are left out:
 * they mostly need the policy before they can be made, and a reference back to them would be circular.
 */
const SOURCE_TYPES: ReadonlyMap<string, string> = new Map([
  ['cloudfront', 'AWS::CloudFront::Distribution'],
  ['events', 'AWS::Events::Rule'],
  ['iot', 'AWS::IoT::TopicRule'],
  ['sns', 'AWS::SNS::Topic'],
]);

/** Beyond this many resources a choice among them is no help. */
const MOST_SOURCES = 3;

export function callSources(catalog: Catalog, scope: Scope, service: string): readonly CallSource[] {
  const wanted = SOURCE_TYPES.get(service);
  const found: CallSource[] = [];
  if (wanted === undefined) return found;
  for (const resource of scope.resources.values()) {
    if (resource.type !== wanted) continue;
    const [first] = arnsOfResource(catalog, resource, catalog.cloudFormationType(resource.type)?.resourceTypes ?? []);
    if (first !== undefined) found.push({ logicalId: resource.logicalId, arn: first.value });
    if (found.length > MOST_SOURCES) return [];
  }
  return found;
}
