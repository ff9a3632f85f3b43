/** The ARNs that a template's own resources give: what to write, or to offer, where an ARN is asked for. */
import type { AttributeValue, Catalog, CloudFormationType, ResourceType } from '../catalog/catalog.ts';
import { renderSubText } from '../edit/data.ts';
import type { NewValue } from '../edit/edit.ts';
import { parentsOf } from '../policy/parent-types.ts';
import { findValue } from '../syntax/node.ts';
import type { Resource, Scope } from '../template/template.ts';

/** A value that names resources of the template. */
export type OwnValue = Extract<NewValue, { kind: 'sub' | 'ref' | 'getAtt' }>;

/** A way to name a resource of the template, or what lies below it, as a value of `Resource`. */
export interface ResourceArn {
  readonly resource: Resource;
  /** `service:resourceType` that it is an ARN of, as it was asked for. */
  readonly resourceType: string;
  readonly value: OwnValue;
  /** The same in `Fn::Sub` notation. */
  readonly sub: string;
}

/**
 * ARNs of a resource, one for each of the wanted resource types (`service:name`, in any letter case) that it can be: `!GetAtt Bucket.Arn` for
 * `s3:bucket`, `${Bucket.Arn}/*` for `s3:object`. Never an attribute that the type, or this resource, does not have. Two resource types may give the
 * same value: the ARN of a log group ends in `:*` and is that of its streams too.
 */
export function arnsOfResource(catalog: Catalog, resource: Resource, wanted: Iterable<string>): readonly ResourceArn[] {
  const type = catalog.cloudFormationType(resource.type);
  if (type === undefined) return [];
  const found: ResourceArn[] = [];
  for (const resourceType of wanted) {
    const value = ownValue(type, resource, resourceType) ?? valueBelow(catalog, type, resource, resourceType);
    if (value !== undefined) found.push({ resource, resourceType, value, sub: renderSubText(value) });
  }
  return found;
}

/** ARNs of all resources of a template that are of a wanted resource type, in the order of `wanted`, each value once. */
export function arnsInScope(catalog: Catalog, scope: Scope, wanted: Iterable<string>): readonly ResourceArn[] {
  const resources = [...scope.resources.values()];
  const types = [...new Set(resources.map(({ type }) => type))].flatMap((type) => catalog.cloudFormationType(type) ?? []);
  const found = [...wanted].flatMap((name) => {
    // Few of the types have such an ARN, so that most resources need not be asked.
    const giving = new Set(types.filter((type) => mayGive(catalog, type, name)).map((type) => type.name));
    return resources.flatMap((resource) => (giving.has(resource.type) ? arnsOfResource(catalog, resource, [name]) : []));
  });
  return distinct(found);
}

/** The values to write for some ARNs, each once. */
export function distinctValues(arns: readonly ResourceArn[]): readonly OwnValue[] {
  return distinct(arns).map((arn) => arn.value);
}

/** `service:resourceType` of everything that the template declares and of what lies right below it, in the template's order. */
export function resourceTypesInScope(catalog: Catalog, scope: Scope): readonly string[] {
  const types = [...scope.resources.values()].flatMap((resource) => catalog.cloudFormationType(resource.type)?.resourceTypes ?? []);
  return [...new Set(types.flatMap((type) => [type, ...childTypes(catalog, type)]))];
}

/** The ARN formats of a resource type as `Fn::Sub` text, its placeholders standing as they are named (`BucketName`). */
export function placeholderArns(catalog: Catalog, resourceType: string): readonly string[] {
  return (findType(catalog, resourceType)?.arns ?? []).map((arn) =>
    arn
      .replaceAll('${Partition}', '${AWS::Partition}')
      .replaceAll('${Region}', '${AWS::Region}')
      .replaceAll('${Account}', '${AWS::AccountId}')
      .replace(/\$\{(?!AWS::)([^}]+)\}/g, '$1'),
  );
}

function distinct(arns: readonly ResourceArn[]): readonly ResourceArn[] {
  const first = new Map<string, ResourceArn>();
  for (const arn of arns) if (!first.has(arn.sub)) first.set(arn.sub, arn);
  return [...first.values()];
}

