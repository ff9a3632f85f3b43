import type { AttributeValue, Catalog, CloudFormationType } from '../catalog/catalog.ts';
import type { NewValue } from '../edit/edit.ts';
import { findValue } from '../syntax/node.ts';
import type { Resource } from '../template/template.ts';

/** A way to name a resource of the template as a value of `Resource`. */
export interface ResourceArn {
  /** `service:resourceType` that it is an ARN of. */
  readonly resourceType: string;
  readonly value: NewValue;
  /** The same in `Fn::Sub` notation. */
  readonly sub: string;
}

/**
 * ARNs of a template's resource and of what lies below it, one for each of the wanted resource types (`service:name`) that it can be:
 * `!GetAtt Bucket.Arn` for `s3:bucket`, `${Bucket.Arn}/*` for `s3:object`. Never an attribute that the type, or this resource, does not have.
 */
export function arnsOfResource(catalog: Catalog, resource: Resource, wanted: ReadonlySet<string>): readonly ResourceArn[] {
  const type = catalog.cloudFormationType(resource.type);
  if (type === undefined) return [];
  const found: ResourceArn[] = [];
  for (const resourceType of wanted) {
    const own = ownArn(type, resource, resourceType) ?? arnBelow(catalog, type, resource, resourceType);
    if (own !== undefined && !found.some((other) => other.sub === own.sub)) found.push(own);
  }
  return found;
}

/** The ARN formats of a resource type as `Fn::Sub` text, its placeholders standing as they are named (`BucketName`). */
export function placeholderArns(catalog: Catalog, resourceType: string): readonly string[] {
  const [service = '', name = ''] = resourceType.split(':');
  return (catalog.resourceType(service, name)?.arns ?? []).map((arn) => withPseudoParameters(arn).replace(/\$\{(?!AWS::)([^}]+)\}/g, '$1'));
}

/** `${Partition}`, `${Region}` and `${Account}` of an ARN format as CloudFormation's pseudo parameters. */
export function withPseudoParameters(format: string): string {
  return format
    .replaceAll('${Partition}', '${AWS::Partition}')
    .replaceAll('${Region}', '${AWS::Region}')
    .replaceAll('${Account}', '${AWS::AccountId}');
}

function ownArn(type: CloudFormationType, resource: Resource, resourceType: string): ResourceArn | undefined {
  const { logicalId } = resource;
  for (const [attribute, value] of type.attributes) {
    if (!isArnOf(value, resourceType) || !hasAttribute(resource, attribute)) continue;
    return { resourceType, value: { kind: 'getAtt', logicalId, attribute }, sub: `\${${logicalId}.${attribute}}` };
  }
  if (isArnOf(type.ref, resourceType)) return { resourceType, value: { kind: 'ref', logicalId }, sub: `\${${logicalId}}` };
  if (!type.resourceTypes.includes(resourceType)) return undefined;
  const sub = templateArn(type, resource);
  return sub === undefined ? undefined : { resourceType, value: { kind: 'sub', text: sub }, sub };
}

/** A child of the resource: its format continues that of the resource (`…:table/${TableName}` and `…/index/${IndexName}`). */
function arnBelow(catalog: Catalog, type: CloudFormationType, resource: Resource, resourceType: string): ResourceArn | undefined {
  const [service = '', name = ''] = resourceType.split(':');
  for (const parent of type.resourceTypes) {
    const own = ownArn(type, resource, parent);
    const [parentService = '', parentName = ''] = parent.split(':');
    if (own === undefined || parentService !== service) continue;
    for (const parentArn of catalog.resourceType(service, parentName)?.arns ?? []) {
      for (const arn of catalog.resourceType(service, name)?.arns ?? []) {
        const suffix = arn.startsWith(parentArn) ? arn.slice(parentArn.length) : '';
        if (!/^[/:]/.test(suffix)) continue;
        const sub = joinBelow(own.sub, type, own.value, suffix.replace(/\$\{[^}]+\}/g, '*'));
        return sub === own.sub ? own : { resourceType, value: { kind: 'sub', text: sub }, sub };
      }
    }
  }
  return undefined;
}

/** A log group's ARN already ends in `:*`, which covers what lies below it. */
function joinBelow(sub: string, type: CloudFormationType, value: NewValue, suffix: string): string {
  const arn = value.kind === 'getAtt' ? type.attributes.get(value.attribute)?.arn : value.kind === 'ref' ? type.ref.arn : undefined;
  return arn?.endsWith('*') === true ? sub : `${sub}${suffix}`;
}

function isArnOf(value: AttributeValue, resourceType: string): boolean {
  return value.kind === 'arn' && value.resourceTypes.includes(resourceType);
}

/** A table has a `StreamArn` only where it declares a stream. */
function hasAttribute(resource: Resource, attribute: string): boolean {
  return attribute !== 'StreamArn' || findValue(resource.properties, 'StreamSpecification') !== undefined;
}

/** For a type without an ARN attribute: its ARN format with the resource's `Ref` as the name. */
function templateArn(type: CloudFormationType, resource: Resource): string | undefined {
  if (type.arnTemplate === undefined || type.ref.kind !== 'name') return undefined;
  const text = withPseudoParameters(type.arnTemplate);
  const names = [...text.matchAll(/\$\{(?!AWS::)([^}]+)\}/g)];
  const [name] = names;
  return names.length === 1 && name !== undefined ? text.replace(name[0], `\${${resource.logicalId}}`) : undefined;
}
