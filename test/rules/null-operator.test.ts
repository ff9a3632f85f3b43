import { describe, test } from 'vitest';
import { nullOperator } from '../../server/src/rules/null-operator.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(nullOperator, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('null-operator', () => {
  test('IfExists', () =>
    checkPicture(
      'null-operator',
      stack,
      yamlCondition([
        'NullIfExists:',
        "^^^^^^^^^^^^ There is no operator 'NullIfExists': Null already tells whether the key is there",
        '  aws:SourceVpc: "true"',
      ]),
    ));
  test('set operators', () =>
    checkPicture(
      'null-operator',
      stack,
      yamlCondition([
        'ForAllValues:Null:',
        "^^^^^^^^^^^^^^^^^ 'ForAllValues:Null' is always met, whatever the request has",
        '  aws:TagKeys: "true"',
        'ForAnyValue:Null:',
        "^^^^^^^^^^^^^^^^ 'ForAnyValue:Null' is never met, whatever the request has",
        '  aws:TagKeys: "true"',
      ]),
    ));
  test('without quotes it is the null of YAML', () =>
    checkPicture(
      'null-operator',
      stack,
      yamlCondition(['Null:', "^^^^ Without quotes this is the null of YAML, not the operator 'Null'", '  aws:SourceVpc: "true"']),
    ));
  test('fix: quotes', () =>
    checkFix(
      stack,
      yamlCondition(['Null:', '  aws:SourceVpc: "true"']),
      'Put quotes around it',
      yamlCondition(["'Null':", '  aws:SourceVpc: "true"']),
    ));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['NullIfExists:', '  aws:SourceVpc: "true"']),
      "Change to 'Null'",
      yamlCondition(["'Null':", '  aws:SourceVpc: "true"']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "ForAnyValue:Null": { "aws:TagKeys": "false" } }']),
      "Change to 'Null'",
      jsonCondition(['{ "Null": { "aws:TagKeys": "false" } }']),
    ));
  test('fix: in JSON text, beside an operator of that name', () =>
    checkFix(
      stack,
      textCondition(['{ "Null": { "aws:SourceVpc": "true" }, "NullIfExists": { "aws:TagKeys": "false" } }']),
      "Change to 'Null'",
      textCondition(['{ "Null": { "aws:SourceVpc": "true", "aws:TagKeys": "false" } }']),
    ));
  test('silent: in JSON and in quotes', () =>
    checkSilent('null-operator', policyFile, jsonCondition(['{ "Null": { "aws:SourceVpc": "true" } }'])));
});
