import type { EncodedLinks, EncodedPolicyProperty, EncodedType, EncodedValue } from '../../server/src/catalog/bundle-format.ts';
import type { PolicyKind, ValueKind } from '../../server/src/catalog/catalog.ts';
import type { TypeCorrection } from '../tables/cloudformation-values.ts';
import { ATTRIBUTES_OF_OTHERS, CLOUDFORMATION_VALUES } from '../tables/cloudformation-values.ts';
import { POLICY_PROPERTIES, STATEMENTS_ONLY } from '../tables/policy-properties.ts';
import type { SamType } from '../tables/sam-types.ts';
import { SAM_TYPES } from '../tables/sam-types.ts';
import { byCodePoint } from './iam-data.ts';
import type { SpecType } from './spec.ts';
import type { OwnArn } from './value-kinds.ts';
import { arnSubOf, kindOfName, ownArn } from './value-kinds.ts';

/** Every CloudFormation and SAM type by name. `formats` gives the resource types (`service:resourceType`) of an ARN format. */
export function buildTypes(spec: readonly SpecType[], formats: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, EncodedType> {
  const types = new Map<string, EncodedType>();
  for (const type of spec) {
    if (!Object.hasOwn(SAM_TYPES, type.cloudFormationType)) types.set(type.cloudFormationType, buildType(type, formats));
  }
  for (const [name, sam] of Object.entries(SAM_TYPES)) types.set(name, buildSamType(name, sam, types.get(sam.becomes)));
  return new Map([...types].sort(([a], [b]) => byCodePoint(a, b)));
}

/** CloudFormation types by resource type, in lower case; a type that has a resource type's name within its own service comes first. */
export function linkTypes(types: ReadonlyMap<string, EncodedType>): EncodedLinks {
  const links = new Map<string, string[]>();
  for (const [name, type] of types) {
    for (const resourceType of type.resourceTypes ?? []) {
      const key = resourceType.toLowerCase();
      links.set(key, [...(links.get(key) ?? []), name]);
    }
  }
  return Object.fromEntries([...links].sort(([a], [b]) => byCodePoint(a, b)));
}

/** ARN formats of the data by their shape: with the names of the placeholders left out, since the sources name them differently. */
export function shapeOf(arn: string): string {
  return arn.replace(/^arn:aws:/, 'arn:${Partition}:').replace(/\$\{[^}]*\}/g, '${}');
}

function buildType(type: SpecType, formats: ReadonlyMap<string, readonly string[]>): EncodedType {
  const correction = CLOUDFORMATION_VALUES[type.cloudFormationType] ?? {};
  const arn = correction.arn ?? type.arnTemplate?.replace(/^arn:aws:/, 'arn:${Partition}:') ?? '';
  const resourceTypes = correction.resourceTypes ?? resourceTypesOf(arn, formats);
  const own = correction.arn === '' ? {} : ownArn(type, arn, resourceTypes);
  const ref = refOf(type, correction, { arn, resourceTypes });
  const attributes = Object.fromEntries(
    Object.entries(type.attributes).map(
      ([
        name,
        {
          type: { type: value },
        },
      ]) => {
        if (correction.attributes?.[name] !== undefined) return [name, correction.attributes[name]];
        if (name === own.attribute) return [name, ownValue(own)];
        return [name, isInventedId(name, type) ? ref : valueOfName(name, value)];
      },
    ),
  );
  const sub = arn === '' ? undefined : arnSubOf(arn, kindOf(ref), Object.keys(attributes));
  const nameProperty = correction.nameProperty ?? namePropertyOf(type, arn);
  const policies = policiesOf(type.cloudFormationType, POLICY_PROPERTIES[type.cloudFormationType]);
  return {
    ref,
    attributes,
    ...(arn === '' ? {} : { arnTemplate: arn }),
    ...(sub === undefined ? {} : { arnSub: sub }),
    ...(own.attribute === undefined ? {} : { arnAttribute: own.attribute }),
    ...(resourceTypes.length === 0 || correction.arn === '' ? {} : { resourceTypes }),
    ...(nameProperty === undefined ? {} : { nameProperty }),
    ...(policies.length === 0 ? {} : { policies }),
  };
}

