import { describe, expect, test } from 'vitest';
import { documentCompletion } from '../../server/src/features/completion/complete.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkCompletion } from '../support/check-completion.ts';
import { jsonStatement, policyStatement, samStatement, serverlessStatement } from './completion-sources.ts';

describe('services', () => {
  test('of the resource, of the template, then all', () => {
    const { items } = checkCompletion(samStatement('Action: $0\nResource: !GetAtt Queue.Arn'), {
      first: ['sqs', 's3', 'dynamodb', 'sns', 'logs'],
      accept: { sqs: '              Action: sqs:' },
    });
    expect(items.length).toBe(loadCatalogForTests().services.length);
    expect(items.every((item) => item.again)).toBe(true);
  });

  test('what is typed decides', () => {
    checkCompletion(serverlessStatement('Action:\n  - cloudt$0'), {
      first: ['cloudtrail'],
      accept: { cloudtrail: '          - cloudtrail:' },
    });
  });

  test('JSON: the cursor stays before the closing quote', () => {
    const { items } = checkCompletion(jsonStatement('"Action": $0'), { accept: { s3: '                  "Action": "s3:"' } });
    expect(items[0]).toMatchObject({ text: '"s3:$1"', snippet: true });
    checkCompletion(policyStatement('"Action": ["dyna$0"]'), { accept: { dynamodb: '      "Action": ["dynamodb:"]' } });
  });
});

describe('actions', () => {
  test('their access level; listed ones are left out', () => {
    checkCompletion(samStatement('Action:\n  - sqs:ReceiveMessage\n  - sqs:List*\n  - sqs:Message$0'), {
      details: [
        'sqs:CancelMessageMoveTask  Write',
        'sqs:ChangeMessageVisibility  Write',
        'sqs:DeleteMessage  Write',
        'sqs:SendMessage  Write',
        'sqs:StartMessageMoveTask  Write',
      ],
      accept: { 'sqs:SendMessage': '                - sqs:SendMessage' },
    });
  });

  test('only those that the resource admits', () => {
    checkCompletion(samStatement("Action: s3:GetObjectT$0\nResource: !Sub '${Bucket.Arn}/*'"), {
      first: ['s3:GetObjectTagging', 's3:GetObjectTorrent'],
    });
    checkCompletion(samStatement('Action: s3:Object$0\nResource: !GetAtt Bucket.Arn'), { excludes: ['s3:GetObject', 's3:PutObject'] });
    checkCompletion(policyStatement('"Action": "s3:$0",\n"Resource": "arn:aws:s3:::logs/*"'), {
      includes: ['s3:GetObject'],
      excludes: ['s3:ListBucket', 's3:CreateBucket'],
    });
  });

  test('what is unknown stays in', () => {
    checkCompletion(samStatement('Action: s3:$0\nResource: !ImportValue Data'), {
      includes: ['s3:GetObject', 's3:ListBucket', 's3:ListAllMyBuckets'],
    });
  });

  test('all where the resource admits none', () => {
    checkCompletion(samStatement('Action: s3:$0\nResource: !Ref Bucket'), { includes: ['s3:GetObject', 's3:ListBucket'] });
  });

  test('NotAction is not filtered', () => {
    checkCompletion(samStatement('NotAction: s3:$0\nResource: !GetAtt Queue.Arn'), { includes: ['s3:GetObject'] });
  });

  test('behind a quote that is open, in flow lists, and for a wildcard', () => {
    checkCompletion(samStatement('Action: "s3:GetObjectTag$0'), {
      labels: ['s3:GetObjectTagging', 's3:GetObjectVersionTagging'],
      accept: { 's3:GetObjectTagging': '              Action: "s3:GetObjectTagging' },
    });
    checkCompletion(samStatement("Action: [s3:GetObject, 's3:PutObjectLeg$0']"), {
      labels: ['s3:PutObjectLegalHold'],
      accept: { 's3:PutObjectLegalHold': "              Action: [s3:GetObject, 's3:PutObjectLegalHold']" },
    });
    checkCompletion(samStatement('Action: sqs:*Message$0'), {
      labels: [
        'sqs:DeleteMessage',
        'sqs:ReceiveMessage',
        'sqs:SendMessage',
        'sqs:CancelMessageMoveTask',
        'sqs:StartMessageMoveTask',
        'sqs:ListMessageMoveTasks',
        'sqs:ChangeMessageVisibility',
      ].sort(),
      accept: { 'sqs:SendMessage': '              Action: sqs:SendMessage' },
    });
  });

  test('in the middle of a name, the whole of it is replaced', () => {
    checkCompletion(samStatement('Action: sqs:Send$0Foo'), { accept: { 'sqs:SendMessage': '              Action: sqs:SendMessage' } });
  });

  test('a prefix that people write for another service', () => {
    checkCompletion(samStatement('Action: bedrock-runtime:InvokeModelWithR$0'), { labels: [], accept: {} });
  });

  test('documentation is resolved from data', () => {
    const { items } = checkCompletion(samStatement('Action: sqs:SendM$0'), { labels: ['sqs:SendMessage'] });
    const markdown = documentCompletion(loadCatalogForTests(), items[0]?.data ?? '');
    expect(markdown).toContain('**sqs:SendMessage** (Write)');
    expect(markdown).toContain('arn:${Partition}:sqs:${Region}:${Account}:${QueueName}');
  });

  test.each(['', '{', '[]', '["action"]', '["action","s3:Nope"]', '["nothing","x"]', 'null'])('data that no item carries: %s', (data) => {
    expect(documentCompletion(loadCatalogForTests(), data)).toBeUndefined();
  });
});
