import { describe, expect, test } from 'vitest';
import type { Claim } from '../../server/src/policy/claim.ts';
import { compareGrants, describeChange, holds } from '../../server/src/policy/claim.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import type { Given } from './support.ts';
import { allow, deny, givenEntries, givenStatements } from './support.ts';

const catalog = withPolicyMemo(loadCatalogForTests());

/** `lost/gained`. */
function change(before: Given, after: Given): string {
  const { lost, gained } = compareGrants(catalog, before.policies, after.policies, before.sources, after.sources);
  return `${lost}/${gained}`;
}

function claim(name: Claim, before: Given, after: Given): string {
  return holds(catalog, name, before.policies, after.policies, before.sources, after.sources);
}

const BUCKET = '!GetAtt Bucket.Arn';
const OBJECTS = "!Sub '${Bucket.Arn}/*'";

describe('lost and gained', () => {
  const cases: readonly (readonly [name: string, before: readonly string[], after: readonly string[], expected: string])[] = [
    ['nothing', [allow('s3:GetObject', OBJECTS)], [allow('s3:GetObject', OBJECTS)], 'no/no'],
    [
      'another way to write the ARN',
      [allow('s3:GetObject', OBJECTS)],
      [allow('s3:getobject', "!Join ['', [!GetAtt Bucket.Arn, '/*']]")],
      'no/no',
    ],
    ['one statement in two', [allow("'s3:Get*', 's3:List*'", "'*'")], [allow("'s3:Get*'", "'*'"), allow("'s3:List*'", "'*'")], 'no/no'],
    ['fewer actions', [allow("'s3:*'", "'*'")], [allow("'s3:Get*'", "'*'")], 'yes/no'],
    ['more actions', [allow("'s3:Get*'", "'*'")], [allow("'s3:*'", "'*'")], 'no/yes'],
    ['actions of another service', [allow("'sqs:Send*', 's3:GetObject'", OBJECTS)], [allow('s3:GetObject', OBJECTS)], 'no/no'],
    ['actions that take no resource', [allow("'sqs:*', 's3:GetObject'", OBJECTS)], [allow('s3:GetObject', OBJECTS)], 'unknown/no'],
    ['a mismatched pair goes', [allow('s3:GetObject, s3:ListBucket', OBJECTS)], [allow('s3:GetObject', OBJECTS)], 'no/no'],
    ['a resource that no action can use goes', [allow('s3:GetObject', `${BUCKET}, ${OBJECTS}`)], [allow('s3:GetObject', OBJECTS)], 'no/no'],
    ['a smaller resource', [allow('s3:GetObject', "'*'")], [allow('s3:GetObject', OBJECTS)], 'yes/no'],
    [
      'the partition as a symbol',
      [allow('s3:GetObject', "'arn:aws:s3:::x/*'")],
      [allow('s3:GetObject', "!Sub 'arn:${AWS::Partition}:s3:::x/*'")],
      'unknown/unknown',
    ],
    ['a parameter', [allow('sns:Publish', "'*'")], [allow('sns:Publish', '!Ref TopicArn')], 'unknown/no'],
    ['a Deny appears', [allow("'s3:*'", "'*'")], [allow("'s3:*'", "'*'"), deny("'s3:Delete*'", "'*'")], 'yes/no'],
    [
      'a Deny shrinks',
      [allow("'s3:*'", "'*'"), deny("'s3:Delete*'", "'*'")],
      [allow("'s3:*'", "'*'"), deny('s3:DeleteObject', "'*'")],
      'no/yes',
    ],
    ['a Deny of what is not allowed', [allow("'s3:*'", "'*'"), deny("'sqs:*'", "'*'")], [allow("'s3:*'", "'*'")], 'no/no'],
    ['a denied Allow goes', [allow("'s3:*'", "'*'"), deny("'s3:*'", "'*'")], [deny("'s3:*'", "'*'")], 'no/no'],
    [
      'a condition goes',
      [allow("'s3:*'", "'*'", 'Condition: { Bool: { aws:SecureTransport: true } }')],
      [allow("'s3:*'", "'*'")],
      'no/yes',
    ],
    [
      'a condition comes',
      [allow("'s3:*'", "'*'")],
      [allow("'s3:*'", "'*'", 'Condition: { Bool: { aws:SecureTransport: true } }')],
      'yes/no',
    ],
    [
      'a condition has other values',
      [allow("'s3:*'", "'*'", 'Condition: { StringLike: { s3:prefix: a } }')],
      [allow("'s3:*'", "'*'", 'Condition: { StringLike: { s3:prefix: b } }')],
      'unknown/unknown',
    ],
    [
      'NotAction grows',
      ["Effect: Allow\nNotAction: ['iam:*']\nResource: '*'"],
      ["Effect: Allow\nNotAction: ['iam:*', 's3:*']\nResource: '*'"],
      'yes/no',
    ],
    [
      'NotResource shrinks in an Allow',
      ["Effect: Allow\nAction: 's3:*'\nNotResource: ['arn:aws:s3:::a', 'arn:aws:s3:::b']"],
      ["Effect: Allow\nAction: 's3:*'\nNotResource: ['arn:aws:s3:::a']"],
      'no/unknown',
    ],
    ['an unknown action under a wildcard', [allow("'s3:*', 's3:Frobnicate'", "'*'")], [allow("'s3:*'", "'*'")], 'no/no'],
    ['an unknown action goes', [allow("'s3:GetObject', 's3:Frobnicate'", "'*'")], [allow("'s3:GetObject'", "'*'")], 'yes/no'],
    ['no Effect grants nothing', ["Action: 's3:*'\nResource: '*'"], [allow("'s3:*'", "'*'")], 'no/yes'],
    ['a name is no ARN', [allow('s3:ListBucket', '!Ref Bucket')], [allow('s3:ListBucket', BUCKET)], 'no/yes'],
    [
      'a branch of Fn::If',
      [allow('s3:GetObject', `!If [Prod, ${OBJECTS}, '*']`)],
      [allow('s3:GetObject', `!If [Prod, ${OBJECTS}, ${OBJECTS}]`)],
      'yes/no',
    ],
    ['the same in both branches', [allow('s3:GetObject', `!If [Prod, ${OBJECTS}, ${OBJECTS}]`)], [allow('s3:GetObject', OBJECTS)], 'no/no'],
  ];
  test.each(cases)('%s', (_, before, after, expected) => {
    expect(change(givenStatements(...before), givenStatements(...after))).toBe(expected);
    const [lost, gained] = expected.split('/');
    expect(change(givenStatements(...after), givenStatements(...before))).toBe(`${gained}/${lost}`);
  });

  test('the explicit list and the short patterns of a wildcard are equal to it', () => {
    expect(claim('equal', givenStatements(allow("'sqs:Send*'", "'*'")), givenStatements(allow('sqs:SendMessage', "'*'")))).toBe('yes');
  });

  test('counts of actions', () => {
    const before = givenStatements(allow('s3:GetObject, s3:PutObject', "'*'"));
    const after = givenStatements(allow('s3:GetObject, sqs:SendMessage', "'*'"));
    expect(describeChange(catalog, compareGrants(catalog, before.policies, after.policies))).toEqual({ lost: 1, gained: 1 });
  });
});

