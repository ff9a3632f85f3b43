import { describe, expect, test } from 'vitest';
import { unboundedRoleCreation } from '../../server/src/rules/unbounded-role-creation.ts';
import { checkExamples, checkFix, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unboundedRoleCreation, [
  'template',
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

const APP = "'arn:aws:iam::111122223333:role/app-*'";
const allow = (actions: string, resource = APP, more: readonly string[] = []): readonly string[] => [
  '- Effect: Allow',
  `  Action: [${actions}]`,
  `  Resource: ${resource}`,
  ...more,
];
const BOUNDED = ['  Condition: { StringEquals: { iam:PermissionsBoundary: limits } }'];

describe('unbounded-role-creation', () => {
  test('says with what', () =>
    expect(
      findingsOf('unbounded-role-creation', stack, inRole([...allow('iam:CreateRole'), ...allow('iam:*RolePolicy', "'*'")])).map(
        ({ message }) => message,
      ),
    ).toEqual([
      "'iam:CreateRole' with iam:PutRolePolicy makes roles of any permissions: no condition on iam:PermissionsBoundary asks for a boundary",
    ]));

  test('a condition, a Deny, other roles, only some policies, a wildcard', () => {
    for (const statements of [
      [...allow('iam:CreateRole', APP, BOUNDED), ...allow('iam:PutRolePolicy')],
      [...allow('iam:CreateRole'), ...allow('iam:PutRolePolicy', APP, BOUNDED)],
      [...allow('iam:CreateRole'), ...allow('iam:PutRolePolicy', "'arn:aws:iam::111122223333:role/web'")],
      [...allow('iam:CreateRole'), ...allow('iam:PutRolePolicy', '!GetAtt Other.Arn')],
      [...allow('iam:CreateRole'), ...allow('iam:AttachRolePolicy', APP, ['  Condition: { ArnEquals: { iam:PolicyARN: x } }'])],
      [...allow("'iam:*'")],
      [
        ...allow('iam:CreateRole, iam:PutRolePolicy'),
        '- Effect: Deny',
        '  Action: iam:CreateRole',
        "  Resource: '*'",
        '  Condition: { StringNotEquals: { iam:PermissionsBoundary: limits } }',
      ],
    ])
      checkSilent('unbounded-role-creation', stack, inRole(statements));
  });

  test('a policy that a role has is judged with what else the role has', () => {
    const text = (deny: string): string =>
      `Resources:\n  Create:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - { Effect: Allow, Action: [iam:CreateRole, iam:PutRolePolicy], Resource: '*' }\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns: [!Ref Create]\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - { Effect: ${deny}, Action: 'iam:Create*', Resource: '*' }\n`;
    expect(findingsOf('unbounded-role-creation', stack, text('Allow')).length).toBe(1);
    expect(findingsOf('unbounded-role-creation', stack, text('Deny')).length).toBe(0);
  });

  test('a condition is asked for', () =>
    checkFix(
      stack,
      inRole(allow('iam:CreateRole, iam:PutRolePolicy')),
      'Allow only with the permissions boundary BOUNDARY_ARN',
      inRole(
        allow('iam:CreateRole, iam:PutRolePolicy', APP, [
          '  Condition:',
          '    StringEquals:',
          '      iam:PermissionsBoundary: BOUNDARY_ARN',
        ]),
      ),
    ));

  test('by the policy of the template', () => {
    const text = (more: string): string =>
      `Resources:\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties: { PolicyDocument: { Statement: [] } }\n  Bounded:\n    Type: AWS::IAM::Role\n    Properties: { PermissionsBoundary: !Ref Limits }\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: [iam:CreateRole, iam:PutRolePolicy]\n                Resource: '*'\n${more}`;
    checkFix(
      stack,
      text(''),
      'Allow only with the permissions boundary Limits',
      text('                Condition:\n                  StringEquals:\n                    iam:PermissionsBoundary: !Ref Limits\n'),
    );
  });

  test('or a statement of its own, where others are in it', () => {
    const [before] = findingsOf(
      'unbounded-role-creation',
      policyFile,
      inPolicy(['{"Effect": "Allow", "Action": ["iam:CreateRole", "iam:PutRolePolicy", "iam:TagRole"], "Resource": "*"}']),
    );
    expect(before?.fixes.map(({ title, effect }) => `${effect} ${title}`)).toEqual([
      "equal Give 'iam:CreateRole', 'iam:PutRolePolicy' a statement of their own, for a condition on iam:PermissionsBoundary",
    ]);
  });
});
