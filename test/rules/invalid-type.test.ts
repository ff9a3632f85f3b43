import { describe, test } from 'vitest';
import { invalidType } from '../../server/src/rules/invalid-type.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inPolicy, inProvider, inRole, policyFile, serverless, stack } from '../support/policy-texts.ts';

checkExamples(invalidType, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('invalid-type', () => {
  test('every wrong type', () =>
    checkPicture(
      'invalid-type',
      stack,
      inRole([
        '- Sid: 7',
        "       ^ Sid must be a string, not the number '7'",
        '  Effect: [Allow]',
        '          ^^^^^^^ Effect must be a string, not a list',
        '  Action:',
        '  ^^^^^^ Action has no value',
        '  Resource: { Ref: A, Sub: B }',
        "            ^^^^^^^^^^^^^^^^^^ Resource must be a string or a list of strings, not a mapping with the key 'Ref'",
        '- Effect: Allow',
        '  Action: true',
        "          ^^^^ Action must be a string or a list of strings, not the boolean 'true'",
        "  Resource: ['*', 7, null]",
        "                  ^ Resource must be a list of strings, this is the number '7'",
        '                     ^^^^ Resource must be a list of strings, this is nothing',
      ]),
    ));
  test('statements', () =>
    checkPicture(
      'invalid-type',
      policyFile,
      [
        '{',
        '  "Version": "2012-10-17",',
        '  "Id": 7,',
        '  "Statement": [',
        '    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },',
        '    "s3:GetObject",',
        "    ^^^^^^^^^^^^^^ A statement must be a mapping, not the text 's3:GetObject'",
        '    [{ "Effect": "Allow" }]',
        '    ^^^^^^^^^^^^^^^^^^^^^^^ A statement must be a mapping, not a list',
        '  ]',
        '}',
        '',
      ].join('\n'),
    ));
  test('an account without quotes', () =>
    checkPicture(
      'invalid-type',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Principal": { "AWS": 111122223333 }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }',
        "                                           ^^^^^^^^^^^^ The account '111122223333' needs quotes: without them it is a number",
      ]),
    ));
  test('a blank behind the colon: Change to', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action:', '    - s3: GetObject', '    - s3:ListBucket', "  Resource: '*'"]),
      "Change to 's3:GetObject'",
      inRole(['- Effect: Allow', '  Action:', '    - s3:GetObject', '    - s3:ListBucket', "  Resource: '*'"]),
    ));
  test('a list in a list: Put the items into the outer list', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": [["s3:GetObject", "s3:PutObject"], "s3:ListBucket"], "Resource": "*" }']),
      'Put the items',
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], "Resource": "*" }']),
    ));
  test('a Sid that is a number: Put it in quotes', () =>
    checkFix(
      stack,
      inRole(['- Sid: 7', '  Effect: Deny', '  Action: s3:GetObject', "  Resource: '*'"]),
      'Put it in quotes',
      inRole(["- Sid: '7'", '  Effect: Deny', '  Action: s3:GetObject', "  Resource: '*'"]),
    ));
  test('what a function or a variable brings is silent', () =>
    checkSilent(
      'invalid-type',
      serverless,
      inProvider([
        '- ${file(statements.yml)}',
        '- Effect: Allow',
        '  Action: ${self:custom.actions}',
        '  Resource: !Split [",", !Ref Arns]',
      ]),
    ));
});
