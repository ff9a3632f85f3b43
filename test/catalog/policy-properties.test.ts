import { describe, expect, test } from 'vitest';
import { readSpec } from '../../action-catalog/build/spec.ts';
import { NO_POLICIES, POLICY_PROPERTIES } from '../../action-catalog/tables/policy-properties.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();
const spec = new Map(readSpec().map((type) => [type.cloudFormationType, type]));

describe('policy-bearing properties', () => {
  test('every path begins with a property of its type', () => {
    const wrong = Object.entries(POLICY_PROPERTIES).flatMap(([type, paths]) =>
      Object.keys(paths)
        .filter((path) => !Object.hasOwn(spec.get(type)?.properties ?? {}, path.split('.')[0] ?? ''))
        .map((path) => `${type} ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  test('every property that the spec marks as a policy is listed, or is listed as none', () => {
    const marked = [...spec.values()].flatMap((type) =>
      Object.entries(type.properties)
        .filter(([, { scrutinizable }]) => scrutinizable === 'InlineResourcePolicy' || scrutinizable === 'InlineIdentityPolicies')
        .map(([property]) => [type.cloudFormationType, property] as const),
    );
    expect(marked.length).toBeGreaterThan(30);
    const missing = marked.filter(([type, property]) => {
      const listed = catalog.cloudFormationType(type)?.policies.some(({ path }) => path[0] === property) ?? false;
      return !listed && !NO_POLICIES.includes(`${type} ${property}`);
    });
    expect(missing).toEqual([]);
  });

  test('every type that the spec marks as a policy has a policy', () => {
    const marked = [...spec.values()].filter(({ scrutinizable = '' }) =>
      ['ResourcePolicyResource', 'IdentityPolicyResource'].includes(scrutinizable),
    );
    expect(marked.length).toBe(38);
    expect(marked.filter(({ cloudFormationType }) => catalog.cloudFormationType(cloudFormationType)?.policies.length !== 1)).toEqual([]);
  });

  test('statements without a document around them are marked', () => {
    expect(catalog.cloudFormationType('AWS::Events::EventBusPolicy')?.policies).toEqual([
      { path: ['Statement'], kind: 'resource', statements: true },
    ]);
    expect(catalog.cloudFormationType('AWS::Serverless::Api')?.policies.map(({ statements }) => statements)).toEqual([true]);
    expect(catalog.cloudFormationType('AWS::S3::BucketPolicy')?.policies).toEqual([{ path: ['PolicyDocument'], kind: 'resource' }]);
  });

  test.each([
    ['AWS::IAM::Role', 'AssumeRolePolicyDocument trust, Policies.*.PolicyDocument identity'],
    ['AWS::IAM::User', 'Policies.*.PolicyDocument identity'],
    ['AWS::IAM::ManagedPolicy', 'PolicyDocument identity'],
    ['AWS::S3::BucketPolicy', 'PolicyDocument resource'],
    ['AWS::SQS::QueuePolicy', 'PolicyDocument resource'],
    ['AWS::KMS::Key', 'KeyPolicy resource'],
    ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy resource'],
    ['AWS::EC2::VPCEndpoint', 'PolicyDocument endpoint'],
    ['AWS::Organizations::Policy', 'Content scp'],
    ['AWS::SSO::PermissionSet', 'InlinePolicy identity'],
    ['AWS::IoT::Policy', 'PolicyDocument unknown'],
    ['AWS::DynamoDB::Table', 'ResourcePolicy.PolicyDocument resource, StreamSpecification.ResourcePolicy.PolicyDocument resource'],
    ['AWS::SQS::Queue', ''],
    ['AWS::SNS::Subscription', ''],
    ['AWS::Serverless::Function', 'AssumeRolePolicyDocument trust, Policies.* identity'],
    ['AWS::Serverless::StateMachine', 'Policies.* identity'],
    ['AWS::Serverless::Api', 'Auth.ResourcePolicy.CustomStatements resource'],
  ])('of %s', (name, expected) => {
    const policies = catalog.cloudFormationType(name)?.policies ?? [];
    expect(policies.map(({ path, kind }) => `${path.join('.')} ${kind}`).join(', ')).toBe(expected);
  });
});
