import { describe, expect, test } from 'vitest';
import { passRole } from '../../server/src/rules/pass-role.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inJsonRole, inJsonText, inPolicy, inRole, jsonStack, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(passRole, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);

const deploy = ['- Effect: Allow', '  Action: iam:PassRole', "  Resource: '*'"];
const create = [
  '- Effect: Allow',
  '  Action: [lambda:CreateFunction, lambda:InvokeFunction]',
  "  Resource: 'arn:aws:lambda:*:*:function:app-*'",
];

describe('pass-role', () => {
  test('alone', () =>
    checkPicture(
      'pass-role',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: iam:PassRole',
        "          ^^^^^^^^^^^^ 'iam:PassRole' passes any role to any service",
        "  Resource: '*'",
      ]),
    ));
  test('with what makes use of it', () =>
    expect(findingsOf('pass-role', stack, inRole([...deploy, ...create])).map(({ message }) => message)).toEqual([
      "'iam:PassRole' passes any role to any service; with lambda:CreateFunction, lambda:InvokeFunction its holder can run code of its own as any role that Lambda may assume",
    ]));
  test('no message is longer than 200 characters, whatever it is used with', () => {
    const statement = (actions: readonly string[]) => ['- Effect: Allow', `  Action: [${actions.join(', ')}]`, "  Resource: '*'"];
    const paths = [
      ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'],
      [
        'bedrock-agentcore:CreateCodeInterpreter',
        'bedrock-agentcore:StartCodeInterpreterSession',
        'bedrock-agentcore:InvokeCodeInterpreter',
      ],
    ];
    for (const path of paths) {
      const [found] = findingsOf('pass-role', stack, inRole(statement(['iam:PassRole', ...path])));
      expect(found?.message).toContain('its holder can');
      expect(found?.message.length).toBeLessThan(200);
    }
  });
  test('the service is that of the other actions', () =>
    expect(fixesOf('pass-role', stack, inRole([...deploy, ...create]))).toEqual([
      'narrows: Allow only where iam:PassedToService is lambda.amazonaws.com',
      "narrows: Limit to 'arn:aws:iam::ACCOUNT:role/RoleNameWithPath', names to be filled in",
      'narrows: Remove this statement',
    ]));
  test('several services: together, then each', () =>
    expect(
      fixesOf(
        'pass-role',
        stack,
        inRole([...deploy, '- Effect: Allow', '  Action: [ecs:RunTask, states:CreateStateMachine]', "  Resource: '*'"]),
      ).slice(0, 3),
    ).toEqual([
      'narrows: Allow only where iam:PassedToService is ecs-tasks.amazonaws.com, states.amazonaws.com',
      'narrows: Allow only where iam:PassedToService is ecs-tasks.amazonaws.com',
      'narrows: Allow only where iam:PassedToService is states.amazonaws.com',
    ]));
  test('the condition is written in YAML', () =>
    checkFix(
      stack,
      inRole([...deploy, ...create]),
      'Allow only where iam:PassedToService is lambda',
      inRole([...deploy, '  Condition:', '    StringEquals:', '      iam:PassedToService: lambda.amazonaws.com', ...create]),
    ));
  test('in a Condition that is there', () =>
    checkFix(
      stack,
      inRole([...deploy, '  Condition:', '    StringEquals:', '      aws:RequestedRegion: eu-west-1']),
      'Allow only where iam:PassedToService is ec2',
      inRole([
        ...deploy,
        '  Condition:',
        '    StringEquals:',
        '      aws:RequestedRegion: eu-west-1',
        '      iam:PassedToService: ec2.amazonaws.com',
      ]),
    ));
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy(['{', '  "Effect": "Allow",', '  "Action": "iam:PassRole",', '  "Resource": "*"', '}']),
      'Allow only where iam:PassedToService is states',
      inPolicy([
        '{',
        '  "Effect": "Allow",',
        '  "Action": "iam:PassRole",',
        '  "Resource": "*",',
        '  "Condition": {',
        '    "StringEquals": {',
        '      "iam:PassedToService": "states.amazonaws.com"',
        '    }',
        '  }',
        '}',
      ]),
    ));
  test('in JSON text in a string', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }'], { Worker: 'AWS::IAM::Role' }),
      'Limit to Worker (role)',
      inJsonText(['{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "${Worker.Arn}" }'], { Worker: 'AWS::IAM::Role' }),
    ));
  test('in a JSON template', () =>
    checkFix(
      jsonStack,
      inJsonRole(['{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }'], { Worker: 'AWS::IAM::Role' }),
      'Limit to Worker (role)',
      inJsonRole(['{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": { "Fn::GetAtt": ["Worker", "Arn"] } }'], {
        Worker: 'AWS::IAM::Role',
      }),
    ));
  test('a role that stands beside the star is not written twice', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: iam:PassRole', '  Resource:', "    - '*'", '    - !GetAtt Worker.Arn'], {
        Worker: 'AWS::IAM::Role',
      }),
      'Limit to Worker (role)',
      inRole(['- Effect: Allow', '  Action: iam:PassRole', '  Resource:', '    - !GetAtt Worker.Arn'], { Worker: 'AWS::IAM::Role' }),
    ));
  test('with other actions it is to have a statement of its own', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action:', '    - ecs:RunTask', '    - iam:PassRole', "  Resource: '*'"]),
      "Give 'iam:PassRole' a statement of its own",
      inRole([
        '- Effect: Allow',
        '  Action:',
        '    - ecs:RunTask',
        "  Resource: '*'",
        '- Effect: Allow',
        '  Action:',
        '    - iam:PassRole',
        "  Resource: '*'",
      ]),
    ));
  test('a parameter, a branch, a condition and a Deny are silent', () => {
    for (const statement of [
      ['- Effect: Allow', '  Action: iam:PassRole', '  Resource: !Ref Role'],
      ['- Effect: Allow', '  Action: iam:PassRole', "  Resource: !Sub '${Prefix}*'"],
      ['- Effect: !Ref Effect', '  Action: iam:PassRole', "  Resource: '*'"],
      [...deploy, '  Condition: { StringLike: { iam:PassedToService: "*.amazonaws.com" } }'],
      [...deploy, '  Condition: !Ref Limits'],
      [...deploy, '- Effect: Deny', '  Action: iam:Pass*', "  Resource: 'arn:aws:iam::*:role/admin'"],
    ])
      checkSilent('pass-role', stack, inRole(statement));
  });
  test('a wildcard is reported as one', () => {
    const text = inRole(['- Effect: Allow', '  Action: iam:Pass*', "  Resource: '*'"]);
    checkSilent('pass-role', stack, text);
    expect(findingsOf('wildcard-action', stack, text).map(({ message }) => message)).toEqual([
      "'iam:Pass*' allows 1 write action, iam:PassRole on any role among them",
    ]);
  });
});
