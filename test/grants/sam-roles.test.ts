import { describe, test } from 'vitest';
import type { ExpectedPrincipal } from '../support/check-principals.ts';
import { checkPrincipals } from '../support/check-principals.ts';
import { samFunction, samStateMachine, samTemplate } from '../support/sam-template.ts';

const managed = 'AWSLambdaBasicExecutionRole';
const conditions = 'Conditions:\n  Prod: !Equals [!Ref AWS::Region, eu-west-1]\n  Big: !Equals [!Ref AWS::Region, us-east-1]';
const own = `
Own:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }] }
    Policies:
      - PolicyName: all
        PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: '*' }] }`;
const ofOwn: ExpectedPrincipal = { statements: [{ actions: 's3:GetObject', resources: '*' }] };
const statement = '- Statement: [{ Effect: Allow, Action: sns:Publish, Resource: t }]';
const publish: ExpectedPrincipal = { managed, statements: [{ actions: 'sns:Publish', resources: 't' }] };
const service = (name: string) => ({ actions: 'sts:AssumeRole', principal: { Service: `${name}.amazonaws.com` } });

const trusting = (name: string): string =>
  `{ Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: ${name}.amazonaws.com } }] }`;

interface Case {
  readonly title: string;
  readonly text: string;
  readonly expected: Readonly<Record<string, ExpectedPrincipal>>;
}

function check({ text, expected }: Case): void {
  checkPrincipals(text, expected);
}

describe('Role', () => {
  const cases: readonly Case[] = [
    { title: 'absent: SAM makes one', text: samFunction('Timeout: 3'), expected: { FnRole: { managed, trust: [service('lambda')] } } },
    { title: 'null counts as absent', text: samFunction('Role:'), expected: { FnRole: { managed } } },
    {
      title: 'of the template by GetAtt: what SAM would add does not apply',
      text: samFunction(
        `Role: !GetAtt Own.Arn\nTracing: Active\nPolicies:\n  ${statement}\nEvents:\n  Q: { Type: SQS, Properties: { Queue: q } }`,
        own,
      ),
      expected: { Fn: { roles: '${Own.Arn}' }, Own: ofOwn },
    },
    { title: 'by Sub', text: samFunction("Role: !Sub '${Own.Arn}'", own), expected: { Fn: { roles: '${Own.Arn}' }, Own: ofOwn } },
    {
      title: 'by an ARN that ends in a Ref',
      text: samFunction("Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/${Own}'", own),
      expected: { Fn: { roles: 'arn:aws:iam::${AWS::AccountId}:role/${Own}' }, Own: ofOwn },
    },
    {
      title: 'that SAM makes for another function',
      text: samFunction(
        'Role: !GetAtt OtherRole.Arn',
        `Other:\n  Type: AWS::Serverless::Function\n  Properties:\n    Policies:\n      ${statement}`,
      ),
      expected: { Fn: { roles: '${OtherRole.Arn}' }, OtherRole: publish },
    },
    {
      title: 'outside of the template',
      text: samFunction('Role: arn:aws:iam::123456789012:role/deploy'),
      expected: {
        Fn: {
          roles: 'arn:aws:iam::123456789012:role/deploy',
          unknown: 'the role arn:aws:iam::123456789012:role/deploy is not in this template',
        },
      },
    },
    {
      title: 'a parameter',
      text: samFunction('Role: !Ref Given', '', 'Parameters:\n  Given: { Type: String }'),
      expected: { Fn: { roles: '${Given}', unknown: 'the role ${Given} is not in this template' } },
    },
    {
      title: 'an import',
      text: samFunction('Role: !ImportValue Shared'),
      expected: { Fn: { roles: '${Fn::ImportValue(Shared)}', unknown: 'the role ${Fn::ImportValue(Shared)} is not in this template' } },
    },
    {
      title: 'in two branches',
      text: samFunction('Role: !If [Prod, !GetAtt Own.Arn, !Ref Given]', own, `${conditions}\nParameters:\n  Given: { Type: String }`),
      expected: {
        Fn: {
          roles: ['${Own.Arn} [Prod]', '${Given} [!Prod]'],
          statements: [{ actions: 's3:GetObject', resources: '*', when: 'Prod' }],
          unknown: 'the role ${Given} is not in this template',
        },
        Own: ofOwn,
      },
    },
    {
      title: 'absent in one branch: SAM makes one under the negated condition',
      text: samFunction(`Role: !If [Prod, !GetAtt Own.Arn, !Ref AWS::NoValue]\nPolicies:\n  ${statement}`, own, conditions),
      expected: {
        Fn: {
          roles: ['${FnRole.Arn} [!Prod]', '${Own.Arn} [Prod]'],
          managed: `${managed} [!Prod]`,
          statements: [
            { actions: 'sns:Publish', resources: 't', when: '!Prod' },
            { actions: 's3:GetObject', resources: '*', when: 'Prod' },
          ],
        },
        FnRole: { ...publish, when: '!Prod' },
        Own: ofOwn,
      },
    },
    {
      title: 'absent in both branches',
      text: samFunction('Role: !If [Prod, !Ref AWS::NoValue, !Ref AWS::NoValue]', '', conditions),
      expected: { FnRole: { managed } },
    },
    {
      title: 'AWS::NoValue without a condition: none is made',
      text: samFunction('Role: !Ref AWS::NoValue'),
      expected: { Fn: { unknown: 'its Role is absent, and SAM makes none' } },
    },
    {
      title: 'of a state machine that may be absent: none is made',
      text: samStateMachine('Role: !If [Prod, !GetAtt Own.Arn, !Ref AWS::NoValue]', own, conditions),
      expected: {
        Machine: { roles: '${Own.Arn} [Prod]', statements: [{ actions: 's3:GetObject', resources: '*', when: 'Prod' }] },
        Own: ofOwn,
      },
    },
    {
      title: 'shared by a function of CloudFormation',
      text: samFunction('Timeout: 3', 'Plain:\n  Type: AWS::Lambda::Function\n  Properties: { Role: !GetAtt FnRole.Arn }'),
      expected: { FnRole: { managed }, Plain: { roles: '${FnRole.Arn}' } },
    },
  ];
  test.each(cases)('$title', check);
});

