/** Numbers 1 to 6 of what is true of IAM, and easy to get wrong; each test fails where its number is not kept. */
import { describe, expect, test } from 'vitest';
import { checkSilent, findingsOf } from '../support/check-rule.ts';
import { inFunction, inResources, inRole, policyFile, stack, template } from '../support/policy-texts.ts';
import { diagnose, fixAll, holdsFor, rulesIn, rulesOf, statement, titlesOf } from './support.ts';

const bucket = { Reports: 'AWS::S3::Bucket' };
const allow = (actions: string, resource = "'*'"): readonly string[] => [statement(actions, resource)];

describe('1: a statement is a cross product', () => {
  test('an unused pair is the idiom', () => {
    expect(rulesOf(allow('[s3:GetObject, s3:ListBucket]', "[arn:aws:s3:::b, 'arn:aws:s3:::b/*']"))).toEqual([]);
  });
  test('an action that no resource matches', () => {
    expect(rulesOf(allow('[s3:GetObject, s3:ListBucket]', "['arn:aws:s3:::b/*']"))).toEqual(['resource-type-mismatch: error']);
  });
  test('a resource that no action matches', () => {
    expect(rulesOf(allow('s3:GetObject', "[arn:aws:s3:::b, 'arn:aws:s3:::b/*']"))).toEqual(['resource-type-mismatch: warning']);
  });
  test('an unknown symbol silences both', () => {
    expect(rulesOf(allow('[s3:GetObject, s3:ListBucket]', "['arn:aws:s3:::b/*', !Ref Other]"))).toEqual([]);
    expect(rulesOf(allow('[s3:GetObject, !Ref Other]', "[arn:aws:s3:::b, 'arn:aws:s3:::b/*']"))).toEqual([]);
  });
});

describe('2: wildcard rules look at Allow with Action and Resource in identity policies only', () => {
  const everything = "{ Effect: Allow, Principal: '*', Action: '*', Resource: '*' }";
  const silent: readonly (readonly [string, readonly string[]])[] = [
    [
      'a trust policy',
      ['Role:', '  Type: AWS::IAM::Role', '  Properties:', `    AssumeRolePolicyDocument: { Statement: [${everything}] }`],
    ],
    ['a key policy', ['Key:', '  Type: AWS::KMS::Key', '  Properties:', `    KeyPolicy: { Statement: [${everything}] }`]],
    [
      'a bucket policy',
      ['Policy:', '  Type: AWS::S3::BucketPolicy', '  Properties:', `    PolicyDocument: { Statement: [${everything}] }`],
    ],
    [
      'an endpoint policy',
      ['Endpoint:', '  Type: AWS::EC2::VPCEndpoint', '  Properties:', `    PolicyDocument: { Statement: [${everything}] }`],
    ],
    [
      'a policy used as a boundary',
      [
        'Boundary:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        "    PolicyDocument: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] }",
        'Role:',
        '  Type: AWS::IAM::Role',
        '  Properties: { PermissionsBoundary: !Ref Boundary }',
      ],
    ],
  ];
  test.each(silent)('%s', (_name, resources) => {
    for (const rule of ['wildcard-action', 'wildcard-resource']) checkSilent(rule, stack, inResources(resources));
  });
  test('Deny, NotAction, NotResource', () => {
    expect(rulesOf(["- { Effect: Deny, Action: '*', Resource: '*' }"])).toEqual([]);
    // What `NotAction` lets in is a finding of its own.
    expect(rulesOf(["- { Effect: Allow, NotAction: iam:*, Resource: '*' }"])).toEqual(['not-action: warning']);
    expect(rulesOf(["- { Effect: Allow, Action: s3:*, NotResource: 'arn:aws:s3:::b' }"])).toEqual(['not-resource: warning']);
  });
  test('the same statement in an identity policy', () => {
    expect(rulesOf(allow("'*'"))).toEqual(['wildcard-action: warning', 'wildcard-resource: warning']);
  });
});