/** Whether a resource of the type may be, or have right below it, what is wanted. */
function mayGive(catalog: Catalog, type: CloudFormationType, wanted: string): boolean {
  const child = findType(catalog, wanted);
  const names = [wanted, ...(child === undefined ? [] : parentsOf(catalog, child).map(({ parent }) => `${parent.service}:${parent.name}`))];
  const values = [type.ref, ...type.attributes.values()];
  return names.some((name) => includesType(type.resourceTypes, name) || values.some((value) => isArnOf(value, name)));
}

/** The resource itself: an attribute of exactly this resource type (`StreamArn` for a stream), else its ARN where it is of the type. */
function ownValue(type: CloudFormationType, resource: Resource, wanted: string): OwnValue | undefined {
  const { logicalId } = resource;
  if (includesType(type.resourceTypes, wanted)) return arnValue(type, logicalId);
  for (const [attribute, value] of type.attributes) {
    if (isArnOf(value, wanted) && hasAttribute(resource, attribute)) return { kind: 'getAtt', logicalId, attribute };
  }
  return isArnOf(type.ref, wanted) ? { kind: 'ref', logicalId } : undefined;
}

/**
 * The ARN of a resource as authors mostly write it (`!Ref Topic`, `!GetAtt Queue.Arn`); `undefined` where none of `Ref`, `GetAtt` and the known format
 * gives it.
 */
function arnValue(type: CloudFormationType, logicalId: string): OwnValue | undefined {
  if (type.ref.kind === 'arn' && type.arnAttribute !== 'Arn') return { kind: 'ref', logicalId };
  if (type.arnAttribute !== undefined) return { kind: 'getAtt', logicalId, attribute: type.arnAttribute };
  if (type.arnSub === undefined) return undefined;
  return { kind: 'sub', text: type.arnSub.replaceAll('${Ref}', () => `\${${logicalId}}`).replaceAll('${Ref.', () => `\${${logicalId}.`) };
}

/** What lies below the resource: its ARN with the rest of the wanted type's format. */
function valueBelow(catalog: Catalog, type: CloudFormationType, resource: Resource, wanted: string): OwnValue | undefined {
  const child = findType(catalog, wanted);
  if (child === undefined) return undefined;
  for (const { parent, rest } of parentsOf(catalog, child)) {
    const value = ownValue(type, resource, `${parent.service}:${parent.name}`);
    if (value === undefined) continue;
    // An ARN that ends in `:*` (a log group's) covers what is below it.
    if (arnFormat(type, value)?.endsWith('*') === true) return value;
    return { kind: 'sub', text: renderSubText(value) + rest.replace(/\$\{[^}]*\}/g, '*') };
  }
  return undefined;
}

function arnFormat(type: CloudFormationType, value: OwnValue): string | undefined {
  return value.kind === 'getAtt' ? type.attributes.get(value.attribute)?.arn : value.kind === 'ref' ? type.ref.arn : undefined;
}

/** Types right below one: their format adds one placeholder and nothing else. */
function childTypes(catalog: Catalog, name: string): readonly string[] {
  const type = findType(catalog, name);
  if (type === undefined) return [];
  return catalog.resourceTypes(type.service).flatMap((child) => {
    const isChild = child.arns.some((arn) =>
      type.arns.some((own) => arn.startsWith(own) && /^[/:]\$\{[^}]*\}$/.test(arn.slice(own.length))),
    );
    return isChild ? [`${child.service}:${child.name}`] : [];
  });
}

function isArnOf(value: AttributeValue, wanted: string): boolean {
  return value.kind === 'arn' && includesType(value.resourceTypes, wanted);
}

function includesType(types: readonly string[], wanted: string): boolean {
  return types.some((type) => type.toLowerCase() === wanted.toLowerCase());
}

/** A table has a `StreamArn` only where it declares a stream. */
function hasAttribute(resource: Resource, attribute: string): boolean {
  return attribute !== 'StreamArn' || findValue(resource.properties, 'StreamSpecification') !== undefined;
}

function findType(catalog: Catalog, name: string): ResourceType | undefined {
  const separator = name.indexOf(':');
  return catalog.resourceType(name.slice(0, separator), name.slice(separator + 1));
}
