import { describe, expect, test } from 'vitest';
import type { EvaluatedPolicies, Evaluation } from '../../server/src/policy/evaluate.ts';
import { evaluate } from '../../server/src/policy/evaluate.ts';
import type { Requester } from '../../server/src/policy/request.ts';
import { requestedArn } from '../../server/src/policy/request.ts';
import { literalText } from '../../server/src/template/text.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { readTemplate } from '../support/template.ts';
import { allow, deny, givenStatements } from './support.ts';

const catalog = loadCatalogForTests();
const ROLE: Requester = { kind: 'role', arn: 'arn:aws:iam::111122223333:role/worker' };
const OBJECT = 'arn:aws:s3:::data/a';

function ask(policies: EvaluatedPolicies, resource = OBJECT, action = 's3:GetObject', requester: Requester = ROLE): Evaluation {
  return evaluate(catalog, { action, resource: requestedArn(resource), requester, context: () => 'unknown' }, policies);
}

/** Without statements: no policy at all. */
function identity(...statements: readonly string[]): EvaluatedPolicies {
  if (statements.length === 0) return { identity: { policies: [], complete: true } };
  return { identity: { policies: givenStatements(...statements).policies, complete: true } };
}

function bucketPolicy(statement: string): EvaluatedPolicies['resource'] {
  const text = `Resources:\n  Data: { Type: AWS::S3::Bucket }\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Data\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - ${statement}`;
  return { policies: readTemplate(text).policies, complete: true };
}

describe('what is known', () => {
  test('the statement that allows is named', () => {
    const { decision, statements } = ask(identity(allow('s3:Put*', "'*'"), allow('s3:Get*', "'arn:aws:s3:::data/*'")));
    expect(decision).toBe('allow');
    expect(statements.map((statement) => statement.action?.values.map(({ text }) => literalText(text)))).toEqual([['s3:Get*']]);
  });

  test('nothing allows', () => {
    expect(ask(identity(allow('s3:Get*', "'arn:aws:s3:::other/*'")))).toMatchObject({ decision: 'implicitDeny', by: 'identity' });
  });

  test('a Deny wins', () => {
    expect(ask(identity(allow("'*'", "'*'"), deny("'s3:*'", "'*'")))).toMatchObject({ decision: 'explicitDeny', by: 'identity' });
  });

  test('the boundary cuts', () => {
    const boundary = { policies: givenStatements(allow("'dynamodb:*'", "'*'")).policies, complete: true };
    expect(ask({ ...identity(allow("'*'", "'*'")), boundary })).toMatchObject({ decision: 'implicitDeny', by: 'boundary' });
  });

  test('a bucket policy that names the role is enough', () => {
    const resource = bucketPolicy(
      "{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, Action: 's3:*', Resource: '*' }",
    );
    expect(ask({ ...identity(), ...(resource === undefined ? {} : { resource }) })).toMatchObject({ decision: 'allow', by: 'resource' });
  });

  test('a bucket policy that names the account leaves it to the identity', () => {
    const resource = bucketPolicy("{ Effect: Allow, Principal: { AWS: '111122223333' }, Action: 's3:*', Resource: '*' }");
    expect(ask({ ...identity(), ...(resource === undefined ? {} : { resource }) }).decision).toBe('implicitDeny');
  });

  test('another account must allow too', () => {
    const queue = 'arn:aws:sqs:eu-west-1:444455556666:jobs';
    expect(ask(identity(allow("'sqs:*'", "'*'")), queue, 'sqs:SendMessage')).toMatchObject({ decision: 'implicitDeny', by: 'resource' });
  });

  test('a service is let in by the resource alone', () => {
    const resource = bucketPolicy("{ Effect: Allow, Principal: { Service: logs.amazonaws.com }, Action: 's3:PutObject', Resource: '*' }");
    const asked = { ...identity(), ...(resource === undefined ? {} : { resource }) };
    expect(ask(asked, OBJECT, 's3:PutObject', { kind: 'service', name: 'logs.amazonaws.com' }).decision).toBe('allow');
    expect(ask(asked, OBJECT, 's3:PutObject', { kind: 'service', name: 'sns.amazonaws.com' }).decision).toBe('implicitDeny');
  });
});

describe('what is not known', () => {
  test('a symbol in the resource', () => {
    expect(ask(identity(allow('s3:Get*', "!Sub '${Bucket.Arn}/*'"))).decision).toBe('unknown');
  });

  test('a symbol in a Deny makes an Allow doubtful', () => {
    expect(ask(identity(allow("'s3:*'", "'*'"), deny("'s3:*'", "!Sub '${Bucket.Arn}/*'"))).decision).toBe('unknown');
  });

  test('a condition on what the request does not tell', () => {
    const condition = "Condition: { Bool: { 'aws:SecureTransport': 'true' } }\n";
    expect(ask(identity(allow("'s3:*'", "'*'", condition))).decision).toBe('unknown');
  });

  test('a KMS key of which no policy is known', () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/k';
    const known = identity(allow("'kms:*'", "'*'"));
    expect(ask({ ...known, resource: 'unknown' }, key, 'kms:Decrypt').decision).toBe('unknown');
    expect(ask(known, key, 'kms:Decrypt')).toMatchObject({ decision: 'implicitDeny', by: 'resource' });
  });

  test('policies that may be attached besides', () => {
    const { identity: known } = identity(allow("'dynamodb:*'", "'*'"));
    expect(ask({ identity: { ...known, complete: false } }).decision).toBe('unknown');
  });

  test('both branches of a choice', () => {
    expect(ask(identity(allow("'s3:*'", "!If [Prod, 'arn:aws:s3:::data/*', 'arn:aws:s3:::test/*']"))).decision).toBe('unknown');
  });
});
