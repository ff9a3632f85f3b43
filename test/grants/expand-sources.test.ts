import { describe, expect, test } from 'vitest';
import { readDocument } from '../../server/src/analysis/document.ts';
import type { Compared } from '../../server/src/grants/expand-sources.ts';
import { expandSources } from '../../server/src/grants/expand-sources.ts';
import type { Claim } from '../../server/src/policy/claim.ts';
import { holds } from '../../server/src/policy/claim.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { snapshot } from '../support/template.ts';

const catalog = withPolicyMemo(loadCatalogForTests());

function compared(text: string): Compared {
  const document = readDocument('file:///workspace/template.yaml', snapshot({ 'template.yaml': text }), catalog);
  if (document.kind !== 'ours') throw new Error('not ours');
  const { policies, template, grants } = document;
  return { owners: new Set(['Fn']), policies, sources: template.policies, template, grants };
}

/** What the kernel says of a claim on two lists of policies of one function: as they are written, and with what is named written out. */
function ask(claim: Claim, before: string, after: string): readonly [string, string] {
  const of = (policies: string) =>
    compared(
      `Transform: AWS::Serverless-2016-10-31\nResources:\n  B: { Type: AWS::S3::Bucket }\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n${policies}`,
    );
  const sides = [of(before), of(after)] as const;
  const answer = ([a, b]: readonly [Compared, Compared]) => holds(catalog, claim, a.policies, b.policies, a.sources, b.sources);
  return [answer(sides), answer([expandSources(catalog, sides[0]), expandSources(catalog, sides[1])])];
}

const statement = (action: string, resource: string) =>
  `        - Statement: { Effect: Allow, Action: ${action}, Resource: ${resource} }\n`;

describe('what is named rather than written', () => {
  test('a policy template counts with its statements', () => {
    const template = '        - S3ReadPolicy: { BucketName: !Ref B }\n';
    const objects = "!Sub 'arn:${AWS::Partition}:s3:::${B}/*'";
    expect(ask('narrows', template, statement('s3:GetObject', objects))).toEqual(['no', 'yes']);
    expect(ask('narrows', template, statement('s3:PutObject', objects))).toEqual(['no', 'no']);
    expect(ask('narrows', template, statement('s3:GetObject', "'*'"))).toEqual(['no', 'no']);
  });

  test('a managed policy counts with its document', () => {
    const managed = '        - AmazonSQSFullAccess\n';
    expect(ask('equal', managed, statement("'sqs:*'", "'*'"))[1]).toBe('yes');
    expect(ask('equal', managed, statement("['sqs:*', 'sns:Publish']", "'*'"))[1]).toBe('no');
    expect(ask('narrows', managed, statement('sqs:SendMessage', "'*'"))[1]).toBe('yes');
    expect(ask('equal', managed, statement('sqs:SendMessage', "'*'"))[1]).toBe('no');
  });

  test('one of an account is not known', () => {
    const own = '        - arn:aws:iam::111122223333:policy/own\n';
    expect(ask('equal', own, statement("'*'", "'*'"))[1]).not.toBe('yes');
    expect(ask('narrows', own, statement('sqs:SendMessage', "'*'"))[1]).not.toBe('yes');
  });

  test('what SAM adds by itself', () => {
    const logs = '        - AWSLambdaBasicExecutionRole\n';
    const kept = statement('sqs:SendMessage', "'*'");
    expect(ask('equal', logs + kept, kept)).toEqual(['no', 'yes']);
    expect(ask('equal', `        - AWSXRayDaemonWriteAccess\n${kept}`, kept)).toEqual(['no', 'no']);
  });
});