describe('3: what an edit does', () => {
  test('a Deny that shrinks gains, though nothing beside it is allowed', () => {
    const [many, few] = [[statement("'s3:*'", "'*'", 'Deny')], [statement("'s3:Put*'", "'*'", 'Deny')]];
    expect(holdsFor('narrows', many, few)).toBe('no');
    expect(holdsFor('equal', many, few)).toBe('no');
    expect(holdsFor('repairs', many, few)).toBe('no');
    expect(holdsFor('narrows', few, many)).toBe('yes');
    expect(holdsFor('equal', few, many)).toBe('no');
  });
  const all = "- { Effect: Allow, Action: 's3:*', Resource: '*' }";
  const pairs: readonly (readonly [string, string, string])[] = [
    [
      'shrinking a Deny',
      "- { Effect: Deny, Action: [s3:GetObject, s3:PutObject], Resource: '*' }",
      "- { Effect: Deny, Action: s3:GetObject, Resource: '*' }",
    ],
    [
      'enlarging NotAction in a Deny',
      "- { Effect: Deny, NotAction: s3:GetObject, Resource: '*' }",
      "- { Effect: Deny, NotAction: [s3:GetObject, s3:PutObject], Resource: '*' }",
    ],
    [
      'enlarging NotResource in a Deny',
      "- { Effect: Deny, Action: s3:GetObject, NotResource: 'arn:aws:s3:::a/*' }",
      "- { Effect: Deny, Action: s3:GetObject, NotResource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }",
    ],
    [
      'shrinking NotAction in an Allow',
      "- { Effect: Allow, NotAction: [sqs:SendMessage, sns:Publish], Resource: '*' }",
      "- { Effect: Allow, NotAction: sqs:SendMessage, Resource: '*' }",
    ],
    [
      'removing a condition from an Allow',
      "- { Effect: Allow, Action: sqs:SendMessage, Resource: '*', Condition: { Bool: { aws:SecureTransport: 'true' } } }",
      "- { Effect: Allow, Action: sqs:SendMessage, Resource: '*' }",
    ],
  ];
  test.each(pairs)('%s widens', (_name, before, after) => {
    expect(holdsFor('narrows', [all, before], [all, after])).not.toBe('yes');
    expect(holdsFor('equal', [all, before], [all, after])).not.toBe('yes');
    expect(holdsFor('widens', [all, before], [all, after])).toBe('yes');
  });
  test.each(pairs)('%s: the way back narrows', (_name, before, after) => {
    expect(holdsFor('narrows', [all, after], [all, before])).toBe('yes');
  });
  test('a repair adds only the action that was written, on the resource named there, and removes nothing', () => {
    const before = allow('s3:GetObject', 'arn:aws:s3:::b');
    expect(holdsFor('repairs', before, allow('s3:GetObject', "'arn:aws:s3:::b/*'"))).toBe('yes');
    expect(holdsFor('repairs', before, allow('s3:GetObject', "'arn:aws:s3:::c/*'"))).not.toBe('yes');
    expect(holdsFor('repairs', before, allow('[s3:GetObject, s3:PutObject]', "'arn:aws:s3:::b/*'"))).not.toBe('yes');
    expect(holdsFor('repairs', [...before, all], allow('s3:GetObject', "'arn:aws:s3:::b/*'"))).not.toBe('yes');
  });
  test('an expansion says of which day it is', () => {
    expect(titlesOf('wildcard-action', allow('sqs:Send*', 'arn:aws:sqs:eu-west-1:111122223333:jobs'))).toEqual([
      expect.stringMatching(/^Write 'sqs:SendMessage' \(as of \d{4}-\d\d-\d\d\)$/),
    ]);
  });
  test('every title of a fix that widens says so, and no other', () => {
    const text = inRole([statement('[s3:ListObjectsV2, s3:GetObject]', 'arn:aws:s3:::b', 'allow'), ...allow('sqs:*')]);
    for (const { fixes } of diagnose(stack, text))
      for (const fix of fixes) expect(fix.title.includes('widens')).toBe(fix.effect === 'widens');
  });
});