describe('policies of one owner', () => {
  test('identity policies are taken together', () => {
    const statement = (action: string) => `- Statement:\n    - { Effect: Allow, Action: '${action}', Resource: '*' }`;
    const before = givenEntries(`${statement('s3:GetObject')}\n${statement('sqs:SendMessage')}`);
    const after = givenEntries(`${statement('sqs:SendMessage')}\n${statement('s3:GetObject')}`);
    expect(change(before, after)).toBe('no/no');
    expect(change(before, givenEntries(statement('s3:GetObject')))).toBe('yes/no');
  });

  test('policy templates and managed policies are there or not', () => {
    const read = givenEntries('- S3ReadPolicy:\n    BucketName: !Ref Bucket');
    const more = givenEntries('- S3ReadPolicy:\n    BucketName: !Ref Bucket\n- AWSLambdaBasicExecutionRole');
    const extra = givenEntries('- S3ReadPolicy:\n    BucketName: !Ref Bucket\n    Extra: x');
    const misspelt = givenEntries('- S3RedPolicy:\n    BucketName: !Ref Bucket');
    expect(change(read, read)).toBe('no/no');
    expect(change(read, more)).toBe('unknown/yes');
    expect(change(read, extra)).toBe('no/no');
    expect(change(misspelt, read)).toBe('no/yes');
  });

  test('an entry with PolicyDocument around it grants nothing', () => {
    const wrapped = givenEntries(
      "- PolicyName: x\n  PolicyDocument:\n    Statement:\n      - { Effect: Allow, Action: 's3:*', Resource: '*' }",
    );
    const unwrapped = givenEntries("- Statement:\n    - { Effect: Allow, Action: 's3:*', Resource: '*' }");
    expect(change(wrapped, unwrapped)).toBe('no/yes');
  });
});

