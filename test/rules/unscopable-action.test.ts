import { describe, test } from 'vitest';
import { unscopableAction } from '../../server/src/rules/unscopable-action.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonText, inRole, stack } from '../support/policy-texts.ts';

checkExamples(unscopableAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unscopable-action', () => {
  test('one finding a statement', () =>
    checkPicture(
      'unscopable-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [kms:ListKeys, kms:Decrypt, kms:ListAliases]',
        "           ^^^^^^^^^^^^ 'kms:ListKeys' and 1 more take no resource: they need Resource '*'",
        '  Resource: arn:aws:kms:eu-west-1:111122223333:key/x',
      ]),
    ));
  test('Split off', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [kms:ListKeys, kms:Decrypt]', '  Resource: arn:aws:kms:eu-west-1:111122223333:key/x']),
      "Split off the action on '*'",
      inRole([
        '- Effect: Allow',
        '  Action: [kms:Decrypt]',
        '  Resource: arn:aws:kms:eu-west-1:111122223333:key/x',
        '- Effect: Allow',
        '  Action: [kms:ListKeys]',
        "  Resource: '*'",
      ]),
    ));
  test("Change the resource to '*', in JSON text of a string", () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::b" }']),
      "Change the resource to '*'",
      inJsonText(['{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }']),
    ));
  test('what is not known is silent', () =>
    checkSilent(
      'unscopable-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: kms:ListKeys',
        '  Resource: [arn:aws:kms:eu-west-1:111122223333:key/x, !Ref Key]',
        '- Effect: Deny',
        '  Action: kms:ListKeys',
        '  Resource: arn:aws:kms:eu-west-1:111122223333:key/x',
      ]),
    ));
});
