import { describe, test } from 'vitest';
import { crossAccountTrust } from '../../server/src/rules/cross-account-trust.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(crossAccountTrust, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

const ADD = 'Add a condition on sts:ExternalId, EXTERNAL_ID to be filled in';

describe('cross-account-trust', () => {
  test('an account by its number', () =>
    checkPicture(
      'cross-account-trust',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        '    AWS: arn:aws:iam::111122223333:root',
        '         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Everybody whom account 111122223333 allows to can assume the role; there is no condition such as sts:ExternalId',
        '  Action: sts:AssumeRole',
      ]),
    ));
  test('a condition is added', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', "  Principal: { AWS: '111122223333' }", '  Action: sts:AssumeRole']),
      ADD,
      inTrust([
        '- Effect: Allow',
        "  Principal: { AWS: '111122223333' }",
        '  Action: sts:AssumeRole',
        '  Condition:',
        '    StringEquals:',
        '      sts:ExternalId: EXTERNAL_ID',
      ]),
    ));
  test('a condition is added in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }']),
      ADD,
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "EXTERNAL_ID" } } }',
      ]),
    ));
  test('a condition is added in JSON text', () =>
    checkFix(
      stack,
      inTrustText(['{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }']),
      ADD,
      inTrustText([
        '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "EXTERNAL_ID" } } }',
      ]),
    ));
  test('an account that is not known', () =>
    checkSilent(
      'cross-account-trust',
      stack,
      inTrust(['- Effect: Allow', '  Principal: { AWS: !Ref Account }', '  Action: sts:AssumeRole']),
    ));
});
