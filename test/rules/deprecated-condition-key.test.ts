import { describe, expect, test } from 'vitest';
import { deprecatedConditionKey } from '../../server/src/rules/deprecated-condition-key.ts';
import { checkExamples, checkFix, checkPicture, fixesOf } from '../support/check-rule.ts';
import { textCondition, yamlCondition } from '../support/condition-texts.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(deprecatedConditionKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('deprecated-condition-key', () => {
  test('a key that no longer works', () =>
    checkPicture(
      'deprecated-condition-key',
      stack,
      yamlCondition([
        'ArnLike:',
        "  aws:Arn: 'arn:aws:iam::111122223333:role/*'",
        "  ^^^^^^^ Condition key 'aws:Arn' is no longer supported; use 'aws:PrincipalArn' or 'aws:SourceArn'",
      ]),
    ));
  test('what is offered: what is offered', () =>
    expect(
      fixesOf('deprecated-condition-key', stack, yamlCondition(['ArnLike:', "  aws:Arn: 'arn:aws:iam::111122223333:role/*'"])),
    ).toEqual(["widens: Change to 'aws:PrincipalArn' (widens permissions)", "widens: Change to 'aws:SourceArn' (widens permissions)"]));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['ArnLike:', "  aws:Arn: 'arn:aws:iam::111122223333:role/*'"]),
      "Change to 'aws:PrincipalArn'",
      yamlCondition(['ArnLike:', "  aws:PrincipalArn: 'arn:aws:iam::111122223333:role/*'"]),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "ArnLike": { "aws:ARN": "arn:aws:iam::111122223333:role/*" } }']),
      "Change to 'aws:SourceArn'",
      textCondition(['{ "ArnLike": { "aws:SourceArn": "arn:aws:iam::111122223333:role/*" } }']),
    ));
});
