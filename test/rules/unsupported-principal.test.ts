import { describe, test } from 'vitest';
import { unsupportedPrincipal } from '../../server/src/rules/unsupported-principal.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonRole, inJsonText, inRole, jsonStack, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unsupportedPrincipal, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
  'Serverless resources',
]);

describe('unsupported-principal', () => {
  test('in an identity policy', () =>
    checkPicture(
      'unsupported-principal',
      stack,
      inRole([
        '- Effect: Allow',
        '  Principal: !Ref Whoever',
        '  ^^^^^^^^^ An identity policy takes no Principal: it is for whom it is attached to',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
  test('it is removed', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Principal:', "    AWS: '*'", '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']),
      'Remove Principal (widens permissions)',
      inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']),
    ));
  test('it is removed in JSON', () =>
    checkFix(
      jsonStack,
      inJsonRole(['{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }']),
      'Remove Principal',
      inJsonRole(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }']),
    ));
  test('it is removed in JSON text', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }']),
      'Remove Principal',
      inJsonText(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }']),
    ));
  test('a loose policy with a principal is that of a resource', () =>
    checkSilent(
      'unsupported-principal',
      policyFile,
      '{ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }] }',
    ));
});