describe('the role itself', () => {
  const cases: readonly Case[] = [
    {
      title: 'the condition of the function is that of its role',
      text: samTemplate('Fn:\n  Type: AWS::Serverless::Function\n  Condition: Prod\n  Properties:\n    Timeout: 3', conditions),
      expected: { FnRole: { managed, when: 'Prod' } },
    },
    {
      title: 'a condition of Role stands in its place',
      text: samTemplate(
        'Fn:\n  Type: AWS::Serverless::Function\n  Condition: Big\n  Properties:\n    Role: !If [Prod, !Ref AWS::NoValue, arn:aws:iam::1:role/x]',
        conditions,
      ),
      expected: {
        Fn: {
          roles: ['${FnRole.Arn} [Prod]', 'arn:aws:iam::1:role/x [!Prod]'],
          managed: `${managed} [Prod]`,
          unknown: 'the role arn:aws:iam::1:role/x is not in this template',
          when: 'Big',
        },
        FnRole: { managed, when: 'Prod' },
      },
    },
    {
      title: 'AssumeRolePolicyDocument of its own',
      text: samFunction(
        'AssumeRolePolicyDocument:\n  Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: [lambda.amazonaws.com, edgelambda.amazonaws.com] } }]',
      ),
      expected: {
        FnRole: {
          managed,
          trust: [{ actions: 'sts:AssumeRole', principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] } }],
        },
      },
    },
    {
      title: 'a boundary of AWS, of the template, and one that is not known',
      text: samTemplate(
        `
A: { Type: AWS::Serverless::Function, Properties: { PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess } }
B: { Type: AWS::Serverless::Function, Properties: { PermissionsBoundary: !Ref Limit } }
C: { Type: AWS::Serverless::Function, Properties: { PermissionsBoundary: !If [Prod, !Ref Given, !Ref AWS::NoValue] } }
Limit:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] }`,
        `${conditions}\nParameters:\n  Given: { Type: String }`,
      ),
      expected: {
        ARole: { managed, boundaries: 'PowerUserAccess' },
        BRole: { managed, boundaries: '${Limit}', boundaryStatements: [{ actions: 's3:*', resources: '*' }] },
        CRole: { managed, boundaries: '? ${Given} [Prod]' },
      },
    },
    {
      title: 'what CloudFormation attaches to it',
      text: samFunction(
        'Timeout: 3',
        "More:\n  Type: AWS::IAM::Policy\n  Properties:\n    Roles: [!Ref FnRole]\n    PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: '*' }] }",
      ),
      expected: { FnRole: { managed, statements: [{ actions: 's3:GetObject', resources: '*', from: 'attached-policy More' }] } },
    },
  ];
  test.each(cases)('$title', check);
});

