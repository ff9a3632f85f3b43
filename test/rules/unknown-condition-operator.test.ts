import { describe, expect, test } from 'vitest';
import { unknownConditionOperator } from '../../server/src/rules/unknown-condition-operator.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unknownConditionOperator, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unknown-condition-operator', () => {
  test('a typo', () =>
    checkPicture(
      'unknown-condition-operator',
      stack,
      yamlCondition([
        'StringEqual:',
        "^^^^^^^^^^^ There is no condition operator 'StringEqual'; did you mean 'StringEquals'?",
        '  aws:PrincipalTag/team: blue',
      ]),
    ));
  test('what is offered: prefix and suffix are read by themselves', () =>
    expect(
      fixesOf(
        'unknown-condition-operator',
        policyFile,
        jsonCondition(['{ "ForAnyValues:StringLikIfExist": { "aws:CalledVia": "athena.amazonaws.com" } }']),
      ),
    ).toEqual(["widens: Change to 'ForAnyValue:StringLikeIfExists' (widens permissions)"]));
  test('what is offered: names of other languages', () =>
    expect(fixesOf('unknown-condition-operator', stack, yamlCondition(['Equals:', '  aws:PrincipalTag/team: blue']))).toEqual([
      "widens: Change to 'StringEquals' (widens permissions)",
    ]));
  test('what is offered: nothing that is near', () =>
    expect(fixesOf('unknown-condition-operator', stack, yamlCondition(['Contains:', '  aws:PrincipalTag/team: blue']))).toEqual([]));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['StringEqual: { aws:PrincipalTag/team: blue }']),
      "Change to 'StringEquals'",
      yamlCondition(['StringEquals: { aws:PrincipalTag/team: blue }']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "NotIpAdress": { "aws:SourceIp": "203.0.113.0/24" } }']),
      "Change to 'NotIpAddress'",
      jsonCondition(['{ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }']),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "Boolean": { "aws:SecureTransport": "true" } }']),
      "Change to 'Bool'",
      textCondition(['{ "Bool": { "aws:SecureTransport": "true" } }']),
    ));
  test('fix: the null of YAML is written in quotes', () =>
    checkFix(
      stack,
      yamlCondition(['Nul: { aws:SourceVpc: "true" }']),
      "Change to 'Null'",
      yamlCondition(['\'Null\': { aws:SourceVpc: "true" }']),
    ));
  test('silent: letter case, computed names and NullIfExists are none of it', () =>
    checkSilent(
      'unknown-condition-operator',
      stack,
      yamlCondition([
        'stringequals: { aws:PrincipalTag/team: blue }',
        'FORANYVALUE:stringLikeIFEXISTS: { aws:CalledVia: a }',
        "'${Operator}': { aws:PrincipalTag/team: blue }",
        'NullIfExists: { aws:SourceVpc: "true" }',
      ]),
    ));
});