describe('4: fix-all', () => {
  test.each([
    ['a name in place of the ARN', "'s3:*'", '!Ref Reports'],
    ['a wildcard that its bucket does not admit', "['s3:*Object', s3:ListBucket]", '!GetAtt Reports.Arn'],
  ])('leaves a wildcard in vain as it is: %s', (_, actions, resource) => {
    const text = inRole(allow(actions, resource), bucket);
    expect(rulesIn(stack, text).join()).toContain('resource-type-mismatch');
    expect(fixAll(stack, text)).toBe(text);
  });
  const untouched: readonly (readonly [string, string])[] = [
    ['a missing Effect', '- { Action: s3:GetObject, Resource: arn:aws:s3:::b/* }'],
    ['an invalid Effect', '- { Effect: allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }'],
    ['a typo', '- { Effect: Allow, Action: s3:GetObjct, Resource: arn:aws:s3:::b/* }'],
    ['a misspelt element', '- { Effect: Allow, Actions: s3:GetObject, Resource: arn:aws:s3:::b/* }'],
    ['a wildcard', "- { Effect: Allow, Action: 's3:?etObject', Resource: '*' }"],
    ['an API operation', '- { Effect: Allow, Action: s3:HeadObject, Resource: arn:aws:s3:::b/* }'],
  ];
  test.each(untouched)('leaves %s alone', (_name, written) => {
    const text = inRole([written]);
    expect(rulesIn(stack, text)).not.toEqual([]);
    expect(fixAll(stack, text)).toBe(text);
  });
  test('never unwraps', () => {
    const text = inFunction([
      '- PolicyName: read',
      '  PolicyDocument:',
      '    Version: 2012-10-17',
      '    Statement: { Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }',
    ]);
    expect(rulesIn(template, text)).toEqual(['policy-wrapper: error']);
    expect(fixAll(template, text)).toBe(text);
  });
  test('repairs, and changes what is equal', () => {
    const before = inRole(
      [
        '- { Sid: A, Effect: Allow, Action: s3:GetObject, Resource: !GetAtt Reports.Arn }',
        '- { Sid: A, Effect: Deny, Action: sqs:*, Resource: * }',
      ],
      bucket,
    );
    const after = inRole(
      [
        "- { Sid: A, Effect: Allow, Action: s3:GetObject, Resource: !Sub '${Reports.Arn}/*' }",
        "- { Sid: A2, Effect: Deny, Action: sqs:*, Resource: '*' }",
      ],
      bucket,
    );
    expect(fixAll(stack, before)).toBe(after);
    expect(fixAll(stack, after)).toBe(after);
  });
  test('at most one fix of a finding is preferred', () => {
    const text = inRole([...allow('[s3:*, kms:De*, iam:PassRole]'), ...allow('[s3:GetObject, s3:ListBucket]', '!Ref Reports')], bucket);
    for (const { fixes } of diagnose(stack, text)) expect(fixes.filter(({ preferred }) => preferred).length).toBeLessThanOrEqual(1);
  });
});

describe('5: an absent Version means 2008-10-17', () => {
  const policy = (version: string): string =>
    `{ ${version} "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::\${aws:username}" }] }`;
  test('a variable is literal text without it, and unknown with it', () => {
    expect(rulesIn(policyFile, policy(''))).toEqual(['variable-needs-version: error']);
    expect(rulesIn(policyFile, policy('"Version": "2008-10-17",'))).toEqual(['variable-needs-version: error']);
  });
  test('a policy is a policy all the same', () => {
    expect(rulesIn(policyFile, '{ "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }')).toEqual([
      'missing-version: information',
      'wildcard-resource: warning',
    ]);
  });
  test('a Version that makes a variable of literal text widens', () => {
    const text =
      '{ "Version": "2012-10-18", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}" }] }';
    expect(diagnose(policyFile, text).flatMap(({ fixes }) => fixes.map(({ effect }) => effect))).toEqual(['widens']);
  });
});

describe('6: letter case and what a star spans', () => {
  test('prefixes and names of actions', () => {
    const odd = allow('[S3:getOBJECT, DynamoDB:GETITEM]', "['arn:aws:s3:::b/*', 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders']");
    expect(rulesOf(odd)).toEqual([]);
    expect(findingsOf('action-case', stack, inRole(odd)).map(({ severity }) => severity)).toEqual(['hint', 'hint']);
  });
  test('a star spans / and :', () => {
    expect(rulesOf(allow('[s3:GetObject, s3:ListBucket]', "'arn:aws:s3:::reports*'"))).toEqual([]);
    expect(rulesOf(allow('execute-api:Invoke', "'arn:aws:execute-api:eu-west-1:111122223333:abc123/*'"))).toEqual([]);
    expect(rulesOf(allow('[dynamodb:Query, dynamodb:GetRecords]', "'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders*'"))).toEqual([]);
  });
});
