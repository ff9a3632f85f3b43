import { describe, test } from 'vitest';
import { missingStatement } from '../../server/src/rules/missing-statement.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inResources, stack } from '../support/policy-texts.ts';

checkExamples(missingStatement, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'template']);

describe('missing-statement', () => {
  test('in a policy file', () =>
    checkPicture(
      'missing-statement',
      stack,
      inResources([
        'Role:',
        '  Type: AWS::IAM::Role',
        '  Properties:',
        '    AssumeRolePolicyDocument: { Version: 2012-10-17 }',
        '                                ^^^^^^^ The policy has no Statement',
      ]),
    ));
  test('a misspelt one is an unknown element', () =>
    checkSilent(
      'missing-statement',
      stack,
      inResources([
        'Role:',
        '  Type: AWS::IAM::Role',
        '  Properties:',
        '    AssumeRolePolicyDocument: { Version: 2012-10-17, Statements: [] }',
      ]),
    ));
});
