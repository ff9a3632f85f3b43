import { describe, expect, test } from 'vitest';
import { compareGrants } from '../../server/src/policy/claim.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { readTemplate } from '../support/template.ts';
import type { Given } from './support.ts';
import { allow, givenStatements } from './support.ts';

const catalog = withPolicyMemo(loadCatalogForTests());

/** `lost/gained`. */
function change(before: Given, after: Given): string {
  const { lost, gained } = compareGrants(catalog, before.policies, after.policies, before.sources, after.sources);
  return `${lost}/${gained}`;
}

function givenResources(resources: string): Given {
  const { policies, template } = readTemplate(
    `Resources:\n  Bucket: { Type: AWS::S3::Bucket }\n  Other: { Type: AWS::S3::Bucket }\n${resources}`,
  );
  return { policies, sources: template.policies };
}

function bucketPolicy(name: string, ...statements: readonly string[]): string {
  return `  ${name}:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement: [${statements.join(', ')}]
`;
}

const READ = "{ Effect: Allow, Principal: { AWS: '111111111111' }, Action: 's3:GetObject', Resource: !Sub '${Bucket.Arn}/*' }";
const WRITE = "{ Effect: Allow, Principal: { AWS: '111111111111' }, Action: 's3:PutObject', Resource: !Sub '${Bucket.Arn}/*' }";

describe('each policy for itself', () => {
  test('a statement that moves to another resource policy is lost and gained', () => {
    const before = givenResources(bucketPolicy('A', READ, WRITE) + bucketPolicy('B', READ));
    const after = givenResources(bucketPolicy('A', READ) + bucketPolicy('B', READ, WRITE));
    expect(change(before, after)).toBe('yes/yes');
    expect(change(before, before)).toBe('no/no');
  });

  test('a policy that goes is lost', () => {
    expect(change(givenResources(bucketPolicy('A', READ)), givenResources(''))).toBe('yes/no');
  });

  test('statements about another principal are not compared', () => {
    const other = READ.replace('111111111111', '222222222222');
    expect(change(givenResources(bucketPolicy('A', READ)), givenResources(bucketPolicy('A', other)))).toBe('unknown/unknown');
  });

  test('a trust policy and the inline policies of one role are two', () => {
    const role = (trusted: string, allowed: string) => `  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ${trusted} }, Action: 'sts:AssumeRole' }]
      Policies:
        - PolicyName: x
          PolicyDocument:
            Statement: [{ Effect: Allow, Action: '${allowed}', Resource: '*' }]
`;
    const before = givenResources(role('lambda.amazonaws.com', 's3:*'));
    expect(change(before, givenResources(role('lambda.amazonaws.com', 's3:Get*')))).toBe('yes/no');
    expect(change(before, givenResources(role('ec2.amazonaws.com', 's3:*')))).toBe('unknown/unknown');
  });
});

describe('what cannot be read', () => {
  test('an action list from an import stays what it is while the resource narrows', () => {
    const statement = (resource: string) => `Effect: Allow\nAction: !Split [',', !ImportValue actions]\nResource: ${resource}`;
    const before = givenStatements(statement("'*'"));
    const after = givenStatements(statement('!GetAtt Bucket.Arn'));
    expect(change(before, after)).toBe('unknown/no');
    expect(change(after, before)).toBe('no/unknown');
  });

  test('another list is never taken for the same', () => {
    const statement = (name: string) => `Effect: Allow\nAction: !Split [',', !ImportValue ${name}]\nResource: '*'`;
    expect(change(givenStatements(statement('a')), givenStatements(statement('b')))).toBe('unknown/unknown');
  });

  test('a Deny of what cannot be read may have been about anything', () => {
    const unread = "Effect: Deny\nAction: !Sub 's3:${Name}'\nResource: '*'";
    const before = givenStatements(allow('s3:GetObject', "'*'"), unread);
    expect(change(before, givenStatements(allow('s3:GetObject', "'*'")))).toBe('unknown/unknown');
    expect(change(before, givenStatements(allow('s3:GetObject', '!GetAtt Bucket.Arn'), unread))).toBe('yes/no');
  });

  test('a list of statements that something else may add to', () => {
    const more = "Fn::Transform: { Name: AWS::Include, Parameters: { Location: 's3://x/y' } }";
    const before = givenStatements(allow("'s3:*'", "'*'"), allow("'sqs:*'", "'*'"), more);
    const after = givenStatements(allow("'s3:*'", "'*'"), more);
    expect(change(before, after)).toBe('yes/no');
    expect(change(before, givenStatements(allow("'s3:*'", "'*'"), allow("'sqs:*'", "'*'"))).startsWith('unknown')).toBe(true);
  });
});

describe('branches of Fn::If', () => {
  const inBranches = (count: number, resource: string) =>
    givenStatements(
      ...Array.from({ length: count }, (_, i) =>
        allow('sqs:SendMessage', `!If [C${i}, 'arn:aws:sqs:eu-west-1:1:q${i}', !Ref 'AWS::NoValue']`),
      ),
      allow('s3:GetObject', resource),
    );

  test('more conditions than are gone through: what is not narrowed is still sure', () => {
    expect(change(inBranches(6, "'*'"), inBranches(6, "!Sub '${Bucket.Arn}/*'"))).toBe('unknown/no');
    expect(change(inBranches(3, "'*'"), inBranches(3, "!Sub '${Bucket.Arn}/*'"))).toBe('yes/no');
    expect(change(inBranches(6, "'*'"), inBranches(6, "'*'"))).toBe('no/no');
  });

  test('changes under many conditions at once are unknown', () => {
    expect(change(inBranches(6, "'*'"), givenStatements(allow('s3:GetObject', "'*'")))).toBe('unknown/unknown');
  });

  test('branches that exclude each other never meet', () => {
    const before = givenStatements(
      allow("!If [Prod, 's3:GetObject', 's3:PutObject']", "!If [Prod, 'arn:aws:s3:::a/*', 'arn:aws:s3:::b/*']"),
    );
    const after = givenStatements(allow('s3:GetObject, s3:PutObject', "'arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'"));
    expect(change(before, after)).toBe('no/yes');
  });
});

test('Version decides whether there are policy variables', () => {
  const policy = (version: string) =>
    givenResources(`  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '${version}'
        Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/\${aws:username}/*' }]
`);
  expect(change(policy('2008-10-17'), policy('2012-10-17'))).toBe('unknown/unknown');
});
