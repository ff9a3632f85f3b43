import type { EncodedLinks, EncodedType, EncodedValue } from './bundle-format.ts';
import type { AttributeValue, Catalog, CloudFormationType } from './catalog.ts';
import type { Bundle } from './shelf.ts';
import { memoised } from './shelf.ts';

type CloudFormationPart = Pick<Catalog, 'cloudFormationType' | 'cloudFormationTypeNames' | 'cloudFormationTypesOf'>;

export function readCloudFormation(bundle: Bundle): CloudFormationPart {
  const shelf = bundle.shelf('types');
  const links = bundle.table<EncodedLinks>('links', {});
  const decode = memoised((name: string): CloudFormationType | undefined => {
    const line = shelf.line(name);
    return line === undefined ? undefined : decodeType(name, JSON.parse(line) as EncodedType);
  });
  return {
    cloudFormationType: decode,
    cloudFormationTypeNames: shelf.keys,
    cloudFormationTypesOf: (resourceType) => {
      const key = resourceType.toLowerCase();
      return Object.hasOwn(links(), key) ? (links()[key] ?? []) : [];
    },
  };
}

function decodeType(name: string, encoded: EncodedType): CloudFormationType {
  const { ref, attributes, policies, resourceTypes, ...rest } = encoded;
  return {
    name,
    ref: decodeValue(ref),
    attributes: new Map(Object.entries(attributes).map(([attribute, value]) => [attribute, decodeValue(value)])),
    resourceTypes: resourceTypes ?? [],
    policies: (policies ?? []).map(([path, kind, statements]) => ({ path, kind, ...(statements === 1 ? { statements: true } : {}) })),
    ...rest,
  };
}

function decodeValue(value: EncodedValue): AttributeValue {
  return typeof value === 'string' ? { kind: value, resourceTypes: [] } : { resourceTypes: [], ...value };
}
