import { describe, expect, test } from 'vitest';
import { elementCombination } from '../../server/src/rules/element-combination.ts';
import { checkExamples, checkFix, checkPicture, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inResources, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(elementCombination, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('element-combination', () => {
  test('all three', () =>
    checkPicture(
      'element-combination',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::SQS::QueuePolicy',
        '  Properties:',
        '    PolicyDocument:',
        '      Statement:',
        '        Effect: Deny',
        "        NotPrincipal: '*'",
        "        Principal: '*'",
        '        ^^^^^^^^^ Principal cannot stand beside NotPrincipal',
        '        Action: sqs:SendMessage',
        '        NotAction: sqs:ReceiveMessage',
        '        ^^^^^^^^^ NotAction cannot stand beside Action',
        "        Resource: '*'",
        "        NotResource: '*'",
        '        ^^^^^^^^^^^ NotResource cannot stand beside Resource',
      ]),
    ));
  test('what is offered', () =>
    expect(
      fixesOf(
        'element-combination',
        policyFile,
        inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "NotAction": "s3:PutObject", "Resource": "*" }']),
      ),
    ).toEqual(['widens: Remove NotAction (widens permissions)', 'widens: Remove Action (widens permissions)']));
  test('Remove NotAction', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "NotAction": "s3:PutObject", "Resource": "*" }']),
      'Remove NotAction',
      inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
});
