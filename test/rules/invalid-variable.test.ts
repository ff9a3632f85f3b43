import { describe, test } from 'vitest';
import { invalidVariable } from '../../server/src/rules/invalid-variable.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inResources, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(invalidVariable, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('invalid-variable', () => {
  test('every fault', () =>
    checkPicture(
      'invalid-variable',
      policyFile,
      inPolicy([
        '{',
        '  "Effect": "Allow",',
        '  "Action": "s3:GetObject",',
        '  "Resource": [',
        '    "arn:aws:s3:::b/${aws:username/*",',
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The variable '${aws:username' is not closed: '}' is missing",
        '    "arn:aws:s3:::b/${}/*",',
        "    ^^^^^^^^^^^^^^^^^^^^^^ '${}' is a variable without a key",
        '    "arn:aws:s3:::b/${ aws:username }/*",',
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${ aws:username }' has a blank in its key",
        '    "arn:aws:s3:::b/${aws:PrincipalTag/team, \'none}/*",',
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The default value in '${aws:PrincipalTag/team, 'none}' needs single quotes",
        '    "arn:aws:s3:::b/${aws:PrincpalAccount}/*"',
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no condition key 'aws:PrincpalAccount'; did you mean 'aws:PrincipalAccount'?",
        '  ]',
        '}',
      ]),
    ));
  test('where IAM reads none', () =>
    checkPicture(
      'invalid-variable',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::SQS::QueuePolicy',
        '  Properties:',
        '    PolicyDocument:',
        '      Version: 2012-10-17',
        '      Statement:',
        '        Effect: Allow',
        "        Principal: { AWS: 'arn:aws:iam::111122223333:user/${aws:username}' }",
        "                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${aws:username}': IAM reads variables in Resource and Condition only, not in Principal",
        "        Action: 'sqs:${aws:username}'",
        "                ^^^^^^^^^^^^^^^^^^^^^ '${aws:username}': IAM reads variables in Resource and Condition only, not in Action",
        "        Resource: 'arn:aws:sqs:*:*:${aws:username}'",
      ]),
    ));
  for (const [written, title, after] of [
    ['${aws:username/*', "Change to '${aws:username}'", '${aws:username}/*'],
    ['${aws: username}', 'Remove the blank', '${aws:username}'],
    ["${aws:PrincipalTag/team,'none}", "Change to '${aws:PrincipalTag/team, 'none'}'", "${aws:PrincipalTag/team, 'none'}"],
    ['${aws:usernme}', "Change to '${aws:username}'", '${aws:username}'],
  ] as const) {
    const statement = (text: string): string => `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${text}" }`;
    test(`${written}: ${title}`, () => checkFix(policyFile, inPolicy([statement(written)]), title, inPolicy([statement(after)])));
    const bang = (text: string): string => statement(text.replace('${', '${!'));
    if (written.includes('}'))
      test(`${written} in JSON text of a string`, () => checkFix(stack, inJsonText([bang(written)]), title, inJsonText([bang(after)])));
  }
  test('other tools, other keys and the language of 2008 are silent', () => {
    checkSilent(
      'invalid-variable',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::${bucket}/*", "arn:aws:s3:::b/${graph.facebook.com:id}", "arn:aws:s3:::b/${*}", "arn:aws:s3:::b/${x"] }',
      ]),
    );
    checkSilent(
      'invalid-variable',
      policyFile,
      '{ "Version": "2008-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${}" } }',
    );
  });
});
