/** The ARNs that a template's own resources give: what to offer where an ARN is asked for. */
import type { Catalog, CloudFormationType, ResourceType } from '../catalog/catalog.ts';
import { renderSubText } from '../edit/data.ts';
import type { NewValue } from '../edit/edit.ts';
import type { Resource, Scope } from '../template/template.ts';

/** A value that names resources of the template. */
export type OwnValue = Extract<NewValue, { kind: 'sub' | 'ref' | 'getAtt' }>;

export interface OwnArn {
  readonly resource: Resource;
  /** `service:resourceType` that it is an ARN of, in lower case. */
  readonly resourceType: string;
  readonly value: OwnValue;
}

/**
 * ARNs of the template's resources that are of one of `wanted` (`service:resourceType`, in any letter case), in the order of `wanted`: a resource's own
 * ARN, or what is below it (`${Bucket.Arn}/*` for `s3:object`).
 */
export function findOwnArns(catalog: Catalog, scope: Scope, wanted: Iterable<string>): readonly OwnArn[] {
  const found = new Map<string, OwnArn>();
  for (const name of wanted) {
    for (const arn of [...findDirect(catalog, scope, name), ...findBelow(catalog, scope, name)]) {
      const key = renderSubText(arn.value);
      if (!found.has(key)) found.set(key, arn);
    }
  }
  return [...found.values()];
}

/** `service:resourceType` of everything that the template declares, in the template's order. */
export function ownResourceTypes(catalog: Catalog, scope: Scope): readonly string[] {
  const types = [...scope.resources.values()].flatMap((resource) => catalog.cloudFormationType(resource.type)?.resourceTypes ?? []);
  return [...new Set(types.flatMap((type) => [type, ...childTypes(catalog, type)]))];
}

/** The ARN of a resource as a value of a template; `undefined` where none of `Ref`, `GetAtt` and the known format gives it. */
export function arnValue(type: CloudFormationType, logicalId: string): OwnValue | undefined {
  if (type.arnAttribute !== undefined) return { kind: 'getAtt', logicalId, attribute: type.arnAttribute };
  if (type.ref.kind === 'arn') return { kind: 'ref', logicalId };
  if (type.arnSub === undefined) return undefined;
  return { kind: 'sub', text: type.arnSub.replaceAll('${Ref}', () => `\${${logicalId}}`).replaceAll('${Ref.', () => `\${${logicalId}.`) };
}

function findDirect(catalog: Catalog, scope: Scope, wanted: string): readonly OwnArn[] {
  const own: OwnArn[] = [];
  for (const resource of scope.resources.values()) {
    const type = catalog.cloudFormationType(resource.type);
    const value = type?.resourceTypes.some((name) => isSame(name, wanted)) === true ? arnValue(type, resource.logicalId) : undefined;
    if (value !== undefined) own.push({ resource, resourceType: wanted.toLowerCase(), value });
  }
  return own;
}

/** What lies below a resource of the template: its ARN with the rest of the wanted type's format. */
function findBelow(catalog: Catalog, scope: Scope, wanted: string): readonly OwnArn[] {
  const type = findType(catalog, wanted);
  if (type === undefined) return [];
  return parentsOf(catalog, type).flatMap(({ parent, rest }) =>
    findDirect(catalog, scope, `${parent.service}:${parent.name}`).flatMap((arn): readonly OwnArn[] => {
      // An ARN that ends in `:*` (a log group's) covers what is below it.
      const ends = attributeFormat(catalog, arn)?.endsWith('*') === true;
      const value: OwnValue = ends ? arn.value : { kind: 'sub', text: renderSubText(arn.value) + rest.replace(/\$\{[^}]*\}/g, '*') };
      return [{ resource: arn.resource, resourceType: wanted.toLowerCase(), value }];
    }),
  );
}

function attributeFormat(catalog: Catalog, { resource, value }: OwnArn): string | undefined {
  const type = catalog.cloudFormationType(resource.type);
  if (value.kind === 'getAtt') return type?.attributes.get(value.attribute)?.arn;
  return value.kind === 'ref' ? type?.ref.arn : undefined;
}

export interface Parent {
  readonly parent: ResourceType;
  /** What the child's format adds: `/${ObjectName}`. */
  readonly rest: string;
}

/** Resource types whose format the type's own continues after a `/` or `:`. */
export function parentsOf(catalog: Catalog, type: ResourceType): readonly Parent[] {
  return catalog.resourceTypes(type.service).flatMap((parent) =>
    parent.cloudFormationTypes.length === 0 || parent.name === type.name
      ? []
      : type.arns.flatMap((arn) => {
          const prefix = parent.arns.find((one) => arn.startsWith(one) && /^[/:]/.test(arn.slice(one.length)));
          return prefix === undefined ? [] : [{ parent, rest: arn.slice(prefix.length) }];
        }),
  );
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

function findType(catalog: Catalog, name: string): ResourceType | undefined {
  const separator = name.indexOf(':');
  return catalog.resourceType(name.slice(0, separator), name.slice(separator + 1));
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
