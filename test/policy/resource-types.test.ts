import { describe, expect, test } from 'vitest';
import { actionIndices, actionsOf } from '../../server/src/policy/action-set.ts';
import { arnFromString } from '../../server/src/policy/arn.ts';
import type { ArnPattern } from '../../server/src/policy/kernel.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { resourcesOf } from '../../server/src/policy/resource-set.ts';
import { actionFormats, admits, alikeActions, needsStar, resourceTypesNamed } from '../../server/src/policy/resource-types.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { givenStatements } from './support.ts';

const catalog = withPolicyMemo(loadCatalogForTests());

function pattern(resource: string): ArnPattern {
  const [policy] = givenStatements(`Effect: Allow\nAction: '*'\nResource: ${resource}`).policies;
  const [statement] = policy?.statements ?? [];
  const [set] = policy === undefined || statement === undefined ? [] : resourcesOf(catalog, policy, statement, () => true);
  if (set?.kind !== 'pattern') throw new Error('no pattern');
  return set.pattern;
}

const index = (name: string): number => catalog.actionIndex(name) ?? -1;

describe('admits', () => {
  test.each([
    ['s3:GetObject', '!GetAtt Bucket.Arn', 'no'],
    ['s3:GetObject', "!Sub '${Bucket.Arn}/*'", 'yes'],
    ['s3:GetObject', "!Sub 'arn:aws:s3:::${Bucket}/uploads/*'", 'yes'],
    ['s3:GetObject', "'arn:aws:s3:::bucket*'", 'yes'],
    ['s3:GetObject', "'arn:aws:s3:::bucket'", 'no'],
    ['s3:ListBucket', "!Sub '${Bucket.Arn}/*'", 'no'],
    ['s3:ListBucket', '!GetAtt Bucket.Arn', 'yes'],
    ['s3:ListBucket', '!Ref Bucket', 'no'],
    ['s3:ListBucket', "!Sub 'arn:aws:s3:::${Name}'", 'unknown'],
    ['s3:ListBucket', '!Ref Name', 'unknown'],
    ['s3:GetObject', '!GetAtt Table.Arn', 'no'],
    ['s3:GetObject', "'*'", 'yes'],
    ['s3:ListAllMyBuckets', "'*'", 'yes'],
    ['s3:ListAllMyBuckets', '!GetAtt Bucket.Arn', 'unknown'],
    ['dynamodb:GetItem', '!GetAtt Table.Arn', 'yes'],
    ['dynamodb:GetItem', "!Sub '${Table.Arn}/index/*'", 'no'],
    ['dynamodb:Query', "!Sub '${Table.Arn}/index/*'", 'yes'],
    ['dynamodb:GetRecords', '!GetAtt Table.Arn', 'no'],
    ['dynamodb:GetRecords', '!GetAtt Table.StreamArn', 'yes'],
    ['sqs:SendMessage', "!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}'", 'no'],
    ['sqs:SendMessage', "!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue.QueueName}'", 'yes'],
    ['sns:Publish', '!Ref Topic', 'yes'],
    ['sns:Publish', "!Sub 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Topic}'", 'no'],
    ['logs:PutLogEvents', '!GetAtt Logs.Arn', 'yes'],
    ['states:StartExecution', '!Ref Machine', 'yes'],
    ['lambda:InvokeFunction', "!Sub '${Fn.Arn}:*'", 'yes'],
    ['lambda:InvokeFunction', '!Ref Fn', 'no'],
    ['iam:PassRole', '!GetAtt Role.Arn', 'yes'],
    ['ssm:GetParameter', "'arn:aws:ssm:us-east-1::parameter/aws/service/ami'", 'yes'],
    ['execute-api:Invoke', "'execute-api:/prod/*'", 'yes'],
    ['s3:GetObject', "'arn:aws:s3:us-east-1:123456789012:accesspoint/mine/object/*'", 'yes'],
  ] as const)('%s on %s: %s', (action, resource, answer) => {
    expect(index(action)).toBeGreaterThanOrEqual(0);
    expect(admits(catalog, index(action), pattern(resource))).toBe(answer);
  });

  test('a new resource beside sixty actions takes tens of microseconds a pair', () => {
    const actions = Array.from({ length: 60 }, (_, i) => index('s3:GetObject') - 20 + i);
    const run = (name: string): void => {
      const arn = arnFromString(`arn:aws:s3:::${name}/uploads/*`);
      for (const action of actions) admits(catalog, action, arn);
    };
    for (let i = 0; i < 20; i++) run(`warm-${i}`);
    const rounds = Array.from({ length: 5 }, (_, round) => {
      const start = performance.now();
      for (let i = 0; i < 20; i++) run(`bucket-${round}-${i}`);
      return (performance.now() - start) / (20 * actions.length);
    });
    expect(Math.min(...rounds)).toBeLessThan(0.2);
  });
});

describe('resource types named', () => {
  const named = (service: string, resource: string) =>
    resourceTypesNamed(catalog, service, pattern(resource)).map(({ resourceType, answer }) => `${resourceType.name} ${answer}`);

  test('a bucket and its objects', () => {
    expect(named('s3', '!GetAtt Bucket.Arn')).toEqual(['bucket yes']);
    expect(named('s3', "!Sub '${Bucket.Arn}/*'")).toEqual(['object yes']);
    expect(named('sqs', '!GetAtt Bucket.Arn')).toEqual([]);
    expect(named('s3', '!Ref Bucket')).toEqual([]);
  });

  test('a parameter may name everything', () => {
    expect(named('sqs', '!Ref TopicArn')).toEqual(['queue unknown']);
  });
});

test.each([
  ['s3:ListAllMyBuckets', 'yes'],
  ['s3:GetObject', 'no'],
  ['cloudwatch:PutMetricData', 'unknown'],
  ['polly:SynthesizeSpeech', 'unknown'],
  ['events:PutEvents', 'no'],
] as const)('%s needs a star: %s', (action, answer) => {
  expect(needsStar(catalog, index(action))).toBe(answer);
});

describe('alikeActions', () => {
  test.each([['s3:*'], ['*']])('%s is split into parts that are on the same resources', (written) => {
    const whole = actionsOf(catalog, [written]);
    const parts = alikeActions(catalog, whole);
    const keys = parts.map(({ actions }) => new Set(actionIndices(actions).map((at) => actionFormats(catalog, at).key)));
    expect(keys.every(({ size }) => size === 1)).toBe(true);
    expect(new Set(keys.flatMap((own) => [...own])).size).toBe(parts.length);
    expect(parts.flatMap(({ actions }) => actionIndices(actions)).sort((a, b) => a - b)).toEqual(actionIndices(whole));
    expect(parts.every(({ first, actions }) => actionIndices(actions)[0] === first)).toBe(true);
  });

  test('the parts of nearly all actions are not kept', () => {
    const [some, all] = [actionsOf(catalog, ['s3:*']), actionsOf(catalog, ['*'])];
    expect(alikeActions(catalog, some)).toBe(alikeActions(catalog, some));
    expect(alikeActions(catalog, all)).not.toBe(alikeActions(catalog, all));
  });
});
