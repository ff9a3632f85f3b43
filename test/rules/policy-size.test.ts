import { describe, expect, test } from 'vitest';
import { leastLength } from '../../server/src/lint/size.ts';
import { policySize } from '../../server/src/rules/policy-size.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { checkExamples, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inFunction, inPolicy, inProvider, inResources, inRole, policyFile, serverless, stack, template } from '../support/policy-texts.ts';

checkExamples(policySize, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources', 'template']);

const arns = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, i) => `arn:aws:s3:::reports-of-the-departments-in-the-north/${String(i).padStart(5, '0')}/exports-of-a-day/*`,
  );
/** A statement with as many resources of 80 characters, quotes and comma included. */
const statement = (count: number): string => `{ Effect: Allow, Action: s3:GetObject, Resource: [${arns(count).join(', ')}] }`;
const messagesOf = (uri: string, text: string): readonly string[] =>
  findingsOf('policy-size', uri, text).map(({ severity, message }) => `${severity}: ${message.replace(/^At least [\d,]+/, 'N')}`);
const managed = (count: number): string =>
  inResources([
    'Policy:',
    '  Type: AWS::IAM::ManagedPolicy',
    '  Properties:',
    '    PolicyDocument:',
    `      Statement: ${statement(count)}`,
  ]);
const tooLong = (most: string, what: string): string => `error: N characters without white space; ${what} may have ${most}`;

describe('policy-size', () => {
  test('a managed policy', () => {
    expect(messagesOf(stack, managed(90))).toEqual([tooLong('6,144', 'a managed policy')]);
    checkSilent('policy-size', stack, managed(70));
  });
  test('the inline policies of a role together', () => {
    const role = (first: number, second: number) =>
      inResources([
        'Role:',
        '  Type: AWS::IAM::Role',
        '  Properties:',
        '    Policies:',
        `      - { PolicyName: a, PolicyDocument: { Statement: [${statement(first)}] } }`,
        `      - { PolicyName: b, PolicyDocument: { Statement: [${statement(second)}] } }`,
      ]);
    expect(messagesOf(stack, role(70, 70))).toEqual([tooLong('10,240', 'the inline policies of a role together')]);
    checkSilent('policy-size', stack, role(60, 60));
  });
  test('of a user and of a group less', () => {
    const inline = (type: string) =>
      inResources([
        'Holder:',
        `  Type: ${type}`,
        '  Properties:',
        '    Policies:',
        `      - { PolicyName: a, PolicyDocument: { Statement: [${statement(40)}] } }`,
      ]);
    expect(messagesOf(stack, inline('AWS::IAM::User'))).toHaveLength(1);
    expect(messagesOf(stack, inline('AWS::IAM::Group'))).toEqual([]);
  });
  test('AWS::IAM::Policy is what it is attached to', () => {
    const attached = (to: string) =>
      inResources([
        'Policy:',
        '  Type: AWS::IAM::Policy',
        '  Properties:',
        `    ${to}: [!Ref Holder]`,
        '    PolicyName: a',
        '    PolicyDocument:',
        `      Statement: ${statement(40)}`,
      ]);
    expect(messagesOf(stack, attached('Users'))).toEqual([tooLong('2,048', 'the inline policies of a user together')]);
    expect(messagesOf(stack, attached('Roles'))).toEqual([]);
  });
  test('a function of SAM, the provider of Serverless and a bucket policy', () => {
    const what = 'the inline policies of a role together';
    expect(messagesOf(template, inFunction([`- Statement: [${statement(140)}]`]))).toEqual([tooLong('10,240', what)]);
    expect(messagesOf(serverless, inProvider([`- ${statement(140)}`]))).toEqual([tooLong('10,240', what)]);
    const bucket = (count: number) =>
      inResources([
        'Policy:',
        '  Type: AWS::S3::BucketPolicy',
        '  Properties:',
        '    PolicyDocument:',
        `      Statement: { Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: [${arns(count).join(', ')}] }`,
      ]);
    expect(messagesOf(stack, bucket(280))).toEqual([tooLong('20,480', 'a bucket policy')]);
    expect(messagesOf(stack, bucket(200))).toEqual([]);
  });
  test('service and resource control policies', () => {
    const control = (type: string) =>
      inResources([
        'Policy:',
        '  Type: AWS::Organizations::Policy',
        '  Properties:',
        `    Type: ${type}`,
        '    Content:',
        `      Statement: ${statement(80).replace('Allow', 'Deny')}`,
      ]);
    expect(messagesOf(stack, control('SERVICE_CONTROL_POLICY'))).toEqual([]);
    expect(messagesOf(stack, control('RESOURCE_CONTROL_POLICY'))).toEqual([tooLong('5,120', 'a resource control policy')]);
  });
  test('a loose policy is a warning only where no kind of policy takes it', () => {
    const loose = (count: number) =>
      inPolicy([`{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ${JSON.stringify(arns(count))} }`]);
    expect(findingsOf('policy-size', policyFile, loose(140)).map(({ severity }) => severity)).toEqual(['warning']);
    checkSilent('policy-size', policyFile, loose(100));
  });
  test('a trust policy beyond what AWS raises the quota to is an error', () => {
    const trust = (count: number) =>
      inResources([
        'Role:',
        '  Type: AWS::IAM::Role',
        '  Properties:',
        '    AssumeRolePolicyDocument:',
        `      Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: [${Array.from({ length: count }, (_, i) => `arn:aws:iam::111122223333:role/a-long-path-for-roles/of-the-departments-in-the-north-${10000 + i}`).join(', ')}] } }`,
      ]);
    const severities = (count: number) => findingsOf('policy-size', stack, trust(count)).map(({ severity }) => severity);
    expect([severities(20), severities(30), severities(110)]).toEqual([[], ['warning'], ['error']]);
  });
  test('what is known at deployment only, and the longer branch, count as nothing', () => {
    const unknown = "!Sub '${A}${B}'".padEnd(15);
    checkSilent(
      'policy-size',
      stack,
      inRole([`- { Effect: Allow, Action: s3:GetObject, Resource: [${Array.from({ length: 1000 }, () => unknown).join(', ')}] }`]),
    );
    checkSilent(
      'policy-size',
      stack,
      inRole([`- { Effect: Allow, Action: s3:GetObject, Resource: !If [Long, [${arns(200).join(', ')}], '*'] }`]),
    );
  });
});

describe('the least length', () => {
  const lengthOf = (text: string): number => {
    const { tree } = parseDocument('file:///w/a.yaml', text, 'yaml');
    return tree === undefined ? -1 : leastLength(tree);
  };
  test.each([
    ['{ a: [b, c], d: 1 }', '{"a":["b","c"],"d":1}'],
    ["'with white  space'", '"withwhitespace"'],
    ["!Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*'", '"arn:aws:s3:::/*"'],
    ["!Join [':', [arn, !Ref AWS::Partition, s3]]", '"arn:aws:s3"'],
    ['!GetAtt Bucket.Arn', '""'],
    ['!Ref AWS::AccountId', '"111122223333"'],
    ['[a, !Ref AWS::NoValue]', '["a"]'],
    ['!If [Long, [a, b, c], a]', '"a"'],
    ['{ a: !If [Any, b, !Ref AWS::NoValue], c: d }', '{"c":"d"}'],
    ['a"b', '"a\\"b"'],
  ])('%s is that of %s', (text, json) => expect(lengthOf(text)).toBe(json.length));
});
