import { describe, expect, test } from 'vitest';
import { emptyElement } from '../../server/src/rules/empty-element.ts';
import { checkExamples, checkFix, checkPicture, fixesOf } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inResources, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(emptyElement, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('empty-element', () => {
  test('every element', () =>
    checkPicture(
      'empty-element',
      stack,
      inRole([
        '- Sid: ""',
        '       ^^ Sid is empty',
        '  Effect: Deny',
        '  Action: []',
        '          ^^ Action is an empty list: the statement denies nothing',
        '  NotResource: []',
        '               ^^ NotResource is an empty list: every resource is meant',
        '- Effect: Allow',
        "  Action: ''",
        '          ^^ Action holds an empty text',
        '  Resource: []',
        '            ^^ Resource is an empty list: the statement allows nothing',
      ]),
    ));
  test('a policy without statements', () =>
    checkPicture(
      'empty-element',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument: { Version: 2012-10-17, Statement: [] }',
        '                                                      ^^ The policy has no statement: it allows and denies nothing',
      ]),
    ));
  test('an empty Sid: Remove it', () =>
    checkFix(
      stack,
      inRole(['- Sid: ""', '  Effect: Deny', '  Action: s3:GetObject', "  Resource: '*'"]),
      'Remove it',
      inRole(['- Effect: Deny', '  Action: s3:GetObject', "  Resource: '*'"]),
    ));
  test('an empty text in JSON text of a string: Remove it', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Deny", "Action": ["s3:GetObject", ""], "Resource": "*" }']),
      'Remove it',
      inJsonText(['{ "Effect": "Deny", "Action": ["s3:GetObject"], "Resource": "*" }']),
    ));
  test('an empty list: Remove the statement', () =>
    checkFix(
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": [], "Resource": "*" },',
        '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }',
      ]),
      'Remove the statement',
      inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('the only statement and the only text stay', () =>
    expect(fixesOf('empty-element', stack, inRole(['- Effect: Allow', "  Action: ''", '  Resource: []']))).toEqual([]));
});
