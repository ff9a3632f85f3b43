import { describe, test } from 'vitest';
import { checkResourcePolicies } from '../support/check-principals.ts';

const FUNCTION = 'Fn: { Type: AWS::Lambda::Function, Properties: { FunctionName: my-function, Role: x } }';
const INVOKE = { actions: 'lambda:InvokeFunction', resources: '${Fn.Arn}' };
const BY_NAME = { ...INVOKE, resources: 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:my-function' };

function checkPermission(properties: string, statements: readonly object[], on = 'Fn'): void {
  checkResourcePolicies(
    `Parameters: { Arn: { Type: String } }
Resources:
  ${FUNCTION}
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Fn, Name: live } }
  Given: { Type: AWS::Lambda::Permission, Properties: ${properties} }
`,
    [{ on, from: 'attached-policy Given', statements }],
  );
}

describe('AWS::Lambda::Permission', () => {
  test('of a service, with everything that limits it', () => {
    checkPermission('{ FunctionName: !Ref Fn, Action: lambda:InvokeFunction, Principal: sns.amazonaws.com, SourceArn: !Ref Arn }', [
      { ...INVOKE, principal: { Service: 'sns.amazonaws.com' }, condition: { ArnLike: { 'aws:SourceArn': '${Arn}' } } },
    ]);
    checkPermission(
      '{ FunctionName: !GetAtt Fn.Arn, Action: lambda:InvokeFunction, Principal: alexa-appkit.amazon.com, SourceAccount: 123456789012, EventSourceToken: x }',
      [
        {
          ...INVOKE,
          principal: { Service: 'alexa-appkit.amazon.com' },
          condition: { StringEquals: { 'aws:SourceAccount': '123456789012', 'lambda:EventSourceToken': 'x' } },
        },
      ],
    );
    checkPermission(
      '{ FunctionName: !Ref Fn, Action: lambda:InvokeFunctionUrl, Principal: "*", FunctionUrlAuthType: NONE, PrincipalOrgID: o-1 }',
      [
        {
          ...INVOKE,
          actions: 'lambda:InvokeFunctionUrl',
          principal: { AWS: '*' },
          condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1', 'lambda:FunctionUrlAuthType': 'NONE' } },
        },
      ],
    );
  });

  test('of accounts and roles', () => {
    for (const principal of ['123456789012', 'arn:aws:iam::123456789012:role/caller']) {
      checkPermission(`{ FunctionName: !Ref Fn, Action: lambda:InvokeFunction, Principal: "${principal}", InvokedViaFunctionUrl: true }`, [
        { ...INVOKE, principal: { AWS: principal }, condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } },
      ]);
    }
    checkPermission('{ FunctionName: !Ref Fn, Action: lambda:InvokeFunction, Principal: !Ref Arn }', [
      { ...INVOKE, principal: { AWS: '${Arn}' } },
    ]);
  });

  test('on a function by its name, its ARN, an alias', () => {
    const rest = 'Action: lambda:InvokeFunction, Principal: s3.amazonaws.com';
    const service = { principal: { Service: 's3.amazonaws.com' } };
    checkPermission(`{ FunctionName: my-function, ${rest} }`, [{ ...BY_NAME, ...service }]);
    checkPermission(`{ FunctionName: "123456789012:function:my-function", ${rest} }`, [
      { ...INVOKE, resources: 'arn:${AWS::Partition}:lambda:${AWS::Region}:123456789012:function:my-function', ...service },
    ]);
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:my-function:live';
    checkPermission(`{ FunctionName: "${arn}", ${rest} }`, [{ ...INVOKE, resources: arn, ...service }]);
    checkPermission(`{ FunctionName: !Ref Live, ${rest} }`, [{ ...INVOKE, resources: '${Live}', ...service }]);
    checkPermission(
      `{ FunctionName: theirs, ${rest} }`,
      [{ ...BY_NAME, resources: BY_NAME.resources.replace('my-function', 'theirs'), ...service }],
      '? theirs',
    );
    checkPermission(`{ FunctionName: !Ref Arn, ${rest} }`, [{ ...INVOKE, resources: '${Arn}', ...service }], '? ${Arn}');
  });

  test('in branches: a statement for each where a condition may be absent', () => {
    checkPermission(
      '{ FunctionName: !Ref Fn, Action: lambda:InvokeFunction, Principal: !If [Prod, s3.amazonaws.com, "123456789012"], SourceArn: !If [Prod, !Ref Arn, !Ref AWS::NoValue] }',
      [
        { ...INVOKE, principal: { Service: 's3.amazonaws.com' }, condition: { ArnLike: { 'aws:SourceArn': '${Arn}' } }, when: 'Prod' },
        { ...INVOKE, principal: { AWS: '123456789012' }, when: '!Prod' },
      ],
    );
  });

  test('half-typed', () => {
    checkPermission('{ FunctionName: !Ref Fn }', [{ resources: '${Fn.Arn}' }]);
    checkResourcePolicies('Resources: { A: { Type: AWS::Lambda::Permission }, B: { Type: AWS::S3::BucketPolicy, Properties: } }', []);
  });
});

