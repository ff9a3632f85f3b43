import { describe, test } from 'vitest';
import { unknownConditionKey } from '../../server/src/rules/unknown-condition-key.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unknownConditionKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unknown-condition-key', () => {
  test('a typo of a global key', () =>
    checkPicture(
      'unknown-condition-key',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipalOrgId2: o-a1b2c3d4e5',
        "  ^^^^^^^^^^^^^^^^^^^ There is no global condition key 'aws:PrincipalOrgId2'; did you mean 'aws:PrincipalOrgID'?",
      ]),
    ));
  test('a global key that nothing is near to', () =>
    checkPicture(
      'unknown-condition-key',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipalOrgMasterAccountId: "111122223333"',
        "  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Condition key 'aws:PrincipalOrgMasterAccountId' is not in the catalogue of 2026-09-26",
      ]),
    ));
  test('no prefix', () =>
    checkPicture(
      'unknown-condition-key',
      stack,
      yamlCondition([
        'IpAddress:',
        '  SourceIp: 203.0.113.0/24',
        "  ^^^^^^^^ 'SourceIp' is not of the form 'service:name'; did you mean 'aws:SourceIp'?",
      ]),
    ));
  test('no prefix: the services of the statement', () =>
    checkPicture(
      'unknown-condition-key',
      stack,
      yamlCondition(
        ['StringLike:', '  prefix: public/*', "  ^^^^^^ 'prefix' is not of the form 'service:name'; did you mean 's3:prefix'?"],
        { action: 's3:ListBucket' },
      ),
    ));
  test('a tag without its key', () =>
    checkPicture(
      'unknown-condition-key',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:ResourceTag/: blue',
        "  ^^^^^^^^^^^^^^^^ 'aws:ResourceTag/' lacks the key of a tag, as in 'aws:ResourceTag/team'",
      ]),
    ));
  test('a typo before the key of a tag', () =>
    checkPicture(
      'unknown-condition-key',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipleTag/team: blue',
        "  ^^^^^^^^^^^^^^^^^^^^^ There is no global condition key 'aws:PrincipleTag/team'; did you mean 'aws:PrincipalTag/team'?",
      ]),
    ));
  test('another service', () =>
    checkPicture(
      'unknown-condition-key',
      stack,
      yamlCondition(
        [
          'StringEquals:',
          '  ima:PassedToService: lambda.amazonaws.com',
          "  ^^^^^^^^^^^^^^^^^^^ There is no service 'ima' that has condition keys; did you mean 'iam:PassedToService'?",
        ],
        { action: 'iam:PassRole' },
      ),
    ));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['StringEquals:', '  aws:PrincipleTag/team: blue']),
      "Change to 'aws:PrincipalTag/team'",
      yamlCondition(['StringEquals:', '  aws:PrincipalTag/team: blue']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "IpAddress": { "aws:SourceIpp": "203.0.113.0/24" } }']),
      "Change to 'aws:SourceIp'",
      jsonCondition(['{ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }']),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "IpAddress": { "SourceIp": "203.0.113.0/24" } }']),
      "Change to 'aws:SourceIp'",
      textCondition(['{ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }']),
    ));
  test('silent: claims of identity providers and computed keys', () =>
    checkSilent(
      'unknown-condition-key',
      stack,
      yamlCondition([
        'StringEquals:',
        '  saml:custom: a',
        '  idp.example.com/realms/x:groups: b',
        '  token.actions.githubusercontent.com:anything: c',
        "  '${Provider}:sub': d",
        '  kms:EncryptionContext:aws:s3:arn: e',
        '  ec2:resourcetag/team: f',
        '  iot:Connection.Thing.IsAttached: g',
      ]),
    ));
  test('silent: what has a replacement is said by another rule', () =>
    checkSilent('unknown-condition-key', stack, yamlCondition(['ArnLike:', "  aws:ARN: 'arn:aws:iam::111122223333:role/*'"])));
});
