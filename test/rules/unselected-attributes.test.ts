import { describe, test } from 'vitest';
import { unselectedAttributes } from '../../server/src/rules/unselected-attributes.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unselectedAttributes, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unselected-attributes', () => {
  test('attributes alone', () =>
    checkPicture(
      'unselected-attributes',
      stack,
      yamlCondition(
        [
          'ForAllValues:StringEquals:',
          '  dynamodb:Attributes: [id]',
          "  ^^^^^^^^^^^^^^^^^^^ A query for all attributes is not held back by 'dynamodb:Attributes'; limit dynamodb:Select too",
        ],
        { action: 'dynamodb:Query' },
      ),
    ));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['ForAllValues:StringEquals:', '  dynamodb:Attributes:', '    - id', '    - total'], { action: 'dynamodb:Query' }),
      'Limit dynamodb:Select',
      yamlCondition(
        [
          'ForAllValues:StringEquals:',
          '  dynamodb:Attributes:',
          '    - id',
          '    - total',
          'StringEqualsIfExists:',
          '  dynamodb:Select: SPECIFIC_ATTRIBUTES',
        ],
        { action: 'dynamodb:Query' },
      ),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(
        ['{ "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id"] }, "StringEqualsIfExists": { "dynamodb:ReturnValues": "NONE" } }'],
        { action: '"dynamodb:Query"' },
      ),
      'Limit dynamodb:Select',
      jsonCondition(
        [
          '{ "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id"] }, "StringEqualsIfExists": { "dynamodb:ReturnValues": "NONE", "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } }',
        ],
        { action: '"dynamodb:Query"' },
      ),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id"] } }'], { action: '"dynamodb:Query"' }),
      'Limit dynamodb:Select',
      textCondition(
        [
          '{ "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id"] }, "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } }',
        ],
        { action: '"dynamodb:Query"' },
      ),
    ));
  test('silent: a Condition that is not all known', () =>
    checkSilent(
      'unselected-attributes',
      stack,
      yamlCondition(['ForAllValues:StringEquals: { dynamodb:Attributes: [id] }', "'Fn::Transform': { Name: More }"], {
        action: 'dynamodb:Query',
      }),
    ));
});
