import { describe, expect, test } from 'vitest';
import { REPLACED_MANAGED_POLICIES } from '../../action-catalog/tables/managed-policies-replaced.ts';
import { NARROW_PLACEHOLDERS } from '../../action-catalog/tables/placeholders.ts';
import { NEWER_OPERATIONS, SDK_OPERATIONS } from '../../action-catalog/tables/sdk-operations.ts';
import { SERVICE_PREFIXES } from '../../action-catalog/tables/service-prefixes.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

describe('SDK operations', () => {
  test.each([
    ['s3:ListObjectsV2', 's3:ListBucket'],
    ['S3:headobject', 's3:GetObject'],
    ['sqs:SendMessageBatch', 'sqs:SendMessage'],
    ['bedrock-runtime:Converse', 'bedrock:InvokeModel'],
    ['bedrock:Converse', 'bedrock:InvokeModel'],
    ['apigatewaymanagementapi:PostToConnection', 'execute-api:ManageConnections'],
  ])('%s needs %s', (written, action) => {
    expect(catalog.sdkOperation(written)).toEqual({ operation: written, actions: [action] });
  });

  test('an operation that needs nothing is known as such', () => {
    expect(catalog.sdkOperation('cognito-idp:GetUserAuthFactors')?.actions).toEqual([]);
  });

  test('an action is no operation, nor is what nobody knows', () => {
    for (const written of ['s3:GetObject', 's3:Nothing', '', ':', 'constructor']) expect(catalog.sdkOperation(written)).toBeUndefined();
  });

  test('no operation is an action, and every action it needs exists', () => {
    const operations = Object.entries(SDK_OPERATIONS);
    const equal = operations.filter(
      ([operation, actions]) =>
        catalog.actionIndex(operation) !== undefined &&
        !actions.split(' ').includes(catalog.actionName(catalog.actionIndex(operation) ?? 0)),
    );
    expect(equal).toEqual([]);
    const missing = operations
      .flatMap(([, actions]) => (actions === '' ? [] : actions.split(' ')))
      .filter((name) => catalog.actionIndex(name) === undefined);
    expect(missing).toEqual([]);
  });

  test('operations newer than the catalogue are not in it', () => {
    expect(NEWER_OPERATIONS.filter((name) => catalog.actionIndex(name) !== undefined)).toEqual([]);
    expect(catalog.isNewerOperation('DynamoDB:startbulkputitems')).toBe(true);
    expect(catalog.isNewerOperation('s3:GetObject')).toBe(false);
  });
});

describe('prefixes', () => {
  test('lead to a service and are none', () => {
    expect(catalog.prefixFor('Bedrock-Runtime')).toBe('bedrock');
    expect(catalog.prefixFor('email')).toBe('ses');
    expect(catalog.prefixFor('ParameterStore')).toBe('ssm');
    expect(catalog.prefixFor('s3')).toBeUndefined();
    // Of user pools or of identities: not said.
    expect(catalog.prefixFor('cognito')).toBeUndefined();
    expect(Object.values(SERVICE_PREFIXES).filter((prefix) => catalog.service(prefix) === undefined)).toEqual([]);
    expect(Object.keys(SERVICE_PREFIXES).filter((prefix) => catalog.service(prefix) !== undefined)).toEqual([]);
  });
});

describe('names that tables hold', () => {
  test('placeholders exist in a format of their service', () => {
    const missing = NARROW_PLACEHOLDERS.filter((entry) => {
      const [service = '', type = '', placeholder = ''] = entry.split(':');
      const types = service === '' ? catalog.resourceTypes('s3').concat(catalog.resourceTypes('lambda')) : catalog.resourceTypes(service);
      return !types.some(({ name, arns }) => (type === '' || name === type) && arns.some((arn) => arn.includes(`\${${placeholder}}`)));
    });
    expect(missing).toEqual([]);
  });

  test('policies that replace others exist', () => {
    expect(Object.values(REPLACED_MANAGED_POLICIES).filter((name) => catalog.managedPolicy(name) === undefined)).toEqual([]);
  });

  test('every extra ARN is well formed', () => {
    for (let index = 0; index < catalog.actionCount; index += 1) {
      for (const arn of catalog.extraArns(index))
        expect(arn).toMatch(/^(arn:\$\{Partition\}:[a-z0-9-]+:(\$\{Region\})?:(\$\{Account\}|aws)?:|execute-api:\/)\S+$/);
    }
  });
});

describe('principals, Regions, partitions, pages', () => {
  test('are sorted and hold no name twice', () => {
    for (const list of [catalog.servicePrincipals(), catalog.regions()]) {
      expect([...new Set(list)].sort()).toEqual(list);
    }
    expect(catalog.servicePrincipals()).toContain('lambda.amazonaws.com');
    expect(catalog.regions()).toContain('eu-central-1');
    expect(catalog.partitions()).toEqual(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc']);
  });

  test('a service has a page of the reference, where its name gives it', () => {
    const base = 'https://docs.aws.amazon.com/service-authorization/latest/reference';
    expect(catalog.documentationUrl('s3')).toBe(`${base}/list_amazons3.html`);
    expect(catalog.documentationUrl('IAM')).toBe(`${base}/list_awsidentityandaccessmanagementiam.html`);
    expect(catalog.documentationUrl('xray')).toBe(`${base}/list_awsx-ray.html`);
    expect(catalog.documentationUrl('aws-marketplace')).toBeUndefined();
    expect(catalog.documentationUrl('nothing')).toBeUndefined();
  });
});
