import { describe, test } from 'vitest';
import { checkPrincipals, checkResourcePolicies } from '../support/check-principals.ts';

const READ_TABLE = [
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:PartiQLSelect',
];
const TABLE = ['${Orders.Arn}', '${Orders.Arn}/index/*'];
const PUBLISH = { actions: 'sns:Publish', resources: '${News}' };
const SAM = 'Transform: AWS::Serverless-2016-10-31\n';
const OTHERS = `
  Orders: { Type: AWS::DynamoDB::Table }
  News: { Type: AWS::SNS::Topic }
  Jobs: { Type: AWS::SQS::Queue }`;
const FUNCTION = { managed: 'AWSLambdaBasicExecutionRole' };

function checkConnector(properties: string, statements: readonly object[], unknown: readonly string[] = []): void {
  checkPrincipals(
    `${SAM}Resources:${OTHERS}
  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }
  Joined:
    Type: AWS::Serverless::Connector
    Properties: ${properties}
`,
    { FnRole: { ...FUNCTION, statements: statements.map((statement) => ({ ...statement, from: 'connector Joined' })), unknown } },
  );
}

test('a RoleName that is written out is the name of a role, never its logical id', () => {
  const source = (properties: string): string => `${SAM}Resources:${OTHERS}
  MyRole: { Type: AWS::IAM::Role${properties} }
  Joined:
    Type: AWS::Serverless::Connector
    Properties:
      Source: { Type: AWS::Lambda::Function, RoleName: MyRole }
      Destination: { Id: News }
      Permissions: [Write]
`;
  checkPrincipals(source(''), { MyRole: {} });
  checkPrincipals(source(', Properties: { RoleName: MyRole }'), { MyRole: { statements: [{ ...PUBLISH, from: 'connector Joined' }] } });
});

