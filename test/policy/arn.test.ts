import { describe, expect, test } from 'vitest';
import { arnFromString, coversArn, literalService, matchesArn, overlapsArn, renderTokens } from '../../server/src/policy/arn.ts';
import type { ArnPattern } from '../../server/src/policy/kernel.ts';
import { resourcesOf } from '../../server/src/policy/resource-set.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { readTemplate } from '../support/template.ts';

const catalog = loadCatalogForTests();

/** The pattern of a value as it stands in a template with a bucket, a topic, a queue, a table, a log group, a key and parameters. */
function pattern(value: string, version = '2012-10-17'): ArnPattern {
  const { policies } = readTemplate(`
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Name: { Type: String }
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Topic: { Type: AWS::SNS::Topic }
  Queue: { Type: AWS::SQS::Queue }
  Table: { Type: AWS::DynamoDB::Table }
  Logs: { Type: AWS::Logs::LogGroup }
  Key: { Type: AWS::KMS::Key }
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '${version}'
        Statement:
          - Effect: Allow
            Action: '*'
            Resource: ${value}
`);
  const [policy] = policies;
  const [statement] = policy?.statements ?? [];
  if (policy === undefined || statement === undefined) throw new Error('no statement');
  const [resource] = resourcesOf(catalog, policy, statement, () => true);
  if (resource?.kind !== 'pattern') throw new Error('no pattern');
  return resource.pattern;
}

describe('symbols in ARNs', () => {
  const bucketArn = 'arn:${AWS::Partition}:s3:::${Bucket}';

  test.each([
    ['!GetAtt Bucket.Arn', bucketArn],
    ["!Sub '${Bucket.Arn}/*'", `${bucketArn}/*`],
    ["!Join ['', [!GetAtt Bucket.Arn, '/*']]", `${bucketArn}/*`],
    ["!Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*'", `${bucketArn}/*`],
    ['!GetAtt Table.Arn', 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}'],
    ['!GetAtt Logs.Arn', 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Logs}:*'],
    ['!Ref Topic', 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${Topic.TopicName}'],
    ['!GetAtt Queue.Arn', 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Queue.QueueName}'],
    ['!GetAtt Key.Arn', 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}'],
  ])('%s', (value, expected) => {
    expect(renderTokens(pattern(value).tokens)).toBe(expected);
  });

  test('all ways to write one ARN cover each other', () => {
    const written = ["!Sub '${Bucket.Arn}/*'", "!Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*'", "!Join ['/', [!GetAtt Bucket.Arn, '*']]"];
    const patterns = written.map((value) => pattern(value));
    for (const left of patterns) for (const right of patterns) expect(coversArn(left, right)).toBe('yes');
  });

  test('a literal partition or Region beside its pseudo parameter is unknown', () => {
    expect(coversArn(pattern("!Sub 'arn:aws:s3:::${Bucket}'"), pattern('!GetAtt Bucket.Arn'))).toBe('unknown');
    expect(overlapsArn(pattern("!Sub 'arn:aws:sqs:us-east-1:${AWS::AccountId}:x'"), pattern("!Sub 'arn:aws:sqs:${AWS::Region}:1:x'"))).toBe(
      'unknown',
    );
  });

  test('a parameter may be anything, a bucket name holds no slash', () => {
    expect(overlapsArn(pattern("!Sub 'arn:aws:s3:::${Name}'"), arnFromString('arn:aws:s3:::a/b'))).toBe('unknown');
    expect(overlapsArn(pattern("!Sub 'arn:aws:s3:::${Bucket}'"), arnFromString('arn:aws:s3:::a/b'))).toBe('no');
    expect(coversArn(pattern('!GetAtt Bucket.Arn'), pattern("!Sub '${Bucket.Arn}/*'"))).toBe('no');
  });

  test.each([
    ["'*'", 'star'],
    ['!Ref Bucket', 'notArn'],
    ['!Ref Queue', 'notArn'],
    ['my-bucket/*', 'notArn'],
    ['!Ref Topic', 'arn'],
    ['!Ref Name', 'unknown'],
    ["!Sub '${Name}/*'", 'unknown'],
    ["'arn:aws:s3:::x'", 'arn'],
    ["'*:s3:::x'", 'arn'],
    ["'execute-api:/prod/*'", 'arn'],
  ])('form of %s', (value, form) => {
    expect(pattern(value).form).toBe(form);
  });

  test('policy variables are variables since 2012-10-17 only', () => {
    const text = "'arn:aws:s3:::x/${aws:username}/*'";
    expect(matchesArn(pattern(text), 'arn:aws:s3:::x/ann/y')).toBe('unknown');
    expect(matchesArn(pattern(text, '2008-10-17'), 'arn:aws:s3:::x/ann/y')).toBe('no');
    expect(matchesArn(pattern(text, '2008-10-17'), 'arn:aws:s3:::x/${aws:username}/y')).toBe('yes');
  });

  test('an escaped star is a character', () => {
    expect(matchesArn(arnFromString('arn:aws:s3:::x/${*}'), 'arn:aws:s3:::x/*')).toBe('yes');
    expect(matchesArn(arnFromString('arn:aws:s3:::x/${*}'), 'arn:aws:s3:::x/y')).toBe('no');
  });
});

describe('wildcards', () => {
  test.each([
    ['arn:aws:s3:::b*', 'arn:aws:s3:::b/x/y', 'yes'],
    ['arn:aws:s3:::b?', 'arn:aws:s3:::bc', 'yes'],
    ['arn:aws:s3:::b?', 'arn:aws:s3:::b', 'no'],
    ['arn:aws:*', 'arn:aws:sqs:us-east-1:1:q', 'yes'],
    ['arn:aws:s3:::B', 'arn:aws:s3:::b', 'no'],
  ] as const)('%s matches %s: %s', (left, text, answer) => {
    expect(matchesArn(arnFromString(left), text)).toBe(answer);
  });

  test.each([
    ['*', 'arn:aws:s3:::b', 'yes'],
    ['arn:aws:s3:::b*', 'arn:aws:s3:::b/*', 'yes'],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b*', 'no'],
    ['a?*', 'a*b', 'unknown'],
    ['a*?', 'a?*', 'yes'],
    ['a*b*', 'a*', 'no'],
    ['a?', 'a*', 'no'],
  ] as const)('%s covers %s: %s', (left, right, answer) => {
    expect(coversArn(arnFromString(left), arnFromString(right))).toBe(answer);
  });

  test('a hundred stars take no time', () => {
    const many = arnFromString('*a'.repeat(200));
    const other = arnFromString('a*'.repeat(200));
    expect(overlapsArn(many, other)).toBe('yes');
    expect(coversArn(many, arnFromString('a'.repeat(199)))).toBe('no');
  });
});

describe('parts', () => {
  test('six of them, the resource with its colons', () => {
    const { parts } = arnFromString('arn:aws:logs:us-east-1:*:log-group:x:*');
    expect(parts && Object.values(parts).map((tokens) => renderTokens(tokens))).toEqual(['aws', 'logs', 'us-east-1', '*', 'log-group:x:*']);
  });

  test('too few colons: none', () => {
    expect(arnFromString('arn:aws:s3*').parts).toBeUndefined();
  });

  test('the service is certain only without wildcards before it', () => {
    expect(literalService(arnFromString('arn:aws:s3:::x'))).toBe('s3');
    expect(literalService(arnFromString('arn:*:s3:::x'))).toBeUndefined();
    expect(literalService(pattern('!GetAtt Bucket.Arn'))).toBe('s3');
  });
});
