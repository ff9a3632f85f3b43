import { describe, expect, test } from 'vitest';
import { actionCase } from '../../server/src/rules/action-case.ts';
import { checkExamples, checkFix, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inJsonText, inRole, stack } from '../support/policy-texts.ts';

checkExamples(actionCase, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('action-case', () => {
  test('in JSON text of a string', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Deny", "NotAction": ["S3:getobject", "s3:PutObject"], "Resource": "*" }']),
      "Change to 's3:GetObject'",
      inJsonText(['{ "Effect": "Deny", "NotAction": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }']),
      'action-case',
    ));
  test('fix-all may apply it', () =>
    expect(fixesOf('action-case', stack, inRole(['- Effect: Allow', '  Action: s3:getObject', "  Resource: '*'"]))).toEqual([
      "equal: Change to 's3:GetObject'",
    ]));
  test('what is no action, a wildcard and a symbol are silent', () =>
    checkSilent(
      'action-case',
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:nothing, S3:get*, !Sub "S3:${Name}"]', "  Resource: '*'"]),
    ));
});