describe('a connector of a function', () => {
  test('as a resource of its own', () => {
    checkConnector('{ Source: { Id: Fn }, Destination: { Id: Orders }, Permissions: [Read] }', [{ actions: READ_TABLE, resources: TABLE }]);
  });

  test('to several destinations', () => {
    checkConnector('{ Source: { Id: Fn }, Destination: [{ Id: News }, { Id: Jobs }], Permissions: [Write] }', [
      PUBLISH,
      { actions: ['sqs:DeleteMessage', 'sqs:SendMessage', 'sqs:ChangeMessageVisibility', 'sqs:PurgeQueue'], resources: '${Jobs.Arn}' },
    ]);
  });

  test('from a queue: the role of the destination', () => {
    checkConnector('{ Source: { Id: Jobs }, Destination: { Id: Fn }, Permissions: [Read, Write] }', [
      { actions: 'sqs:DeleteMessage', resources: '${Jobs.Arn}' },
      { actions: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'], resources: '${Jobs.Arn}' },
    ]);
  });

  test('to what is written out', () => {
    checkConnector(
      '{ Source: { Id: Fn }, Destination: { Type: AWS::SNS::Topic, Arn: !Sub "arn:${AWS::Partition}:sns:${AWS::Region}:123456789012:theirs" }, Permissions: [Write] }',
      [{ actions: 'sns:Publish', resources: 'arn:${AWS::Partition}:sns:${AWS::Region}:123456789012:theirs' }],
    );
    checkConnector(
      '{ Source: { Type: AWS::Lambda::Function, RoleName: !Ref FnRole }, Destination: { Type: AWS::S3::Bucket, Arn: arn:aws:s3:::theirs }, Permissions: [Write] }',
      [
        {
          actions: [
            's3:AbortMultipartUpload',
            's3:DeleteObject',
            's3:DeleteObjectVersion',
            's3:PutObject',
            's3:PutObjectLegalHold',
            's3:PutObjectRetention',
            's3:RestoreObject',
          ],
          resources: ['arn:aws:s3:::theirs', 'arn:aws:s3:::theirs/*'],
        },
      ],
    );
  });

  test('embedded, under its condition', () => {
    checkPrincipals(
      `${SAM}Resources:${OTHERS}
  Fn:
    Type: AWS::Serverless::Function
    Connectors:
      Told: { Condition: Prod, Properties: { Destination: { Id: News }, Permissions: [Write] } }
      Stored: { Properties: { Destination: [{ Id: Orders }], Permissions: [Read] } }
    Properties: { Handler: a.b }
`,
      {
        FnRole: {
          ...FUNCTION,
          statements: [
            { ...PUBLISH, when: 'Prod', from: 'connector FnTold' },
            { actions: READ_TABLE, resources: TABLE, from: 'connector FnStored' },
          ],
        },
      },
    );
  });

  test('with a role of its own, in this template and not', () => {
    const connectors = 'Connectors: { Told: { Properties: { Destination: { Id: News }, Permissions: [Write] } } }';
    checkPrincipals(
      `${SAM}Parameters: { RoleArn: { Type: String } }
Resources:${OTHERS}
  A: { Type: AWS::Serverless::Function, Properties: { Role: !GetAtt Role.Arn }, ${connectors} }
  B: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn }, ${connectors} }
  C: { Type: AWS::Lambda::Function, Properties: { Role: !Ref RoleArn }, ${connectors} }
  Role: { Type: AWS::IAM::Role, Properties: { Path: / } }
`,
      {
        A: { roles: '${Role.Arn}' },
        B: { roles: '${Role.Arn}' },
        C: {
          roles: '${RoleArn}',
          statements: [{ ...PUBLISH, from: 'connector CTold' }],
          unknown: 'the role ${RoleArn} is not in this template',
        },
        Role: {
          statements: [
            { ...PUBLISH, from: 'connector ATold' },
            { ...PUBLISH, from: 'connector BTold' },
          ],
        },
      },
    );
  });
});

describe('other sources', () => {
  test('a state machine and a rule', () => {
    checkPrincipals(
      `${SAM}Resources:${OTHERS}
  Machine: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: a.json }, Connectors: { Told: { Properties: { Destination: { Id: News }, Permissions: [Write] } } } }
  Bus: { Type: AWS::Events::EventBus }
  Rule:
    Type: AWS::Events::Rule
    Properties: { Targets: [{ Id: a, Arn: !Ref News }, { Id: b, Arn: !GetAtt Bus.Arn, RoleArn: !GetAtt RuleRole.Arn }] }
    Connectors: { Sent: { Properties: { Destination: { Id: Bus }, Permissions: [Write] } } }
  RuleRole: { Type: AWS::IAM::Role, Properties: { Path: / } }
`,
      {
        MachineRole: { statements: [{ ...PUBLISH, from: 'connector MachineTold' }] },
        RuleRole: { statements: [{ actions: 'events:PutEvents', resources: '${Bus.Arn}', from: 'connector RuleSent' }] },
      },
    );
  });

  test('what stands on the destination', () => {
    checkResourcePolicies(
      `${SAM}Resources:${OTHERS}
  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }
  Api: { Type: AWS::Serverless::HttpApi, Connectors: { Calls: { Properties: { SourceReference: { Qualifier: Prod/GET/x }, Destination: { Id: Fn }, Permissions: [Write] } } } }
  Bucket: { Type: AWS::S3::Bucket }
  Told: { Type: AWS::Serverless::Connector, Condition: Prod, Properties: { Source: { Id: News }, Destination: { Id: Jobs }, Permissions: [Write] } }
  Stored: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: Bucket }, Destination: { Id: Fn }, Permissions: [Write] } }
  Theirs:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: News }, Destination: { Type: AWS::SQS::Queue, Arn: arn:aws:sqs:us-east-1:123456789012:theirs, QueueUrl: https://theirs }, Permissions: [Write] }
`,
      [
        {
          on: 'Fn',
          from: 'connector ApiCalls',
          statements: [
            {
              actions: 'lambda:InvokeFunction',
              resources: '${Fn.Arn}',
              principal: { Service: 'apigateway.amazonaws.com' },
              condition: {
                ArnLike: { 'aws:SourceArn': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/Prod/GET/x' },
              },
            },
          ],
        },
        {
          on: 'Jobs [Prod]',
          from: 'connector Told',
          statements: [
            {
              actions: 'sqs:SendMessage',
              resources: '${Jobs.Arn}',
              principal: { Service: 'sns.amazonaws.com' },
              condition: { ArnEquals: { 'aws:SourceArn': '${News}' } },
            },
          ],
        },
        {
          on: 'Fn',
          from: 'connector Stored',
          statements: [
            {
              actions: 'lambda:InvokeFunction',
              resources: '${Fn.Arn}',
              principal: { Service: 's3.amazonaws.com' },
              condition: { ArnLike: { 'aws:SourceArn': '${Bucket.Arn}' }, StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } },
            },
          ],
        },
        {
          on: '? https://theirs',
          from: 'connector Theirs',
          statements: [
            {
              actions: 'sqs:SendMessage',
              resources: 'arn:aws:sqs:us-east-1:123456789012:theirs',
              principal: { Service: 'sns.amazonaws.com' },
              condition: { ArnEquals: { 'aws:SourceArn': '${News}' } },
            },
          ],
        },
      ],
    );
  });
});

describe('what SAM rejects grants nothing, and says so', () => {
  const rejected = (properties: string, reason: string): void =>
    checkConnector(properties, [], [`the connector Joined is rejected: ${reason}`]);

  test('a pair that there is not', () => {
    rejected('{ Source: { Id: Jobs }, Destination: { Id: Fn }, Permissions: [Read] }', 'its Permissions are not those that there are');
    rejected('{ Source: { Id: News }, Destination: { Id: Fn }, Permissions: [Read] }', 'its Permissions are not those that there are');
    rejected('{ Source: { Id: Fn }, Destination: { Id: Fn }, Permissions: [] }', 'its Permissions are not those that there are');
    rejected(
      '{ Source: { Id: Fn }, Destination: { Type: AWS::Logs::LogGroup, Arn: x }, Permissions: [Write] }',
      'none joins AWS::Lambda::Function to AWS::Logs::LogGroup',
    );
  });

  test('an end that there is not', () => {
    rejected('{ Source: { Id: Fn }, Destination: { Id: Missing }, Permissions: [Write] }', 'there is no resource Missing');
    rejected('{ Source: { Id: Fn }, Destination: { Arn: x }, Permissions: [Write] }', 'a Type is missing');
    rejected('{ Source: { Id: Fn }, Destination: {}, Permissions: [Write] }', 'it names no resource');
    rejected('{ Source: { Id: Fn }, Destination: { Id: News, Arn: x }, Permissions: [Write] }', "'Id' does not go with other properties");
  });

  test('a value that is missing', () => {
    rejected(
      '{ Source: { Id: Fn }, Destination: { Type: AWS::SNS::Topic, Name: x }, Permissions: [Write] }',
      'its role or a value that it needs is not known',
    );
  });

  test('half-typed: nothing', () => {
    for (const properties of [
      '',
      '{}',
      '{ Source: { Id: Fn } }',
      '{ Source: , Destination: , Permissions: }',
      '{ Destination: [] , Source: { Id: Fn } }',
    ]) {
      checkConnector(properties, []);
    }
  });

  test('an Id that is defined again below its source', () => {
    checkPrincipals(
      `${SAM}Resources:${OTHERS}
  Fn:
    Type: AWS::Serverless::Function
    Connectors: { Told: { Properties: { SourceReference: { Id: Jobs }, Destination: { Id: News }, Permissions: [Write] } }, Half: , More: { Properties: [] } }
    Properties: { Handler: a.b }
`,
      { FnRole: { ...FUNCTION, unknown: "the connector FnTold is rejected: 'Id' does not stand in SourceReference" } },
    );
  });
});
