/** Logical ids and attributes in `!Ref`, `!GetAtt` and `${…}` of `!Sub`: where an ARN is asked for, what is one comes first. */
import type { AttributeValue, Catalog } from '../../catalog/catalog.ts';
import { placeholder } from '../../syntax/cursor-plan.ts';
import type { Intrinsic } from '../../template/intrinsic.ts';
import type { Resource } from '../../template/template.ts';
import type { CompletionRequest } from '../request.ts';
import type { Draft } from './item.ts';
import { partItem, valueItem } from './item.ts';

/** A name that can be written, and what it yields. */
interface Reference {
  /** `Bucket`, `Bucket.Arn`, `AWS::Region`. */
  readonly name: string;
  readonly detail: string;
  readonly value?: AttributeValue;
  /** `service:resourceType` names of the resource. */
  readonly types?: readonly string[];
}

/** Pseudo parameters of CloudFormation, AWS CloudFormation User Guide, "Pseudo parameters reference", as of 2026-09. */
const PSEUDO_PARAMETERS = [
  'AWS::AccountId',
  'AWS::Region',
  'AWS::Partition',
  'AWS::StackName',
  'AWS::StackId',
  'AWS::URLSuffix',
  'AWS::NotificationARNs',
  'AWS::NoValue',
];

/** The opening of `${` up to the cursor, where a name is being typed. */
export function openReference(prefix: string): string | undefined {
  return /\$\{([^}!]*)$/.exec(prefix)?.[1];
}

/** `wanted`: `service:resourceType` names that the place asks for; ARNs of these come first, then other ARNs, then the rest. */
export function completeReferences(request: CompletionRequest, intrinsic: Intrinsic, wanted: readonly string[] = []): readonly Draft[] {
  if (intrinsic.name === 'Sub') return completeOpenReference(request, wanted);
  const references = orderBy(listReferences(request, intrinsic.name), (reference) => rankOf(reference, wanted, true));
  const { argument } = intrinsic;
  if (argument.kind === 'sequence') return completePair(request, intrinsic, references);
  return references.map(({ name, detail }) => valueItem(request, argument, { label: name, kind: 'resource', detail }));
}

/** The names for the `${` that is open at the cursor of a text that CloudFormation substitutes. */
export function completeOpenReference(request: CompletionRequest, wanted: readonly string[] = []): readonly Draft[] {
  const open = openReference(request.prefix);
  if (open === undefined) return [];
  // At the start of the value an ARN is to stand, which it is not in the middle of a text.
  const bare = request.prefix.lastIndexOf('${') === 0;
  const references = orderBy(listReferences(request, 'Sub'), (reference) => rankOf(reference, wanted, bare));
  return references.map((reference) => openItem(request, open, reference));
}

/** The items of `[Bucket, Arn]`: a logical id, then an attribute of it. */
function completePair(request: CompletionRequest, { argument }: Intrinsic, references: readonly Reference[]): readonly Draft[] {
  const [first, second] = argument.kind === 'sequence' ? argument.items : [];
  if (first?.kind !== 'scalar') return [];
  const isSecond = second?.kind === 'scalar' && second.value.includes(placeholder);
  const names = isSecond
    ? references.flatMap(({ name, detail }) =>
        name.startsWith(`${first.value}.`) ? [{ name: name.slice(first.value.length + 1), detail }] : [],
      )
    : [...new Map(references.map(({ name, detail }) => [name.split('.')[0] ?? name, detail]))].map(([name, detail]) => ({ name, detail }));
  return names.map(({ name, detail }) => valueItem(request, first, { label: name, kind: 'resource', detail }));
}

function openItem(request: CompletionRequest, typed: string, { name, detail }: Reference): Draft {
  const closed = /^[A-Za-z0-9_.:]*\}/.test(request.text.slice(request.cursor));
  return partItem(request, typed, { label: name, kind: 'resource', detail }, closed ? name : `${name}}`);
}

function listReferences({ catalog, template }: CompletionRequest, intrinsic: string): readonly Reference[] {
  const { resources, parameters } = template.scope;
  const declared = [...resources.values()];
  const attributes = declared.flatMap((resource) => attributesOf(catalog, resource));
  if (intrinsic === 'GetAtt') return attributes;
  const own = declared.map((resource): Reference => referenceOf(catalog, resource));
  const others = [...parameters.values()].map(({ name, type }): Reference => ({ name, detail: type }));
  const pseudo = PSEUDO_PARAMETERS.map((name): Reference => ({ name, detail: 'pseudo parameter' }));
  return [...own, ...others, ...(intrinsic === 'Sub' ? attributes : []), ...pseudo];
}

function referenceOf(catalog: Catalog, { logicalId, type }: Resource): Reference {
  const known = catalog.cloudFormationType(type);
  return { name: logicalId, detail: type, ...(known === undefined ? {} : { value: known.ref, types: known.resourceTypes }) };
}

function attributesOf(catalog: Catalog, { logicalId, type }: Resource): readonly Reference[] {
  const known = catalog.cloudFormationType(type);
  return [...(known?.attributes ?? [])].map(([attribute, value]) => ({
    name: `${logicalId}.${attribute}`,
    detail: type,
    value,
    types: attribute.includes('.') ? value.resourceTypes : (known?.resourceTypes ?? []),
  }));
}

/** Lower comes first. */
function rankOf({ value, name, types = [] }: Reference, wanted: readonly string[], bare: boolean): number {
  const unfit = types.some((type) => wanted.some((one) => sameFamily(type, one))) ? 0 : 1;
  const isPseudo = name.startsWith('AWS::');
  if (bare) return value?.kind === 'arn' ? unfit + (name.split('.').length > 2 ? 1 : 0) : isPseudo ? 6 : 4 + unfit;
  if (value?.kind === 'name' || value?.kind === 'id') return 2 * unfit + (name.includes('.') ? 1 : 0);
  return isPseudo ? 4 : value?.kind === 'arn' || value?.kind === 'url' ? 6 : 5;
}

/** The same resource type, or of the same service: an object is reached through its bucket. */
function sameFamily(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase() || left.split(':')[0]?.toLowerCase() === right.split(':')[0]?.toLowerCase();
}

function orderBy<T>(items: readonly T[], rank: (item: T) => number): readonly T[] {
  return items
    .map((item, index) => ({ item, index, rank: rank(item) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}
