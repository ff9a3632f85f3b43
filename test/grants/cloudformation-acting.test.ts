import { describe, test } from 'vitest';
import { checkPrincipals } from '../support/check-principals.ts';

const ROLES = `
  Reader: { Type: AWS::IAM::Role, Properties: { RoleName: reader, Policies: [{ PolicyName: a, PolicyDocument: { Statement: { Effect: Allow, Action: s3:GetObject, Resource: "*" } } }] } }
  Writer: { Type: AWS::IAM::Role, Properties: { RoleName: !Sub "\${AWS::StackName}-writer", Policies: [{ PolicyName: a, PolicyDocument: { Statement: { Effect: Allow, Action: s3:PutObject, Resource: "*" } } }] } }`;
const READER = { statements: [{ actions: 's3:GetObject', resources: '*' }] };
const WRITER = { statements: [{ actions: 's3:PutObject', resources: '*' }] };

/** What a function with this `Role` acts by. The roles themselves stand in the template too. */
function checkFunction(role: string, expected: Parameters<typeof checkPrincipals>[1][string]): void {
  checkPrincipals(
    `
Parameters: { RoleArn: { Type: String }, Name: { Type: String } }
Resources:${ROLES}
  Nested: { Type: AWS::CloudFormation::Stack }
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: ${role} } }
`,
    { Reader: READER, Writer: WRITER, Fn: expected },
  );
}

describe('a function acts by', () => {
  test('the role referred to', () => {
    checkFunction('!GetAtt Reader.Arn', { roles: '${Reader.Arn}' });
    checkFunction('{ "Fn::GetAtt": [Reader, Arn] }', { roles: '${Reader.Arn}' });
    checkFunction('!Sub "${Writer.Arn}"', { roles: '${Writer.Arn}' });
  });

  test('a role by its ARN', () => {
    checkFunction('arn:aws:iam::123456789012:role/reader', { roles: 'arn:aws:iam::123456789012:role/reader' });
    checkFunction('!Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/team/reader"', {
      roles: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/team/reader',
    });
    checkFunction('!Sub "arn:aws:iam::${AWS::AccountId}:role/${AWS::StackName}-writer"', {
      roles: 'arn:aws:iam::${AWS::AccountId}:role/${AWS::StackName}-writer',
    });
    checkFunction('!Join ["", ["arn:aws:iam::", !Ref AWS::AccountId, ":role/", !Ref Reader]]', {
      roles: 'arn:aws:iam::${AWS::AccountId}:role/${Reader}',
    });
  });

  test('one role or another', () => {
    checkFunction('!If [Prod, !GetAtt Reader.Arn, !GetAtt Writer.Arn]', { roles: ['${Reader.Arn} [Prod]', '${Writer.Arn} [!Prod]'] });
  });

  test('a role that is not in the template', () => {
    const unknownOf = (text: string) => ({ roles: text, unknown: `the role ${text} is not in this template` });
    checkFunction('!Ref RoleArn', unknownOf('${RoleArn}'));
    checkFunction('!ImportValue shared-role', unknownOf('${Fn::ImportValue(shared-role)}'));
    checkFunction('arn:aws:iam::123456789012:role/theirs', unknownOf('arn:aws:iam::123456789012:role/theirs'));
    checkFunction('!Sub "arn:aws:iam::123456789012:role/${Name}"', unknownOf('arn:aws:iam::123456789012:role/${Name}'));
    checkFunction('!GetAtt Nested.Outputs.RoleArn', unknownOf('${Nested.Outputs.RoleArn}'));
    checkFunction('!GetAtt Missing.Arn', unknownOf('${Missing.Arn}'));
    checkFunction('!GetAtt Reader.RoleId', unknownOf('${Reader.RoleId}'));
  });

  test('one that is not in the template, in a branch', () => {
    checkFunction('!If [Prod, !Ref RoleArn, !GetAtt Reader.Arn]', {
      roles: ['${RoleArn} [Prod]', '${Reader.Arn} [!Prod]'],
      statements: [{ actions: 's3:GetObject', resources: '*', when: '!Prod' }],
      unknown: 'the role ${RoleArn} is not in this template',
    });
  });

  test('no role', () => {
    checkFunction('', { unknown: 'it names no role (Role)' });
    checkFunction('!Ref AWS::NoValue', { unknown: 'it names no role (Role)' });
  });

  test('itself: no circle', () => {
    checkPrincipals('Resources: { Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Fn.Arn } } }', {
      Fn: { roles: '${Fn.Arn}', unknown: 'the role ${Fn.Arn} is not in this template' },
    });
  });
});

describe('what acts by a role', () => {
  test('state machines, under their condition', () => {
    checkPrincipals(
      `
Resources:${ROLES}
  Machine: { Type: AWS::StepFunctions::StateMachine, Condition: Prod, Properties: { RoleArn: !GetAtt Reader.Arn } }
`,
      { Reader: READER, Writer: WRITER, Machine: { roles: '${Reader.Arn}', when: 'Prod' } },
    );
  });

  test('two roles of one name under conditions that exclude each other', () => {
    const role = (condition: string, action: string): string =>
      `{ Type: AWS::IAM::Role, Condition: ${condition}, Properties: { RoleName: worker, Policies: [{ PolicyName: a, PolicyDocument: { Statement: { Effect: Allow, Action: ${action}, Resource: "*" } } }] } }`;
    checkPrincipals(
      `
Resources:
  A: ${role('Prod', 's3:GetObject')}
  B: ${role('Test', 's3:PutObject')}
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: "arn:aws:iam::123456789012:role/worker" } }
`,
      {
        A: { ...READER, when: 'Prod' },
        B: { ...WRITER, when: 'Test' },
        Fn: { roles: ['arn:aws:iam::123456789012:role/worker [Prod]', 'arn:aws:iam::123456789012:role/worker [Test]'] },
      },
    );
  });

  test('has managed policies, boundaries and attached policies of its role', () => {
    checkPrincipals(
      `
Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !If [Prod, !GetAtt Role.Arn, !ImportValue role] } }
  Role: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess], PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess } }
  Policy: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: { Effect: Allow, Action: s3:PutObject, Resource: "*" } } } }
`,
      {
        Role: {
          managed: 'AmazonS3ReadOnlyAccess',
          boundaries: 'PowerUserAccess',
          statements: [{ actions: 's3:PutObject', resources: '*', from: 'attached-policy Policy' }],
        },
        Fn: {
          roles: ['${Role.Arn} [Prod]', '${Fn::ImportValue(role)} [!Prod]'],
          managed: 'AmazonS3ReadOnlyAccess [Prod]',
          boundaries: 'PowerUserAccess [Prod]',
          statements: [{ actions: 's3:PutObject', resources: '*', when: 'Prod', from: 'attached-policy Policy' }],
          unknown: 'the role ${Fn::ImportValue(role)} is not in this template',
        },
      },
    );
  });
});
