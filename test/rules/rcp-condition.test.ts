import { describe, expect, test } from 'vitest';
import { rcpCondition } from '../../server/src/rules/rcp-condition.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inRcp } from '../support/policy-places.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(rcpCondition, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

function denying(...condition: readonly string[]): string {
  return inRcp(['- Effect: Deny', "  Principal: '*'", "  Action: 's3:*'", "  Resource: '*'", ...condition]);
}

describe('rcp-condition', () => {
  test('a key of the caller', () =>
    checkPicture(
      'rcp-condition',
      stack,
      denying(
        '  Condition:',
        '    StringNotEqualsIfExists:',
        '      aws:PrincipalAccount: 111122223333',
        "      ^^^^^^^^^^^^^^^^^^^^ aws:PrincipalAccount is not there when a service calls, so services are denied too; BoolIfExists aws:PrincipalIsAWSService 'false' leaves them out",
      ),
    ));
  test('a key of the source', () =>
    checkPicture(
      'rcp-condition',
      stack,
      denying(
        '  Condition:',
        '    StringNotEquals:',
        '      aws:SourceOrgID: o-a1b2c3d4e5',
        "      ^^^^^^^^^^^^^^^ aws:SourceOrgID is there for some calls of services only, so others are denied too; add Bool aws:PrincipalIsAWSService 'true' and Null aws:SourceAccount 'false'",
      ),
    ));
  test('what is offered', () =>
    expect(fixesOf('rcp-condition', stack, denying('  Condition: { StringNotEquals: { aws:SourceOrgID: o-a1b2c3d4e5 } }'))).toEqual([
      "widens: Add Bool aws:PrincipalIsAWSService: 'true' (widens permissions)",
      "widens: Add Null aws:SourceAccount: 'false' (widens permissions)",
    ]));
  test('services are left out', () =>
    checkFix(
      stack,
      denying('  Condition:', '    StringNotEqualsIfExists:', '      aws:PrincipalOrgID: o-a1b2c3d4e5'),
      'Add BoolIfExists aws:PrincipalIsAWSService',
      denying(
        '  Condition:',
        '    StringNotEqualsIfExists:',
        '      aws:PrincipalOrgID: o-a1b2c3d4e5',
        '    BoolIfExists:',
        "      aws:PrincipalIsAWSService: 'false'",
      ),
    ));
  test('the source is there', () =>
    checkFix(
      stack,
      denying('  Condition:', '    StringNotEquals:', '      aws:SourceOrgID: o-a1b2c3d4e5'),
      'Add Null aws:SourceAccount',
      denying(
        '  Condition:',
        '    StringNotEquals:',
        '      aws:SourceOrgID: o-a1b2c3d4e5',
        "    'Null':",
        "      aws:SourceAccount: 'false'",
      ),
    ));
  test('a condition that is met only where the key is there', () =>
    checkSilent('rcp-condition', stack, denying("  Condition: { StringEquals: { aws:PrincipalAccount: '111122223333' } }")));
  test('a condition that is not known', () => checkSilent('rcp-condition', stack, denying('  Condition: !Ref Given')));
});
