import { describe, test } from 'vitest';
import { invalidSyntax } from '../../server/src/rules/invalid-syntax.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(invalidSyntax, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('invalid-syntax', () => {
  test('an unterminated string', () =>
    checkPicture(
      'invalid-syntax',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: s3:GetObject',
        '  Resource: "arn:aws:s3:::b',
        '            ^^^^^^^^^^^^^^^ The string is not closed',
      ]),
    ));
  test('a duplicate key', () =>
    checkPicture(
      'invalid-syntax',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: s3:GetObject',
        '  Action: s3:PutObject',
        '  ^^^^^^ The key Action stands twice in this mapping',
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
  test('a comma that is missing in JSON', () =>
    checkPicture(
      'invalid-syntax',
      policyFile,
      inPolicy(['{ "Effect": "Deny" "Action": "s3:GetObject", "Resource": "*" }', '                   ^^^^^^^^ A comma is missing']),
    ));
  test('in JSON text of a string', () =>
    checkPicture(
      'invalid-syntax',
      stack,
      inJsonText([
        '{ "Effect": "Deny", "Action": "s3:GetObject" "Resource": "*" }',
        '                                             ^^^^^^^^^^ A comma is missing',
      ]),
    ));
  test('a comma in front of a closing bracket', () =>
    checkPicture(
      'invalid-syntax',
      policyFile,
      inPolicy([
        '{ "Effect": "Deny", "Action": ["s3:GetObject",], "Resource": "*" }',
        '                                             ^ JSON takes no comma in front of a closing bracket',
      ]),
    ));
  test('a comma in front of a closing bracket: Remove the comma', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", }']),
      'Remove the comma',
      inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('a comma in front of a closing bracket of JSON text: Remove the comma', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Deny", "Action": ["s3:GetObject",], "Resource": "*" }']),
      'Remove the comma',
      inJsonText(['{ "Effect": "Deny", "Action": ["s3:GetObject"], "Resource": "*" }']),
    ));
  test('JSON with comments takes it', () =>
    checkSilent(
      'invalid-syntax',
      'file:///w/policy.jsonc',
      inPolicy(['{ "Effect": "Deny", "Action": ["s3:GetObject",], "Resource": "*" }, // none']),
    ));
});
