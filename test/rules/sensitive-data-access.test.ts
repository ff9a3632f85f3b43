import { describe, expect, test } from 'vitest';
import { sensitiveDataAccess } from '../../server/src/rules/sensitive-data-access.ts';
import { analyse } from '../support/analyse.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inRole, stack } from '../support/policy-texts.ts';

checkExamples(sensitiveDataAccess, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('sensitive-data-access', () => {
  test('is off unless it is configured', () =>
    expect(
      analyse({ [stack]: inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: '*'"]) })
        .diagnose(stack)
        .diagnostics.filter(({ rule }) => rule === 'sensitive-data-access'),
    ).toEqual([]));
  test('says what it reads', () =>
    checkPicture(
      'sensitive-data-access',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action:',
        '    - secretsmanager:GetSecretValue',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'secretsmanager:GetSecretValue' on every resource reads what is stored in any of them (and 1 more like it)",
        '    - kms:Decrypt',
        "  Resource: '*'",
      ]),
    ));
  test('a name, a wildcard and a condition are silent', () => {
    for (const statement of [
      ['- Effect: Allow', '  Action: s3:GetObject', '  Resource: !Ref Given'],
      ['- Effect: Allow', "  Action: 's3:Get*'", "  Resource: '*'"],
      [
        '- Effect: Allow',
        '  Action: kms:Decrypt',
        "  Resource: '*'",
        '  Condition: { StringEquals: { kms:ViaService: s3.eu-west-1.amazonaws.com } }',
      ],
    ])
      checkSilent('sensitive-data-access', stack, inRole(statement));
  });
});
