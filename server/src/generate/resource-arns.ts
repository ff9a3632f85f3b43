/** The ARNs that a template's own resources give: what to write, or to offer, where an ARN is asked for. */
import type { AttributeValue, Catalog, CloudFormationType, ResourceType } from '../catalog/catalog.ts';
import { renderSubText } from '../edit/data.ts';
import type { NewValue } from '../edit/edit.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive, remember } from '../policy/kernel.ts';
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
export function arnsOfResource(catalog: KernelCatalog, resource: Resource, wanted: Iterable<string>): readonly ResourceArn[] {
  return [...wanted].flatMap((resourceType) => arnsBy(wayTo(catalog, resource.type, resourceType), resource, resourceType));
}

/** ARNs of all resources of a template that are of a wanted resource type, in the order of `wanted`, each value once. */
export function arnsInScope(catalog: KernelCatalog, scope: Scope, wanted: Iterable<string>): readonly ResourceArn[] {
  const resources = [...scope.resources.values()];
  const types = new Set(resources.map(({ type }) => type));
  const found = [...wanted].map((resourceType) => {
    const ways = new Map([...types].map((type) => [type, wayTo(catalog, type, resourceType)]));
    return resources.flatMap((resource) => arnsBy(ways.get(resource.type), resource, resourceType));
  });
  return distinct(found.flat());
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
export function placeholderArns(catalog: KernelCatalog, resourceType: string): readonly string[] {
  const type = findType(catalog, resourceType);
  if (type === undefined) return [];
  return derive(catalog, type, 'placeholder ARNs', () =>
    type.arns.map((arn) =>
      arn
        .replaceAll('${Partition}', '${AWS::Partition}')
        .replaceAll('${Region}', '${AWS::Region}')
        .replaceAll('${Account}', '${AWS::AccountId}')
        .replace(/\$\{(?!AWS::)([^}]+)\}/g, '$1'),
    ),
  );
}

function distinct(arns: readonly ResourceArn[]): readonly ResourceArn[] {
  const first = new Map<string, ResourceArn>();
  for (const arn of arns) if (!first.has(arn.sub)) first.set(arn.sub, arn);
  return [...first.values()];
}

/** How a resource of a type is named as something; this resource may not be. */
type Way = (resource: Resource) => OwnValue | undefined;

const NO_ARNS: readonly ResourceArn[] = [];

function arnsBy(way: Way | undefined, resource: Resource, resourceType: string): readonly ResourceArn[] {
  const value = way?.(resource);
  return value === undefined ? NO_ARNS : [{ resource, resourceType, value, sub: renderSubText(value) }];
}

/** `undefined` where no resource of the type, by its name in CloudFormation, is it or has it below itself. */
function wayTo(catalog: KernelCatalog, typeName: string, wanted: string): Way | undefined {
  const type = catalog.cloudFormationType(typeName);
  if (type === undefined) return undefined;
  const ways = derive(catalog, type, 'ways to resource types', () => new Map<string, { readonly way: Way | undefined }>());
  return remember(ways, wanted, () => {
    const [own, below] = [ownWay(type, wanted), wayBelow(catalog, type, wanted)];
    return { way: own === undefined || below === undefined ? (own ?? below) : (resource) => own(resource) ?? below(resource) };
  }).way;
}

/** The resource itself: an attribute of exactly this resource type (`StreamArn` for a stream), else its ARN where it is of the type. */
function ownWay(type: CloudFormationType, wanted: string): Way | undefined {
  if (includesType(type.resourceTypes, wanted)) return ({ logicalId }) => arnValue(type, logicalId);
  const attributes = [...type.attributes].flatMap(([attribute, value]) => (isArnOf(value, wanted) ? [attribute] : []));
  const isRef = isArnOf(type.ref, wanted);
  if (attributes.length === 0 && !isRef) return undefined;
  return (resource) => {
    const { logicalId } = resource;
    const attribute = attributes.find((name) => hasAttribute(resource, name));
    if (attribute !== undefined) return { kind: 'getAtt', logicalId, attribute };
    return isRef ? { kind: 'ref', logicalId } : undefined;
  };
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
function wayBelow(catalog: KernelCatalog, type: CloudFormationType, wanted: string): Way | undefined {
  const child = findType(catalog, wanted);
  const parents = child === undefined ? [] : parentsOf(catalog, child);
  const ways = parents.flatMap(({ parent, rest }) => {
    const own = ownWay(type, `${parent.service}:${parent.name}`);
    return own === undefined ? [] : [{ own, rest }];
  });
  if (ways.length === 0) return undefined;
  return (resource) => {
    for (const { own, rest } of ways) {
      const value = own(resource);
      if (value === undefined) continue;
      // An ARN that ends in `:*` (a log group's) covers what is below it.
      if (arnFormat(type, value)?.endsWith('*') === true) return value;
      return { kind: 'sub', text: renderSubText(value) + rest.replace(/\$\{[^}]*\}/g, '*') };
    }
    return undefined;
  };
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