describe('Globals', () => {
  const globals = `
Globals:
  Function:
    Tracing: Active
    PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
    DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Dead.Arn }
    VpcConfig: { SubnetIds: [a] }`;
  const tracing = [managed, 'AWSXrayWriteOnlyAccess'];
  const network = 'AWSLambdaVPCAccessExecutionRole';
  const dead = { actions: 'sqs:SendMessage', resources: '${Dead.Arn}', from: 'framework DeadLetterQueue' };
  const boundaries = 'PowerUserAccess';
  const queue = 'Dead: { Type: AWS::SQS::Queue }';
  const cases: readonly Case[] = [
    {
      title: 'reach every function and no state machine',
      text: samFunction('Timeout: 3', `${queue}\nMachine: { Type: AWS::Serverless::StateMachine, Properties: { Name: m } }`, globals),
      expected: { FnRole: { managed: [...tracing, network], statements: [dead], boundaries }, MachineRole: {} },
    },
    {
      title: 'a value of the function wins, a mapping is merged',
      text: samFunction(
        'Tracing: Disabled\nPermissionsBoundary: !Ref AWS::NoValue\nDeadLetterQueue: { Type: SNS }\nVpcConfig: ~',
        queue,
        globals,
      ),
      expected: { FnRole: { managed, statements: [{ ...dead, actions: 'sns:Publish' }] } },
    },
    {
      title: 'IgnoreGlobals for some and for all',
      text: samTemplate(
        `A: { Type: AWS::Serverless::Function, IgnoreGlobals: [Tracing, VpcConfig], Properties: { Timeout: 3 } }
B: { Type: AWS::Serverless::Function, IgnoreGlobals: '*', Properties: { Timeout: 3 } }
${queue}`,
        globals,
      ),
      expected: { ARole: { managed, statements: [dead], boundaries }, BRole: { managed } },
    },
    {
      title: 'AssumeRolePolicyDocument, EventInvokeConfig and DurableConfig',
      text: samFunction(
        'EventInvokeConfig: { DestinationConfig: { OnFailure: { Destination: b } } }',
        '',
        `Globals:
  Function:
    AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: edgelambda.amazonaws.com } }] }
    EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: Lambda, Destination: a } } }
    DurableConfig: { ExecutionTimeout: 60 }`,
      ),
      expected: {
        FnRole: {
          managed: 'AWSLambdaBasicDurableExecutionRolePolicy',
          statements: [{ actions: 'lambda:InvokeFunction', resources: 'b', from: 'framework EventInvokeConfig.OnFailure' }],
          trust: [service('edgelambda')],
        },
      },
    },
    {
      title: 'statements of AssumeRolePolicyDocument add up, unless they are ignored',
      text: samTemplate(
        ['A: { Type: AWS::Serverless::Function, ', "B: { Type: AWS::Serverless::Function, IgnoreGlobals: '*', "]
          .map((start) => `${start}Properties: { AssumeRolePolicyDocument: ${trusting('lambda')} } }`)
          .join('\n'),
        `Globals:\n  Function:\n    AssumeRolePolicyDocument: ${trusting('edgelambda')}`,
      ),
      expected: { ARole: { managed, trust: [service('edgelambda'), service('lambda')] }, BRole: { managed, trust: [service('lambda')] } },
    },
  ];
  test.each(cases)('$title', check);
});
