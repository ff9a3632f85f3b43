import { describe, expect, test } from 'vitest';
import { missingSetOperator } from '../../server/src/rules/missing-set-operator.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(missingSetOperator, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('missing-set-operator', () => {
  test('a key of several values', () =>
    checkPicture(
      'missing-set-operator',
      stack,
      yamlCondition([
        'StringNotLike:',
        "^^^^^^^^^^^^^ A request has several values of 'aws:PrincipalOrgPaths': put ForAnyValue or ForAllValues in front of 'StringNotLike'",
        '  aws:PrincipalOrgPaths: o-a1b2c3d4e5/*',
      ]),
    ));
  test('what is offered: the tags of an Allow are all meant', () =>
    expect(fixesOf('missing-set-operator', stack, yamlCondition(['StringEquals:', '  aws:TagKeys: team']))).toEqual([
      "widens: Change to 'ForAllValues:StringEquals' (widens permissions)",
      "widens: Change to 'ForAnyValue:StringEquals' (widens permissions)",
    ]));
  test('what is offered: those of a Deny are each meant', () =>
    expect(fixesOf('missing-set-operator', stack, yamlCondition(['StringEquals:', '  aws:TagKeys: team'], { effect: 'Deny' }))).toEqual([
      "widens: Change to 'ForAnyValue:StringEquals' (widens permissions)",
      "widens: Change to 'ForAllValues:StringEquals' (widens permissions)",
    ]));
  test('fix: among other keys', () =>
    checkFix(
      stack,
      yamlCondition(['StringEquals:', '  aws:PrincipalTag/team: blue', '  aws:TagKeys: [team, stage]', '  aws:SourceVpc: vpc-1a2b3c4d']),
      "Change to 'ForAllValues:StringEquals'",
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipalTag/team: blue',
        '  aws:SourceVpc: vpc-1a2b3c4d',
        'ForAllValues:StringEquals:',
        '  aws:TagKeys: [team, stage]',
      ]),
    ));
  test('fix: the last of other keys', () =>
    checkFix(
      stack,
      yamlCondition(['StringEquals:', '  aws:PrincipalTag/team: blue', '  aws:TagKeys: team']),
      "Change to 'ForAnyValue:StringEquals'",
      yamlCondition(['StringEquals:', '  aws:PrincipalTag/team: blue', 'ForAnyValue:StringEquals:', '  aws:TagKeys: team']),
    ));
  test('fix: a list of lines stays one', () =>
    checkFix(
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipalTag/team: blue',
        '  aws:TagKeys:',
        '    - team',
        '    - !Ref Given',
        'Bool:',
        '  aws:SecureTransport: "true"',
      ]),
      "Change to 'ForAnyValue:StringEquals'",
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipalTag/team: blue',
        'Bool:',
        '  aws:SecureTransport: "true"',
        'ForAnyValue:StringEquals:',
        '  aws:TagKeys:',
        '    - team',
        '    - !Ref Given',
      ]),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "StringEquals": { "aws:PrincipalTag/team": "blue", "aws:TagKeys": "team" } }']),
      "Change to 'ForAnyValue:StringEquals'",
      jsonCondition(['{ "StringEquals": { "aws:PrincipalTag/team": "blue" }, "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }']),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "StringEquals": { "aws:TagKeys": "team" } }']),
      "Change to 'ForAnyValue:StringEquals'",
      textCondition(['{ "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }']),
    ));
  test('silent: unknown keys, Null and set operators', () =>
    checkSilent(
      'missing-set-operator',
      stack,
      yamlCondition([
        'StringEquals: { idp.example.com:groups: a, aws:CalledViaFirst: b }',
        "'Null': { aws:TagKeys: 'true' }",
        'ForAnyValue:StringEquals: { aws:TagKeys: c }',
      ]),
    ));
});