describe('policies of other resources', () => {
  const READ = { actions: 's3:GetObject', resources: '*', principal: { AWS: '*' } };
  const document = 'PolicyDocument: { Statement: [{ Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "*" }] }';

  test('a bucket by reference and by name, under conditions', () => {
    checkResourcePolicies(
      `
Resources:
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "\${AWS::StackName}-data" } }
  A: { Type: AWS::S3::BucketPolicy, Condition: Prod, Properties: { Bucket: !Ref Bucket, ${document} } }
  B: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Sub "\${AWS::StackName}-data", ${document} } }
  C: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: theirs, ${document} } }
`,
      [
        { on: 'Bucket [Prod]', from: 'attached-policy A', statements: [READ] },
        { on: 'Bucket', from: 'attached-policy B', statements: [READ] },
        { on: '? theirs', from: 'attached-policy C', statements: [READ] },
      ],
    );
  });

  test('each of several queues and topics', () => {
    checkResourcePolicies(
      `
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Named: { Type: AWS::SQS::Queue, Properties: { QueueName: named } }
  Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: news } }
  A: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [!Ref Queue, !If [Prod, https://sqs.us-east-1.amazonaws.com/123456789012/named, !Ref AWS::NoValue]], ${document} } }
  B: { Type: AWS::SNS::TopicPolicy, Properties: { Topics: [!Ref Topic, !Sub "arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:news"], ${document} } }
`,
      [
        { on: 'Queue', from: 'attached-policy A', statements: [READ] },
        { on: 'Named [Prod]', from: 'attached-policy A', statements: [READ] },
        { on: 'Topic', from: 'attached-policy B', statements: [READ] },
        { on: 'Topic', from: 'attached-policy B', statements: [READ] },
      ],
    );
  });

  test('its own, and the default of a key', () => {
    checkResourcePolicies(
      `
Resources:
  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: { Effect: Allow, Principal: { AWS: "*" }, Action: kms:*, Resource: "*" } } } }
  Plain: { Type: AWS::KMS::Key, Properties: { Description: x } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Policy: { Statement: { Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: execute-api:/* } } } }
  Secret: { Type: AWS::SecretsManager::Secret }
  OfSecret: { Type: AWS::SecretsManager::ResourcePolicy, Properties: { SecretId: !Ref Secret, ResourcePolicy: { Statement: { Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "*" } } } }
`,
      [
        { on: 'Key', statements: [{ actions: 'kms:*', resources: '*', principal: { AWS: '*' } }] },
        { on: 'Api', statements: [{ actions: 'execute-api:Invoke', resources: 'execute-api:/*', principal: { AWS: '*' } }] },
        { on: 'Secret', from: 'attached-policy OfSecret', statements: [READ] },
      ],
    );
  });

  test('an event bus, in both forms', () => {
    checkResourcePolicies(
      `
Resources:
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: orders } }
  A: { Type: AWS::Events::EventBusPolicy, Properties: { EventBusName: orders, StatementId: a, Statement: { Effect: Allow, Principal: "*", Action: events:PutEvents, Resource: "*" } } }
  B:
    Type: AWS::Events::EventBusPolicy
    Properties: { StatementId: b, Action: events:PutEvents, Principal: "*", Condition: { Type: StringEquals, Key: aws:PrincipalOrgID, Value: o-1 } }
`,
      [
        { on: 'Bus', from: 'attached-policy A', statements: [{ actions: 'events:PutEvents', resources: '*', principal: { AWS: '*' } }] },
        {
          on: '? default',
          from: 'attached-policy B',
          statements: [
            {
              actions: 'events:PutEvents',
              resources: 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default',
              principal: { AWS: '*' },
              condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
            },
          ],
        },
      ],
    );
  });

  test('a layer version', () => {
    checkResourcePolicies(
      `
Resources:
  Layer: { Type: AWS::Lambda::LayerVersion }
  A: { Type: AWS::Lambda::LayerVersionPermission, Properties: { LayerVersionArn: !Ref Layer, Action: lambda:GetLayerVersion, Principal: "*", OrganizationId: o-1 } }
`,
      [
        {
          on: 'Layer',
          from: 'attached-policy A',
          statements: [
            {
              actions: 'lambda:GetLayerVersion',
              resources: '${Layer}',
              principal: { AWS: '*' },
              condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
            },
          ],
        },
      ],
    );
  });

  test('a document that cannot be read', () => {
    checkResourcePolicies(
      `
Parameters: { Document: { Type: String } }
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  A: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref Bucket, PolicyDocument: !Ref Document } }
  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: !ImportValue policy } }
`,
      [
        { on: 'Bucket', from: 'attached-policy A', statements: 'unread' },
        { on: 'Key', statements: 'unread' },
      ],
    );
  });

  test('of an API, written at an event of SAM', () => {
    const statements =
      'Auth: { ResourcePolicy: { CustomStatements: [{ Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: execute-api:/* }] } }';
    const allowed = [{ actions: 'execute-api:Invoke', resources: 'execute-api:/*', principal: { AWS: '*' } }];
    const route = {
      on: 'Fn',
      from: 'framework Events.On',
      statements: [
        {
          actions: 'lambda:InvokeFunction',
          resources: '${Fn.Arn}',
          principal: { Service: 'apigateway.amazonaws.com' },
        },
      ],
    };
    for (const [api, written] of [
      ['ServerlessRestApi', ''],
      ['Rest', 'RestApiId: !Ref Rest, '],
    ] as const) {
      const condition = {
        ArnLike: { 'aws:SourceArn': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*/GET/a` },
      };
      checkResourcePolicies(
        `Transform: AWS::Serverless-2016-10-31
Resources:
  Rest: { Type: AWS::Serverless::Api, Properties: { StageName: x } }
  Fn: { Type: AWS::Serverless::Function, Properties: { Events: { On: { Type: Api, Properties: { ${written}Path: /a, Method: get, ${statements} } } } } }
`,
        [
          { on: api, statements: allowed },
          { ...route, statements: route.statements.map((statement) => ({ ...statement, condition })) },
        ],
      );
    }
  });

  test('of the API that Serverless makes', () => {
    checkResourcePolicies(
      'service: a\nprovider: { name: aws, apiGateway: { resourcePolicy: [{ Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: execute-api:/* }] } }\n',
      [{ on: 'ApiGatewayRestApi', statements: [{ actions: 'execute-api:Invoke', resources: 'execute-api:/*', principal: { AWS: '*' } }] }],
      { uri: 'file:///workspace/serverless.yml' },
    );
  });
});
