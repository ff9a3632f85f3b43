import { describe, expect, test } from 'vitest';
import { normalizeName } from '../../server/src/template/implicit-serverless.ts';
import { readTemplate } from '../support/template.ts';

/** Logical ids that are known without being declared, with their types. */
function implicit(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { logicalId, type, node } of readTemplate(text).template.scope.resources.values())
    if (node === undefined) found[logicalId] = type;
  return found;
}

describe('SAM', () => {
  test('a function with an alias and events', () => {
    const text = `Transform: AWS::Serverless-2016-10-31
Globals: {Function: {AutoPublishAlias: live}}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig: {AuthType: NONE}
      Events:
        Get: {Type: Api, Properties: {Path: /, Method: get}}
        Post: {Type: HttpApi}
        Timer: {Type: ScheduleV2, Properties: {ScheduleExpression: x}}
        Queue: {Type: SQS, Properties: {Queue: x}}
`;
    expect(implicit(text)).toEqual({
      FnRole: 'AWS::IAM::Role',
      'Fn.Alias': 'AWS::Lambda::Alias',
      'Fn.Version': 'AWS::Lambda::Version',
      FnAliaslive: 'AWS::Lambda::Alias',
      FnUrl: 'AWS::Lambda::Url',
      ServerlessRestApi: 'AWS::ApiGateway::RestApi',
      ServerlessRestApiProdStage: 'AWS::ApiGateway::Stage',
      'ServerlessRestApi.Stage': 'AWS::ApiGateway::Stage',
      'ServerlessRestApi.Deployment': 'AWS::ApiGateway::Deployment',
      ServerlessHttpApi: 'AWS::ApiGatewayV2::Api',
      ServerlessHttpApiApiGatewayDefaultStage: 'AWS::ApiGatewayV2::Stage',
      'ServerlessHttpApi.Stage': 'AWS::ApiGatewayV2::Stage',
      FnTimer: 'AWS::Scheduler::Schedule',
      FnTimerRole: 'AWS::IAM::Role',
      FnQueue: 'AWS::Lambda::EventSourceMapping',
    });
  });

  test('a function with its own role, and one whose role may be absent', () => {
    const text = `Resources:
  Own: {Type: AWS::Serverless::Function, Properties: {Role: !GetAtt R.Arn}}
  Perhaps: {Type: AWS::Serverless::Function, Properties: {Role: !If [A, x, !Ref AWS::NoValue]}}
`;
    expect(implicit(text)).toEqual({ PerhapsRole: 'AWS::IAM::Role' });
  });

  test('APIs and state machines', () => {
    const text = `Resources:
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: prod}}
  Other: {Type: AWS::Serverless::Api, Properties: {StageName: !Ref Stage}}
  Http: {Type: AWS::Serverless::HttpApi}
  Machine: {Type: AWS::Serverless::StateMachine, Properties: {Events: {E: {Type: Schedule}}}}
`;
    expect(implicit(text)).toEqual({
      'Api.Stage': 'AWS::ApiGateway::Stage',
      'Api.Deployment': 'AWS::ApiGateway::Deployment',
      ApiprodStage: 'AWS::ApiGateway::Stage',
      'Other.Stage': 'AWS::ApiGateway::Stage',
      'Other.Deployment': 'AWS::ApiGateway::Deployment',
      OtherStage: 'AWS::ApiGateway::Stage',
      'Http.Stage': 'AWS::ApiGatewayV2::Stage',
      HttpApiGatewayDefaultStage: 'AWS::ApiGatewayV2::Stage',
      MachineRole: 'AWS::IAM::Role',
      MachineE: 'AWS::Events::Rule',
      MachineERole: 'AWS::IAM::Role',
    });
  });

  test('what is declared stays as it is', () => {
    const text = 'Resources:\n  F: {Type: AWS::Serverless::Function}\n  FRole: {Type: AWS::IAM::Group}\n';
    expect(readTemplate(text).template.scope.resources.get('FRole')?.type).toBe('AWS::IAM::Group');
  });

  test('an alias is a reference to its qualified ARN', () => {
    const text = `Resources:
  F: {Type: AWS::Serverless::Function, Properties: {AutoPublishAlias: live}}
  P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: {Resource: [!Ref F.Alias, !Sub '\${F.Alias}', !GetAtt F.Arn, !Ref F]}}}}
`;
    const values = readTemplate(text).policies[0]?.statements[0]?.resource?.values ?? [];
    const symbols = values.flatMap(({ text: { parts } }) => parts.flatMap((part) => (part.kind === 'symbol' ? [part.symbol] : [])));
    expect(symbols.map(({ kind, key, resourceType, value }) => [kind, key, resourceType, value?.kind])).toEqual([
      ['ref', 'F.Alias', 'AWS::Lambda::Alias', 'arn'],
      ['ref', 'F.Alias', 'AWS::Lambda::Alias', 'arn'],
      ['attribute', 'F.Arn', 'AWS::Serverless::Function', 'arn'],
      ['ref', 'F', 'AWS::Serverless::Function', 'name'],
    ]);
  });
});

