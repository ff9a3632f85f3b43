/** Numbers 7 to 11: the catalogue is not the law. */
import { describe, expect, test } from 'vitest';
import { inRole, stack } from '../support/policy-texts.ts';
import { diagnose, fixWith, rulesOf, statement, titlesOf } from './support.ts';

const allow = (actions: string, resource = "'*'"): readonly string[] => [statement(actions, resource)];
const here = (service: string, resource: string): string => `'arn:aws:${service}:eu-west-1:111122223333:${resource}'`;

describe('7: resource types are alternatives, optional ones unknown', () => {
  test('one of the types is enough', () => {
    expect(rulesOf(allow('dynamodb:Query', here('dynamodb', 'table/Orders/index/*')))).toEqual([]);
    expect(rulesOf(allow('dynamodb:Query', here('dynamodb', 'table/Orders')))).toEqual([]);
    expect(rulesOf(allow('states:DescribeExecution', here('states', 'execution:machine:*')))).toEqual([]);
  });
  test("'*' is unknown, not wrong, where all types are optional", () => {
    expect(rulesOf(allow('[cloudwatch:PutMetricData, polly:SynthesizeSpeech, rekognition:DetectLabels]'))).toEqual([]);
  });
  test.each(['s3:GetObject', 's3:ListBucket', 'events:PutEvents', 'execute-api:Invoke'])('scoping %s is usual', (action) => {
    expect(rulesOf(allow(action))).toEqual(['wildcard-resource: warning']);
  });
  test('a fix writes every type that the actions need', () => {
    const write = (action: string, type: string): string => {
      const text = inRole(allow(action), { Own: type });
      return fixWith(stack, text, 'Limit to Own (');
    };
    expect(write('[s3:ListBucket, s3:GetObject]', 'AWS::S3::Bucket')).toContain("Resource: [!GetAtt Own.Arn, !Sub '${Own.Arn}/*']");
    expect(write('dynamodb:Query', 'AWS::DynamoDB::Table')).toContain("Resource: [!GetAtt Own.Arn, !Sub '${Own.Arn}/index/*']");
  });
});

describe('8: corrections', () => {
  const silent: readonly (readonly [string, string])[] = [
    ['logs:PutLogEvents', '!GetAtt Log.Arn'],
    ['[logs:CreateLogStream, logs:PutLogEvents]', here('logs', 'log-group:/aws/lambda/x:*')],
    ['lambda:InvokeFunction', `[${here('lambda', 'function:x')}, ${here('lambda', 'function:x:*')}]`],
    ['lambda:InvokeFunction', `[${here('lambda', 'function:x:live')}, ${here('lambda', 'function:x:7')}]`],
    ['dynamodb:GetItem', '!GetAtt Global.Arn'],
    ['es:ESHttpGet', here('es', 'domain/x/*')],
    ['s3:GetObject', here('s3', 'accesspoint/own/object/*')],
    ['s3:GetObject', "'arn:aws:s3::111122223333:accesspoint/abc.mrap/object/*'"],
    ['dynamodb:GetRecords', '!GetAtt Orders.StreamArn'],
  ];
  const resources = { Log: 'AWS::Logs::LogGroup', Global: 'AWS::DynamoDB::GlobalTable', Orders: 'AWS::DynamoDB::Table' };
  test.each(silent)('%s on %s', (action, resource) => expect(rulesOf(allow(action, resource), resources)).toEqual([]));
  test('an inline policy has no ARN to be limited to', () => {
    expect(
      titlesOf('wildcard-resource', allow('iam:GetPolicy'), { Inline: 'AWS::IAM::Policy' }).filter((title) => title.includes('Inline')),
    ).toEqual([]);
    expect(titlesOf('wildcard-resource', allow('iam:GetPolicy'), { Managed: 'AWS::IAM::ManagedPolicy' })).toContain(
      'Limit to Managed (policy)',
    );
  });
});

describe('9: placeholders', () => {
  const silent: readonly (readonly [string, string])[] = [
    ['s3:GetObject', "'arn:aws:s3:::b/in/2026/*.json'"],
    ['ssm:GetParameter', here('ssm', 'parameter/app/prod/key')],
    ['iam:PassRole', "'arn:aws:iam::111122223333:role/service/app'"],
    ['sns:Publish', here('sns', 'endpoint/APNS/app/uuid')],
    ['ssm:GetParameter', "!Sub 'arn:aws:ssm:eu-west-1:111122223333:parameter${Name}'"],
  ];
  test.each(silent)('%s on %s', (action, resource) => expect(rulesOf(allow(action, resource))).toEqual([]));
  test('the name of a bucket holds no /', () => {
    expect(rulesOf(allow('s3:ListBucket', 'arn:aws:s3:::b/in'))).toEqual(['resource-type-mismatch: error']);
  });
});

describe('10: an error is certain', () => {
  const severities: readonly (readonly [string, string, string])[] = [
    ['s3:ListObjectsV2', "'arn:aws:s3:::b'", 'unknown-action: error'],
    ['s3:GetObjct', "'arn:aws:s3:::b/*'", 'unknown-action: error'],
    ['s3:PutObjectForever', "'arn:aws:s3:::b/*'", 'unknown-action: warning'],
    ['s3:GetObject', 'arn:aws:s3:::b', 'resource-type-mismatch: error'],
    ['iam:AttachRolePolicy', "'arn:aws:iam::111122223333:policy/x'", 'resource-type-mismatch: warning'],
  ];
  test.each(severities)('%s on %s', (action, resource, expected) => expect(rulesOf(allow(action, resource))).toEqual([expected]));
  test('a warning says of which catalogue it speaks, a retired action that it is no longer there', () => {
    const messages = (action: string) => diagnose(stack, inRole(allow(action, "'arn:aws:s3:::b/*'"))).map(({ message }) => message);
    expect(messages('s3:Frobnicate')).toEqual([expect.stringMatching(/ is not in the catalogue of \d{4}-\d\d-\d\d$/)]);
    expect(messages('aidevops:InvokeAgent')).toEqual(["'aidevops:InvokeAgent' is no longer in AWS's reference (retired)"]);
  });
  test('an action without resource types on an ARN is no error', () => {
    expect(rulesOf(allow('ec2:DescribeInstances', here('ec2', 'instance/i-1')))).toEqual(['unscopable-action: information']);
  });
});

describe('11: two access levels', () => {
  test('an action stays only where all its levels were chosen', () => {
    const text = inRole(allow('iam:*Role*'));
    const after = fixWith(stack, text, 'write actions');
    expect(after).toContain('iam:CreateRole');
    for (const action of ['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:TagRole'])
      expect(after).not.toContain(action);
  });
  test('the title names what stays of PassRole, AssumeRole and actions that change policies', () => {
    const [write] = titlesOf('wildcard-action', allow('iam:Pass*'))
      .concat(titlesOf('wildcard-action', allow('iam:P*')))
      .filter((title) => title.includes('write actions'));
    expect(write).toContain('iam:PassRole stays');
    expect(
      titlesOf('wildcard-action', allow('sts:*')).some((title) => title.includes('sts:AssumeRole, sts:AssumeRoleWithSAML and 1 more stay')),
    ).toBe(true);
  });
});
