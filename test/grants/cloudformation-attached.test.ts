import { describe, test } from 'vitest';
import { checkPrincipals } from '../support/check-principals.ts';

const DOCUMENT =
  'PolicyDocument: { Version: "2012-10-17", Statement: { Effect: Allow, Action: [sqs:SendMessage], Resource: !GetAtt Queue.Arn } }';
const SENDS = { actions: 'sqs:SendMessage', resources: '${Queue.Arn}' };
const OTHERS = `
  Queue: { Type: AWS::SQS::Queue }`;

describe('AWS::IAM::Policy', () => {
  test('is attached to each of its roles', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  A: { Type: AWS::IAM::Role, Properties: { Path: / } }
  B: { Type: AWS::IAM::Role, Properties: { Path: / } }
  C: { Type: AWS::IAM::Role, Properties: { Path: / } }
  Sending: { Type: AWS::IAM::Policy, Properties: { PolicyName: send, Roles: [!Ref A, !Sub "\${B}"], ${DOCUMENT} } }
`,
      {
        A: { statements: [{ ...SENDS, from: 'attached-policy Sending' }] },
        B: { statements: [{ ...SENDS, from: 'attached-policy Sending' }] },
        C: {},
      },
    );
  });

  test('by the name that a role is given, literal or not', () => {
    checkPrincipals(
      `
Parameters: { Stage: { Type: String }, Other: { Type: String } }
Resources:${OTHERS}
  A: { Type: AWS::IAM::Role, Properties: { RoleName: sender } }
  B: { Type: AWS::IAM::Role, Properties: { RoleName: !Sub "sender-\${Stage}" } }
  C: { Type: AWS::IAM::Role, Properties: { RoleName: !If [Prod, prod-sender, test-sender] } }
  Sending: { Type: AWS::IAM::Policy, Properties: { Roles: [sender, !Join ["-", [sender, !Ref Stage]], prod-sender, !Ref Other], ${DOCUMENT} } }
`,
      {
        A: { statements: [{ ...SENDS, from: 'attached-policy Sending' }] },
        B: { statements: [{ ...SENDS, from: 'attached-policy Sending' }] },
        C: { statements: [{ ...SENDS, when: 'Prod', from: 'attached-policy Sending' }] },
      },
    );
  });

  test('under its condition, and in branches of its roles', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  A: { Type: AWS::IAM::Role, Properties: { Path: / } }
  B: { Type: AWS::IAM::Role, Properties: { Path: / } }
  Sending: { Type: AWS::IAM::Policy, Condition: Sends, Properties: { Roles: [!If [Prod, !Ref A, !Ref B]], ${DOCUMENT} } }
`,
      {
        A: { statements: [{ ...SENDS, when: ['Sends', 'Prod'], from: 'attached-policy Sending' }] },
        B: { statements: [{ ...SENDS, when: ['Sends', '!Prod'], from: 'attached-policy Sending' }] },
      },
    );
  });

  test('comes after what is written at the role, in the order of the template', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  First: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: { Effect: Allow, Action: sqs:DeleteMessage, Resource: "*" } } } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - { PolicyName: a, PolicyDocument: { Statement: { Effect: Allow, Action: sqs:ReceiveMessage, Resource: "*" } } }
  Second: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref Role], ${DOCUMENT} } }
`,
      {
        Role: {
          statements: [
            { actions: 'sqs:ReceiveMessage', resources: '*' },
            { actions: 'sqs:DeleteMessage', resources: '*', from: 'attached-policy First' },
            { ...SENDS, from: 'attached-policy Second' },
          ],
        },
      },
    );
  });

  test('whose document cannot be read leaves its roles unknown', () => {
    checkPrincipals(
      `
Parameters: { Document: { Type: String } }
Resources:
  A: { Type: AWS::IAM::Role, Properties: { Path: / } }
  B: { Type: AWS::IAM::Role, Properties: { Path: / } }
  Sending: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref A], PolicyDocument: !Ref Document } }
`,
      { A: { unknown: 'the policy ${Document} cannot be read' }, B: {} },
    );
  });

  test('of users and groups, of other roles, of wrong shape: nothing', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role: { Type: AWS::IAM::Role, Properties: { Path: / } }
  A: { Type: AWS::IAM::Policy, Properties: { Users: [joe], Groups: [!Ref Role], ${DOCUMENT} } }
  B: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref Missing, !GetAtt Role.RoleId, !ImportValue x, theirs, '', { a: b }], ${DOCUMENT} } }
  C: { Type: AWS::IAM::Policy, Properties: { Roles: , ${DOCUMENT} } }
  D: { Type: AWS::IAM::Policy }
`,
      { Role: {} },
    );
  });
});

describe('AWS::IAM::RolePolicy and AWS::IAM::ManagedPolicy', () => {
  test('a policy of one role, in its own resource', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role: { Type: AWS::IAM::Role, Properties: { Path: / } }
  Sending: { Type: AWS::IAM::RolePolicy, Properties: { PolicyName: send, RoleName: !Ref Role, ${DOCUMENT} } }
`,
      { Role: { statements: [{ ...SENDS, from: 'attached-policy Sending' }] } },
    );
  });

  test('a managed policy by its roles', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: worker } }
  Sending: { Type: AWS::IAM::ManagedPolicy, Condition: Sends, Properties: { Roles: [worker], ${DOCUMENT} } }
`,
      {
        Role: {
          managed: '${Sending} [Sends]',
          statements: [{ ...SENDS, when: 'Sends', from: 'customer-managed-policy Sending' }],
        },
      },
    );
  });

  test('attached twice counts once', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: worker, ManagedPolicyArns: [!Ref Sending] } }
  Sending: { Type: AWS::IAM::ManagedPolicy, Properties: { Roles: [worker], ${DOCUMENT} } }
`,
      { Role: { managed: '${Sending}', statements: [{ ...SENDS, from: 'customer-managed-policy Sending' }] } },
    );
  });

  test('a circle between a role and a policy ends', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Ref Sending], PermissionsBoundary: !Ref Sending } }
  Sending: { Type: AWS::IAM::ManagedPolicy, Properties: { Roles: [!Ref Role, !Ref Role], ${DOCUMENT} } }
`,
      {
        Role: {
          managed: '${Sending}',
          statements: [{ ...SENDS, from: 'customer-managed-policy Sending' }],
          boundaries: '${Sending}',
          boundaryStatements: [SENDS],
        },
      },
    );
  });
});

describe('roles that a framework makes', () => {
  test('SAM', () => {
    checkPrincipals(
      `
Transform: AWS::Serverless-2016-10-31
Resources:${OTHERS}
  Fn: { Type: AWS::Serverless::Function, Properties: { Policies: [{ Statement: { Effect: Allow, Action: s3:GetObject, Resource: "*" } }] } }
  Sending: { Type: AWS::IAM::Policy, Properties: { PolicyName: send, Roles: [!Ref FnRole], ${DOCUMENT} } }
`,
      {
        FnRole: {
          managed: 'AWSLambdaBasicExecutionRole',
          statements: [
            { actions: 's3:GetObject', resources: '*' },
            { ...SENDS, from: 'attached-policy Sending' },
          ],
        },
      },
    );
  });
});