describe('Serverless', () => {
  test('functions, their log groups and roles, and what events bring', () => {
    const text = `service: x
provider: {name: aws}
functions:
  hello-world_x:
    iamRoleStatements: []
    url: true
    events:
      - http: GET /
      - httpApi: '*'
      - s3: my-bucket
      - s3: {bucket: old, existing: true}
      - sns: my-topic
      - websocket: $connect
`;
    expect(implicit(text)).toEqual({
      IamRoleLambdaExecution: 'AWS::IAM::Role',
      ServerlessDeploymentBucket: 'AWS::S3::Bucket',
      ServerlessDeploymentBucketPolicy: 'AWS::S3::BucketPolicy',
      HelloDashworldUnderscorexLogGroup: 'AWS::Logs::LogGroup',
      HelloDashworldUnderscorexIamRoleLambdaExecution: 'AWS::IAM::Role',
      HelloDashworldUnderscorexLambdaFunctionUrl: 'AWS::Lambda::Url',
      ApiGatewayRestApi: 'AWS::ApiGateway::RestApi',
      HttpApi: 'AWS::ApiGatewayV2::Api',
      HttpApiStage: 'AWS::ApiGatewayV2::Stage',
      S3BucketMybucket: 'AWS::S3::Bucket',
      SNSTopicMytopic: 'AWS::SNS::Topic',
      WebsocketsApi: 'AWS::ApiGatewayV2::Api',
    });
  });

  test('a function is a resource by its logical id, with what is written of it', () => {
    const text = 'service: x\nprovider: {name: aws}\nfunctions:\n  hello: {handler: a.b, role: MyRole}\n';
    const resource = readTemplate(text).template.scope.resources.get('HelloLambdaFunction');
    expect([resource?.type, resource?.key?.value, resource?.node?.pairs.map(({ key }) => key.value)]).toEqual([
      'AWS::Lambda::Function',
      'hello',
      ['handler', 'role'],
    ]);
  });

  test('normalised names', () => {
    expect(['a', 'aB', 'a-b', 'a_b', 'A'].map(normalizeName)).toEqual(['A', 'AB', 'ADashb', 'AUnderscoreb', 'A']);
  });
});

test('parameters, conditions and resources', () => {
  const { scope } = readTemplate(`Parameters:
  A: {Type: String, Default: x}
  B: {Type: Number, Default: 7}
  C: {Type: AWS::SSM::Parameter::Value<String>, Default: /x}
Conditions: {Prod: !Equals [a, b]}
Resources:
  R: {Type: AWS::S3::Bucket, Condition: Prod}
`).template;
  expect([...scope.parameters.values()].map(({ name, type, default: value }) => [name, type, value])).toEqual([
    ['A', 'String', 'x'],
    ['B', 'Number', '7'],
    ['C', 'AWS::SSM::Parameter::Value<String>', undefined],
  ]);
  expect([...scope.conditions]).toEqual(['Prod']);
  expect(scope.resources.get('R')?.condition).toBe('Prod');
});