function buildSamType(name: string, sam: SamType, becomes: EncodedType | undefined): EncodedType {
  if (sam.becomes !== '' && becomes === undefined) throw new Error(`the spec has no ${sam.becomes}`);
  const { policies: _, nameProperty: __, ...values } = becomes ?? { ref: 'unknown', attributes: {} };
  const policies = policiesOf(name, sam.policies);
  return {
    ...values,
    ...(sam.nameProperty === undefined ? {} : { nameProperty: sam.nameProperty }),
    ...(policies.length === 0 ? {} : { policies }),
  };
}

function resourceTypesOf(arn: string, formats: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const service = arn.split(':')[2] ?? '';
  const equal = arn === '' ? [] : (formats.get(arn) ?? formats.get(shapeOf(arn)) ?? []);
  const isOwn = (name: string): number => (name.startsWith(`${service}:`) ? 0 : 1);
  return [...equal].sort((a, b) => isOwn(a) - isOwn(b) || byCodePoint(a, b));
}

function refOf(type: SpecType, correction: TypeCorrection, own: OwnArn): EncodedValue {
  const identifiers = type.cfnRefIdentifier ?? type.primaryIdentifier ?? [];
  const [identifier] = identifiers;
  const kind = correction.ref ?? (identifiers.length === 1 && identifier !== undefined ? kindOfIdentifier(identifier, type) : 'unknown');
  return kind === 'arn' ? ownValue(own) : kind;
}

/** By its name alone: its kind, and the resource type where the name states that too (`MasterUserSecret.SecretArn`). */
function valueOfName(name: string, valueType: string): EncodedValue {
  const kind = kindOfName(name, valueType);
  const [, resourceType] = kind === 'arn' ? (ATTRIBUTES_OF_OTHERS.find(([ending]) => name.endsWith(ending)) ?? []) : [];
  return resourceType === undefined ? kind : { kind, resourceTypes: [resourceType] };
}

function kindOfIdentifier(identifier: string, type: SpecType): ValueKind {
  if (isInventedId(identifier, type)) return /Id\}$/.test(type.arnTemplate ?? '') ? 'id' : 'unknown';
  const kind = kindOfName(identifier, 'string');
  const isChosen = /Identifier$/.test(identifier) && Object.hasOwn(type.properties, identifier);
  return isChosen || (kind === 'unknown' && /Name$/.test(identifier)) ? 'name' : kind;
}

/** Older schemas carry an identifier `Id` that no property sets: it is what `!Ref` gives, an id, a name or an ARN. */
function isInventedId(name: string, type: SpecType): boolean {
  return (
    name === 'Id' && type.primaryIdentifier?.length === 1 && type.primaryIdentifier[0] === 'Id' && !Object.hasOwn(type.properties, 'Id')
  );
}

function ownValue({ arn = '', resourceTypes = [] }: OwnArn): EncodedValue {
  return { kind: 'arn', ...(resourceTypes.length === 0 ? {} : { resourceTypes }), ...(arn === '' ? {} : { arn }) };
}

function kindOf(value: EncodedValue): string {
  return typeof value === 'string' ? value : value.kind;
}

/** The placeholder at the end of the ARN, the identifier, or `<Type>Name`, whichever is a property that can be set. */
function namePropertyOf(type: SpecType, arn: string): string | undefined {
  const placeholder = /\$\{([^}]*)\}$/.exec(arn)?.[1]?.replace(/WithPath$/, '') ?? '';
  const identifier = type.primaryIdentifier?.length === 1 ? (type.primaryIdentifier[0] ?? '') : '';
  const last = type.cloudFormationType.split('::')[2] ?? '';
  return [placeholder, identifier, `${last}Name`, 'Name'].find(
    (name) => /Name$|Identifier$|Id$/.test(name) && Object.hasOwn(type.properties, name),
  );
}

function policiesOf(type: string, table: Readonly<Record<string, PolicyKind>> = {}): readonly EncodedPolicyProperty[] {
  return Object.entries(table).map(([path, kind]) =>
    STATEMENTS_ONLY.includes(`${type} ${path}`) ? [path.split('.'), kind, 1] : [path.split('.'), kind],
  );
}
