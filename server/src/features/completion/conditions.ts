/** Condition operators, condition keys and their values. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { ConditionOperator } from '../../policy/condition-operator.ts';
import { CONDITION_OPERATORS, fitsKeyType, parseOperator } from '../../policy/condition-operator.ts';
import type { Statement } from '../../policy/model.ts';
import { conditionKeysOf } from '../hover/action.ts';
import { writtenActions } from '../needed-types.ts';
import type { Place } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import { formatSnippet } from './arn-formats.ts';
import { documented } from './documentation.ts';
import type { Draft } from './item.ts';
import { keyItem, valueItem } from './item.ts';
import { completeReferences } from './references.ts';

type Of<Kind extends Place['kind']> = Extract<Place, { readonly kind: Kind }>;

/** Plain operators, then `…IfExists`, then those over sets. */
export function completeOperators(request: CompletionRequest, place: Of<'condition-operator'>): readonly Draft[] {
  const withSuffix = CONDITION_OPERATORS.filter(({ type }) => type !== 'Null');
  const sets = ['ForAnyValue', 'ForAllValues'].flatMap((set) =>
    withSuffix.map((operator) => ({ operator, name: `${set}:${operator.name}` })),
  );
  const all = [
    ...CONDITION_OPERATORS.map((operator) => ({ operator, name: operator.name })),
    ...withSuffix.map((operator) => ({ operator, name: `${operator.name}IfExists` })),
    ...sets,
    ...sets.map(({ operator, name }) => ({ operator, name: `${name}IfExists` })),
  ];
  return all.filter(({ name }) => !place.present.has(name)).map(({ operator, name }) => operatorItem(request, place, operator, name));
}

function operatorItem(request: CompletionRequest, place: Of<'condition-operator'>, operator: ConditionOperator, name: string): Draft {
  return keyItem(request, place.key, {
    label: name,
    kind: 'condition',
    detail: operator.type,
    data: documented('condition-operator', name),
    again: true,
  });
}

/** Keys of the statement's actions, then the global ones; those of the operator's type first, then others it can compare. */
export function completeConditionKeys(request: CompletionRequest, place: Of<'condition-key'>): readonly Draft[] {
  const { catalog } = request;
  const operator = parseOperator(place.operator);
  const names = [...new Set([...keysOfStatement(catalog, place.statement), ...catalog.globalConditionKeys().map(({ name }) => name)])];
  const keys = names.filter((name) => !place.present.has(name)).map((name) => ({ name, type: catalog.conditionKey(name)?.type ?? '' }));
  const rank = ({ type }: { readonly type: string }) =>
    operator === undefined || operator.type === type ? 0 : fitsKeyType(operator, type) ? 1 : 2;
  return keys.toSorted((a, b) => rank(a) - rank(b)).map(({ name, type }) => conditionKeyItem(request, place, name, type));
}

function conditionKeyItem(request: CompletionRequest, place: Of<'condition-key'>, name: string, type: string): Draft {
  const wanted = { label: name, kind: 'condition', detail: type, data: documented('condition-key', name), again: true } as const;
  if (!name.includes('${')) return keyItem(request, place.key, wanted);
  return keyItem(request, place.key, { ...wanted, snippet: true }, formatSnippet(name, 'plain'));
}

function keysOfStatement(catalog: Catalog, statement: Statement): readonly string[] {
  return writtenActions(catalog, statement).flatMap((index) => conditionKeysOf(catalog.action(index)));
}

/** Services that act for others, which is what the keys of calls through a service hold. */
const THROUGH_SERVICE = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'iam:passedtoservice',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'iam:awsservicename',
]);

/** What is known of a key's values: booleans, Regions, service principals, and for ARNs the template's own. */
export function completeConditionValues(request: CompletionRequest, place: Of<'condition-value'>): readonly Draft[] {
  const { catalog } = request;
  const { intrinsic, node } = place;
  if (intrinsic !== undefined) return completeReferences(request, intrinsic);
  const key = place.key.toLowerCase();
  const operator = parseOperator(place.operator);
  const type = catalog.conditionKey(place.key)?.type;
  if (operator?.type === 'Null' || operator?.type === 'Bool' || type === 'Bool') {
    return ['true', 'false'].map((label) => booleanItem(request, place, label));
  }
  const values = THROUGH_SERVICE.has(key)
    ? catalog.servicePrincipals()
    : key === 'aws:requestedregion' || key === 'aws:sourceregion' || key === 'ec2:region'
      ? catalog.regions()
      : key === 'kms:viaservice'
        ? kmsServices(request)
        : fixedValues(key);
  return values.map((label) => valueItem(request, node, { label, kind: 'value' }));
}

/** AWS reads `true` and `"true"` alike; JSON and YAML templates by custom hold the string. */
function booleanItem(request: CompletionRequest, { node }: Of<'condition-value'>, label: string): Draft {
  return valueItem(request, node, { label, kind: 'value' });
}

/** `sqs.us-east-1.amazonaws.com`; AWS KMS Developer Guide, "kms:ViaService". */
function kmsServices({ catalog }: CompletionRequest): readonly string[] {
  const services = ['dynamodb', 'ec2', 'kinesis', 'lambda', 'rds', 's3', 'secretsmanager', 'sns', 'sqs', 'ssm'];
  return services.flatMap((service) => catalog.regions().map((region) => `${service}.${region}.amazonaws.com`));
}

/** AWS IAM User Guide, "AWS global condition context keys", and the references of the services, as of 2026-09. */
const FIXED: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:principaltype', ['AssumedRole', 'Account', 'User', 'FederatedUser', 'AWS', 'Anonymous']],
  ['s3:x-amz-server-side-encryption', ['AES256', 'aws:kms', 'aws:kms:dsse']],
  [
    's3:x-amz-acl',
    [
      'private',
      'public-read',
      'public-read-write',
      'authenticated-read',
      'bucket-owner-read',
      'bucket-owner-full-control',
      'log-delivery-write',
    ],
  ],
  [
    's3:x-amz-storage-class',
    ['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'GLACIER_IR', 'DEEP_ARCHIVE', 'REDUCED_REDUNDANCY'],
  ],
  ['s3:tlsversion', ['1.2', '1.3']],
  ['s3:authtype', ['REST-HEADER', 'REST-QUERY-STRING', 'POST']],
  ['s3:signatureversion', ['AWS4-HMAC-SHA256', 'AWS']],
  ['dynamodb:select', ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT']],
  ['dynamodb:returnvalues', ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']],
  ['dynamodb:returnconsumedcapacity', ['INDEXES', 'TOTAL', 'NONE']],
  ['sns:protocol', ['application', 'email', 'email-json', 'firehose', 'http', 'https', 'lambda', 'sms', 'sqs']],
  ['token.actions.githubusercontent.com:aud', ['sts.amazonaws.com']],
]);

function fixedValues(key: string): readonly string[] {
  return FIXED.get(key) ?? [];
}
