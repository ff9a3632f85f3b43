import { describe, expect, test } from 'vitest';
import { noLogsPermission } from '../../server/src/rules/no-logs-permission.ts';
import { checkExamples, checkFix, checkSilent, findingsOf } from '../support/check-rule.ts';
import { stack, template } from '../support/policy-texts.ts';

checkExamples(noLogsPermission, ['template']);

const withRole = (role: readonly string[]): string =>
  `${['Resources:', '  Hello:', '    Type: AWS::Lambda::Function', '    Properties:', '      Role: !GetAtt Own.Arn', '  Own:', '    Type: AWS::IAM::Role', ...role].join('\n')}\n`;
const policy = (...statements: readonly string[]): readonly string[] => [
  '    Properties:',
  '      Policies:',
  '        - PolicyName: own',
  '          PolicyDocument:',
  '            Statement:',
  ...statements.map((statement) => `              - ${statement}`),
];

describe('no-logs-permission', () => {
  test('a role without policies', () =>
    expect(findingsOf('no-logs-permission', stack, withRole([])).map(({ message }) => message)).toEqual([
      "'Hello' cannot write its logs: no policy of 'Own' allows logs:PutLogEvents",
    ]));

  test('what allows it, denies it or may allow it', () => {
    for (const role of [
      policy("{ Effect: Allow, Action: 'logs:*', Resource: '*' }"),
      policy("{ Effect: Allow, Action: ['logs:PutLogEvents'], Resource: !GetAtt Logs.Arn }"),
      policy("{ Effect: Allow, Action: 'logs:Put*', Resource: 'arn:aws:logs:::*' }"),
      policy("{ Effect: Allow, NotAction: 'iam:*', Resource: '*' }"),
      policy("{ Effect: Allow, Action: 'logs:*', Resource: '*' }", "{ Effect: Deny, Action: 'logs:*', Resource: '*' }"),
      policy("{ Effect: Allow, Action: !Ref Given, Resource: '*' }"),
      policy('!If [Prod, !Ref More, !Ref AWS::NoValue]'),
      ['    Properties:', '      ManagedPolicyArns: !Ref Given'],
      ['    Properties:', '      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'],
    ])
      checkSilent('no-logs-permission', stack, withRole(role));
  });

  test('a role that SAM makes, and one that is not here', () => {
    const sam = (role: string): string =>
      `Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n${role}`;
    checkSilent('no-logs-permission', template, sam(''));
    checkSilent('no-logs-permission', template, sam('      Role: !Ref Given\n'));
  });

  test('what another entry attaches', () =>
    checkSilent(
      'no-logs-permission',
      stack,
      `${withRole([])}  More:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: more\n      Roles: [!Ref Own]\n      PolicyDocument:\n        Statement:\n          - { Effect: Allow, Action: 'logs:*', Resource: '*' }\n`,
    ));

  test('the managed policy that gives it', () => {
    const ARN = "!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'";
    const given = ['    Properties:', '      ManagedPolicyArns:', '        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'];
    const title = 'Add AWSLambdaBasicExecutionRole to Own';
    checkFix(stack, withRole(given), title, withRole([...given, `        - ${ARN}`]));
    const other = policy("{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }");
    checkFix(stack, withRole(other), title, withRole([...other, '      ManagedPolicyArns:', `        - ${ARN}`]));
  });
});