describe('repairs', () => {
  const objectsOnBucket = allow('s3:GetObject, s3:ListBucket', BUCKET);

  test.each([
    ['the objects of the bucket', [objectsOnBucket], [allow('s3:GetObject, s3:ListBucket', `${BUCKET}, ${OBJECTS}`)], 'yes'],
    ['split', [objectsOnBucket], [allow('s3:ListBucket', BUCKET), allow('s3:GetObject', OBJECTS)], 'yes'],
    ['the bucket of the objects', [allow('s3:ListBucket', OBJECTS)], [allow('s3:ListBucket', BUCKET)], 'yes'],
    ['a literal bucket', [allow('s3:GetObject', "'arn:aws:s3:::x'")], [allow('s3:GetObject', "'arn:aws:s3:::x/*'")], 'yes'],
    ['a name', [allow('s3:ListBucket', '!Ref Bucket')], [allow('s3:ListBucket', BUCKET)], 'yes'],
    ['a literal name', [allow('s3:ListBucket', 'mine')], [allow('s3:ListBucket', "'arn:aws:s3:::mine'")], 'yes'],
    ['another bucket', [objectsOnBucket], [objectsOnBucket, allow('s3:GetObject', "!Sub '${Other.Arn}/*'")], 'no'],
    ['everything', [objectsOnBucket], [allow('s3:GetObject, s3:ListBucket', "'*'")], 'no'],
    ['an action that was not written', [objectsOnBucket], [objectsOnBucket, allow('s3:GetObject, s3:PutObject', OBJECTS)], 'no'],
    [
      'an action that some resource admitted',
      [allow('s3:GetObject', `"arn:aws:s3:::x/a"`)],
      [allow('s3:GetObject', "'arn:aws:s3:::x/*'")],
      'no',
    ],
    ['an action of a wildcard that granted', [allow("'s3:*'", BUCKET)], [allow("'s3:*'", `${BUCKET}, ${OBJECTS}`)], 'no'],
    ['a wildcard that granted nothing', [allow("'s3:GetObject*'", BUCKET)], [allow("'s3:GetObject*'", `${BUCKET}, ${OBJECTS}`)], 'yes'],
    ['something is lost', [objectsOnBucket], [allow('s3:GetObject', OBJECTS)], 'no'],
    ['a similar name', [allow('s3:GetObject', "'arn:aws:s3:::x'")], [allow('s3:GetObject', "'arn:aws:s3:::xy/*'")], 'no'],
    [
      'under fewer conditions',
      [allow('s3:GetObject', BUCKET, 'Condition: { Bool: { aws:SecureTransport: true } }')],
      [allow('s3:GetObject', OBJECTS)],
      'no',
    ],
    [
      'a bucket by a parameter',
      [allow('s3:GetObject', "!Sub 'arn:aws:s3:::${Name}'")],
      [allow('s3:GetObject', "!Sub 'arn:aws:s3:::${Name}/*'")],
      'unknown',
    ],
  ] as const)('%s', (_, before, after, expected) => {
    expect(claim('repairs', givenStatements(...before), givenStatements(...after))).toBe(expected);
  });
});

test('widens always holds', () => {
  expect(claim('widens', givenStatements(allow('s3:GetObject', OBJECTS)), givenStatements(allow("'*'", "'*'")))).toBe('yes');
});
