import { describe, test } from 'vitest';
import { checkResourcePolicies } from '../support/check-principals.ts';

const SAM = 'Transform: AWS::Serverless-2016-10-31\n';

function checkEvent(event: string, statement: object, extra = ''): void {
  checkResourcePolicies(
    `${SAM}Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Events: { On: ${event} }${extra} } }
  Topic: { Type: AWS::SNS::Topic }
  Bucket: { Type: AWS::S3::Bucket }
  Pool: { Type: AWS::Cognito::UserPool }
  Rest: { Type: AWS::Serverless::Api, Properties: { StageName: Prod } }
`,
    [{ on: 'Fn', from: 'framework Events.On', statements: [{ actions: 'lambda:InvokeFunction', resources: '${Fn.Arn}', ...statement }] }],
  );
}

const from = (service: string, sourceArn: string) => ({
  principal: { Service: `${service}.amazonaws.com` },
  condition: { ArnLike: { 'aws:SourceArn': sourceArn } },
});
const execute = (rest: string): string => `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:${rest}`;
const account = { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } };

describe('what pushes events to a function may invoke it', () => {
  test('rules', () => {
    checkEvent('{ Type: Schedule, Properties: { Schedule: rate(1 day) } }', from('events', '${FnOn.Arn}'));
    checkEvent('{ Type: EventBridgeRule, Properties: { Pattern: { source: [a] } } }', from('events', '${FnOn.Arn}'));
  });

  test('topics, buckets, log groups, pools, things', () => {
    checkEvent('{ Type: SNS, Properties: { Topic: !Ref Topic } }', from('sns', '${Topic}'));
    checkEvent('{ Type: S3, Properties: { Bucket: !Ref Bucket, Events: s3:ObjectCreated:* } }', {
      principal: { Service: 's3.amazonaws.com' },
      condition: account,
    });
    checkEvent(
      '{ Type: CloudWatchLogs, Properties: { LogGroupName: /a/b, FilterPattern: x } }',
      from('logs', 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/a/b:*'),
    );
    checkEvent('{ Type: Cognito, Properties: { UserPool: !Ref Pool, Trigger: PreSignUp } }', from('cognito-idp', '${Pool.Arn}'));
    checkEvent('{ Type: IoTRule, Properties: { Sql: x } }', {
      principal: { Service: 'iot.amazonaws.com' },
      condition: { ArnLike: { 'aws:SourceArn': 'arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${FnOn}' }, ...account },
    });
    checkEvent('{ Type: AlexaSkill, Properties: { SkillId: x } }', {
      principal: { Service: 'alexa-appkit.amazon.com' },
      condition: { StringEquals: { 'lambda:EventSourceToken': 'x' } },
    });
  });

  test('routes of APIs', () => {
    checkEvent(
      '{ Type: Api, Properties: { Path: "/a/{id}/{proxy+}/", Method: get } }',
      from('apigateway', execute('${ServerlessRestApi}/*/GET/a/*/*')),
    );
    checkEvent('{ Type: Api, Properties: { Path: /, Method: ANY, RestApiId: !Ref Rest } }', from('apigateway', execute('${Rest}/*/*/')));
    checkEvent('{ Type: HttpApi, Properties: { Path: /a, Method: POST } }', from('apigateway', execute('${ServerlessHttpApi}/*/POST/a')));
    checkEvent('{ Type: HttpApi }', from('apigateway', execute('${ServerlessHttpApi}/*/*')));
  });

  test('the alias that is published', () => {
    checkEvent(
      '{ Type: SNS, Properties: { Topic: !Ref Topic } }',
      { ...from('sns', '${Topic}'), resources: '${Fn.Alias}' },
      ', AutoPublishAlias: live',
    );
  });
});

test('queues that SAM puts between', () => {
  checkResourcePolicies(
    `${SAM}Resources:
  Topic: { Type: AWS::SNS::Topic }
  Jobs: { Type: AWS::SQS::Queue }
  Fn:
    Type: AWS::Serverless::Function
    Condition: Prod
    Properties:
      Events:
        Made: { Type: SNS, Properties: { Topic: !Ref Topic, SqsSubscription: true } }
        Own: { Type: SNS, Properties: { Topic: !Ref Topic, SqsSubscription: { QueueArn: !GetAtt Jobs.Arn, QueueUrl: !Ref Jobs } } }
        Daily: { Type: Schedule, Properties: { Schedule: rate(1 day), DeadLetterConfig: { Type: SQS } } }
        Polled: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }
`,
    [
      {
        on: 'FnMadeQueue [Prod]',
        from: 'framework Events.Made',
        statements: [
          {
            actions: 'sqs:SendMessage',
            resources: '${FnMadeQueue.Arn}',
            principal: { AWS: '*' },
            condition: { ArnEquals: { 'aws:SourceArn': '${Topic}' } },
          },
        ],
      },
      {
        on: 'Jobs [Prod]',
        from: 'framework Events.Own',
        statements: [
          {
            actions: 'sqs:SendMessage',
            resources: '${Jobs.Arn}',
            principal: { AWS: '*' },
            condition: { ArnEquals: { 'aws:SourceArn': '${Topic}' } },
          },
        ],
      },
      {
        on: 'FnDailyQueue [Prod]',
        from: 'framework Events.Daily.DeadLetterConfig',
        statements: [
          {
            actions: 'sqs:SendMessage',
            resources: '${FnDailyQueue.Arn}',
            principal: { Service: 'events.amazonaws.com' },
            condition: { ArnEquals: { 'aws:SourceArn': '${FnDaily.Arn}' } },
          },
        ],
      },
      {
        on: 'Fn [Prod]',
        from: 'framework Events.Daily',
        statements: [{ actions: 'lambda:InvokeFunction', resources: '${Fn.Arn}', ...from('events', '${FnDaily.Arn}') }],
      },
    ],
  );
});

test('an open URL, by Globals too', () => {
  const open = (resources: string) => [
    {
      on: 'Fn',
      from: 'framework FunctionUrlConfig',
      statements: [
        {
          actions: 'lambda:InvokeFunctionUrl',
          resources,
          principal: { AWS: '*' },
          condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
        },
      ],
    },
    {
      on: 'Fn',
      from: 'framework FunctionUrlConfig',
      statements: [
        {
          actions: 'lambda:InvokeFunction',
          resources,
          principal: { AWS: '*' },
          condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
        },
      ],
    },
  ];
  checkResourcePolicies(
    `${SAM}Globals: { Function: { FunctionUrlConfig: { AuthType: NONE } } }\nResources: { Fn: { Type: AWS::Serverless::Function } }\n`,
    open('${Fn.Arn}'),
  );
  checkResourcePolicies(
    `${SAM}Resources: { Fn: { Type: AWS::Serverless::Function, Properties: { FunctionUrlConfig: { AuthType: AWS_IAM } } } }\n`,
    [],
  );
});

test('functions that APIs call by themselves', () => {
  const authorizer = (api: string, name = 'Auth.Authorizers.Check') => ({
    on: 'Fn',
    from: `framework ${name}`,
    statements: [{ actions: 'lambda:InvokeFunction', resources: '${Fn.Arn}', ...from('apigateway', execute(`${api}/authorizers/*`)) }],
  });
  const check = 'Auth: { Authorizers: { Check: { FunctionArn: !GetAtt Fn.Arn';
  checkResourcePolicies(
    `${SAM}Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }
  A: { Type: AWS::Serverless::Api, Properties: { StageName: x, ${check} } } } } }
  B: { Type: AWS::Serverless::Api, Properties: { StageName: x, ${check}, DisableFunctionDefaultPermissions: true } } } } }
  C: { Type: AWS::Serverless::HttpApi, Properties: { ${check} } } } } }
  D: { Type: AWS::Serverless::HttpApi, Properties: { ${check}, EnableFunctionDefaultPermissions: true } } } } }
  E:
    Type: AWS::Serverless::WebSocketApi
    Properties: { Auth: { AuthType: CUSTOM, AuthArn: !GetAtt Fn.Arn }, Routes: { $connect: { FunctionArn: !GetAtt Fn.Arn } } }
  F: { Type: AWS::Serverless::GraphQLApi, Properties: { Auth: { Type: AWS_IAM, Additional: [{ Type: AWS_LAMBDA, LambdaAuthorizer: { AuthorizerUri: !GetAtt Fn.Arn } }] } } }
`,
    [
      authorizer('${A}'),
      authorizer('${D}'),
      {
        on: 'Fn',
        from: 'framework Routes.$connect',
        statements: [
          { actions: 'lambda:InvokeFunction', resources: '${Fn.Arn}', ...from('apigateway', execute('${E.ApiId}/default/$connect')) },
        ],
      },
      authorizer('${E.ApiId}', 'Auth.AuthArn'),
      {
        on: 'Fn',
        from: 'framework Auth.LambdaAuthorizer',
        statements: [
          {
            actions: 'lambda:InvokeFunction',
            resources: '${Fn.Arn}',
            ...from('appsync', 'arn:${AWS::Partition}:appsync:${AWS::Region}:${AWS::AccountId}:apis/${F.ApiId}'),
          },
        ],
      },
    ],
  );
});
