import { describe, expect, test } from 'vitest';
import { boundaryRemoval } from '../../server/src/rules/boundary-removal.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inRole, stack } from '../support/policy-texts.ts';

checkExamples(boundaryRemoval, [
  'template',
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

const bounded = (statement: string, boundary: string, limits = "{ Effect: Allow, Action: '*', Resource: '*' }"): string =>
  `Resources:\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - ${limits}\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: ${boundary}\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - ${statement}\n`;
const messagesOf = (text: string): readonly string[] =>
  findingsOf('boundary-removal', stack, text).map(({ message, severity }) => `${severity}: ${message}`);

describe('boundary-removal', () => {
  test('each action says what it does', () =>
    checkPicture(
      'boundary-removal',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action:',
        '    - iam:DeleteRolePermissionsBoundary',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'iam:DeleteRolePermissionsBoundary' takes the permissions boundary of roles away: no condition on iam:PermissionsBoundary limits it",
        '    - iam:PutUserPermissionsBoundary',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'iam:PutUserPermissionsBoundary' replaces the permissions boundary of users by any other: no condition on iam:PermissionsBoundary limits it",
        "  Resource: '*'",
      ]),
    ));

  test('of some roles', () =>
    expect(
      findingsOf(
        'boundary-removal',
        stack,
        inRole(['- Effect: Allow', '  Action: iam:DeleteRolePermissionsBoundary', "  Resource: 'arn:aws:iam::111122223333:role/app-*'"]),
      ).map(({ severity }) => severity),
    ).toEqual(['information']));

  test('its own boundary', () => {
    const all = "{ Effect: Allow, Action: '*', Resource: '*' }";
    expect(messagesOf(bounded(all, '!Ref Limits'))).toEqual([
      'warning: The role may take away its own permissions boundary, by iam:DeleteRolePermissionsBoundary',
    ]);
    expect(messagesOf(bounded("{ Effect: Allow, Action: 'iam:Put*', Resource: !GetAtt Role.Arn }", '!Ref Limits'))).toEqual([
      'warning: The role may replace its own permissions boundary, by iam:PutRolePermissionsBoundary',
    ]);
    expect(messagesOf(bounded("{ Effect: Allow, Action: 'iam:*Version', Resource: '*' }", '!Ref Limits'))).toEqual([
      'warning: The role may rewrite its own permissions boundary, by iam:CreatePolicyVersion',
    ]);
  });

  test('what the boundary itself keeps from it, or is not known to let through', () => {
    const all = "{ Effect: Allow, Action: '*', Resource: '*' }";
    expect(messagesOf(bounded(all, '!Ref Limits', "{ Effect: Allow, NotAction: 'iam:*', Resource: '*' }"))).toEqual([]);
    expect(messagesOf(bounded(all, '!ImportValue Limits'))).toEqual([]);
    expect(messagesOf(bounded(all, 'arn:aws:iam::aws:policy/PowerUserAccess'))).toEqual([]);
    expect(
      messagesOf(bounded("{ Effect: Allow, Action: 'iam:*Version', Resource: '*' }", 'arn:aws:iam::aws:policy/IAMFullAccess')),
    ).toEqual([]);
    expect(messagesOf(bounded("{ Effect: Allow, Action: 'iam:*Version', Resource: !Ref Other }", '!Ref Limits'))).toEqual([]);
  });

  test('a wildcard of an unbounded role is reported as the wildcard', () =>
    checkSilent('boundary-removal', stack, inRole(['- Effect: Allow', "  Action: 'iam:*'", "  Resource: '*'"])));

  test('a condition is asked for', () => {
    const statement = ['- Effect: Allow', '  Action: iam:PutRolePermissionsBoundary', "  Resource: '*'"];
    checkFix(
      stack,
      inRole(statement),
      'Allow only with the permissions boundary BOUNDARY_ARN',
      inRole([...statement, '  Condition:', '    StringEquals:', '      iam:PermissionsBoundary: BOUNDARY_ARN']),
    );
  });
});
