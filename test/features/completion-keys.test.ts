import { describe, expect, test } from 'vitest';
import { checkCompletion, completeAt } from '../support/check-completion.ts';
import { jsonStatement, policyStatement, samEntries, samStatement, serverlessStatement, trustStatement } from './completion-sources.ts';

describe('keys of a statement', () => {
  test('those that are not there yet', () => {
    checkCompletion(samStatement('Action: s3:GetObject\n$0'), {
      labels: ['Resource', 'Condition', 'Sid', 'NotResource'],
      accept: { Resource: '              Resource: ' },
    });
  });

  test('those that begin as typed come first', () => {
    checkCompletion(serverlessStatement('Act$0'), { labels: ['Action', 'NotAction'], accept: { Action: '        Action: ' } });
  });

  test('no resource in a trust policy', () => {
    checkCompletion(trustStatement('$0'), { labels: ['Principal', 'Action', 'Condition', 'Sid', 'NotAction', 'NotPrincipal'] });
  });

  test('the first key of a statement', () => {
    checkCompletion(samEntries('- Statement:\n    - $0'), {
      labels: ['Effect', 'Action', 'Resource', 'Condition', 'Sid', 'NotAction', 'NotResource'],
      accept: { Effect: '            - Effect: ' },
    });
  });

  test('the first key of a statement that has others', () => {
    checkCompletion(samEntries('- Statement:\n    - $0\n      Action: s3:GetObject'), {
      first: ['Effect', 'Resource'],
      excludes: ['Action', 'NotAction'],
    });
  });

  test('a single statement that is no list', () => {
    checkCompletion(samEntries('- Statement:\n    Effect: Allow\n    $0'), { first: ['Action', 'Resource'], excludes: ['Effect'] });
  });

  test('with a colon behind it, the name alone', () => {
    checkCompletion(samStatement('Act$0: s3:GetObject'), { accept: { Action: '              Action: s3:GetObject' } });
  });

  test('JSON, with and without quotes', () => {
    checkCompletion(jsonStatement('"Action": "s3:GetObject",\n"Res$0"'), {
      labels: ['Resource', 'NotResource'],
      accept: { Resource: '                  "Resource": ' },
    });
    checkCompletion(jsonStatement('"Action": "s3:GetObject",\n$0'), { accept: { Resource: '                  "Resource": ' } });
    checkCompletion(policyStatement('"Act$0": "s3:GetObject"'), { accept: { Action: '      "Action": "s3:GetObject"' } });
  });
});

describe('keys of a document', () => {
  test('those that are not there yet', () => {
    checkCompletion(samEntries('- Statement: []\n  $0'), { labels: ['Version', 'Id'] });
  });

  test('of a document that is empty', () => {
    const source = 'Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        $0\n';
    checkCompletion(source, { labels: ['Version', 'Id', 'Statement'], accept: { Statement: '        Statement: ' } });
  });
});

describe('values of Version and Effect', () => {
  test('Version', () => {
    checkCompletion(samEntries('- Version: $0\n  Statement: []'), {
      labels: ['2012-10-17', '2008-10-17'],
      accept: { '2012-10-17': "        - Version: '2012-10-17'" },
    });
    checkCompletion(policyStatement('"Action": "s3:GetObject"').replace('2012-10-17', '$0'), {
      accept: { '2012-10-17': '  "Version": "2012-10-17",' },
    });
  });

  test('Effect', () => {
    checkCompletion(samEntries("- Statement:\n    - Effect: '$0"), {
      labels: ['Allow', 'Deny'],
      accept: { Allow: "            - Effect: 'Allow" },
    });
    checkCompletion(policyStatement('"Sid": "x"').replace('"Allow"', '$0'), { accept: { Deny: '      "Effect": "Deny",' } });
  });
});

describe('nothing outside of policies', () => {
  test.each([
    'Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      Descr$0\n',
    'Resources:\n  P:\n    Type: AWS::S3::$0\n',
    'Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow # $0\n',
    samStatement('Sid: $0'),
    samEntries('- Statement: $0'),
    'Resources:\n  P:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      $0\n',
    'Resources:\n  P:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: $0\n',
    'jobs:\n  build:\n    steps:\n      - action: $0\n',
  ])('%s', (source) => {
    expect(completeAt(source).list.items).toEqual([]);
  });
});
