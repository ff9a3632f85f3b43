import { describe, expect, test } from 'vitest';
import type { ExpectedPrincipal, ExpectedStatement } from '../support/check-principals.ts';
import { checkPrincipals, findPrincipals } from '../support/check-principals.ts';
import { samFunction, samStateMachine, samTemplate } from '../support/sam-template.ts';

const logs: ExpectedPrincipal = { managed: 'AWSLambdaBasicExecutionRole' };
const conditions = 'Conditions:\n  Prod: !Equals [!Ref AWS::Region, eu-west-1]\n  Big: !Equals [!Ref AWS::Region, us-east-1]';
const service = (name: string): ExpectedStatement => ({ actions: 'sts:AssumeRole', principal: { Service: `${name}.amazonaws.com` } });
const added = (what: string, actions: string | readonly string[], resources: string | readonly string[]): ExpectedStatement => ({
  actions,
  resources,
  from: `framework ${what}`,
});

interface Case {
  readonly title: string;
  readonly text: string;
  readonly expected: Readonly<Record<string, ExpectedPrincipal>>;
}

function check({ text, expected }: Case): void {
  checkPrincipals(text, expected);
}

describe('state machines', () => {
  const cases: readonly Case[] = [
    {
      title: 'nothing is added',
      text: samStateMachine('Logging: { Level: ALL }'),
      expected: { MachineRole: { trust: [service('states')] } },
    },
    {
      title: 'policies, tracing and a boundary',
      text: samStateMachine(
        'Policies:\n  - LambdaInvokePolicy: { FunctionName: f }\n  - Statement: [{ Effect: Allow, Action: sns:Publish, Resource: t }]\n  - AmazonSQSFullAccess\nTracing: { Enabled: true }\nPermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess',
      ),
      expected: {
        MachineRole: {
          managed: ['AmazonSQSFullAccess', 'AWSXrayWriteOnlyAccess'],
          statements: [
            {
              actions: 'lambda:InvokeFunction',
              resources: 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f*',
              from: 'policy-template LambdaInvokePolicy',
            },
            { actions: 'sns:Publish', resources: 't' },
          ],
          boundaries: 'PowerUserAccess',
        },
      },
    },
    {
      title: 'tracing that is not written as true',
      text: samStateMachine('Tracing: { Enabled: !Ref On }', '', 'Parameters:\n  On: { Type: String }'),
      expected: { MachineRole: {} },
    },
    {
      title: 'a role for each event that starts it',
      text: samStateMachine(`
PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
Events:
  Daily: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
  Hourly: { Type: Schedule, Properties: { Schedule: rate(1 hour), RoleArn: arn:aws:iam::1:role/x } }
  Rule: { Type: EventBridgeRule, Properties: { Pattern: { source: [a] } } }
  Old: { Type: CloudWatchEvent, Properties: { Pattern: { source: [a] } } }
  Get: { Type: Api, Properties: { Path: /, Method: get } }`),
      expected: {
        MachineRole: { boundaries: 'PowerUserAccess' },
        ...Object.fromEntries(
          ['Daily', 'Rule', 'Old', 'Get'].map((name) => [
            `Machine${name}Role`,
            {
              statements: [added(`Events.${name}`, 'states:StartExecution', '${Machine}')],
              boundaries: 'PowerUserAccess',
              trust: [service(name === 'Get' ? 'apigateway' : 'events')],
            },
          ]),
        ),
      },
    },
    {
      title: 'events go to the alias where they shall',
      text: samStateMachine(
        'AutoPublishAlias: live\nUseAliasAsEventTarget: true\nEvents:\n  Daily: { Type: Schedule, Properties: { Schedule: rate(1 day) } }',
      ),
      expected: {
        MachineRole: {},
        MachineDailyRole: { statements: [added('Events.Daily', 'states:StartExecution', '${MachineAliaslive}')] },
      },
    },
  ];
  test.each(cases)('$title', check);
});

describe('schedules', () => {
  const schedule = (more = ''): string =>
    `Events:\n  Daily:\n    Type: ScheduleV2\n    Properties:\n      ScheduleExpression: rate(1 day)\n${more.replaceAll(/^/gm, '      ')}`;
  const calls = added('Events.Daily', 'lambda:InvokeFunction', '${Fn.Arn}');
  const cases: readonly Case[] = [
    {
      title: 'of a function',
      text: samFunction(schedule()),
      expected: { FnRole: logs, FnDailyRole: { statements: [calls], trust: [service('scheduler')] } },
    },
    {
      title: 'of an alias, and of one whose name is a parameter',
      text: samTemplate(
        `A: { Type: AWS::Serverless::Function, Properties: { AutoPublishAlias: my-alias_1, Events: { S: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day) } } } } }
B: { Type: AWS::Serverless::Function, Properties: { AutoPublishAlias: !Ref Name, Events: { S: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day) } } } } }`,
        'Parameters:\n  Name: { Type: String }',
      ),
      expected: {
        ARole: logs,
        ASRole: { statements: [added('Events.S', 'lambda:InvokeFunction', '${AAliasmyDaliasU1}')] },
        BRole: logs,
        BSRole: { statements: [added('Events.S', 'lambda:InvokeFunction', '${B.Alias}')] },
      },
    },
    { title: 'with a role of its own', text: samFunction(schedule('RoleArn: arn:aws:iam::1:role/x')), expected: { FnRole: logs } },
    {
      title: 'with a dead-letter queue and a boundary',
      text: samFunction(schedule('DeadLetterConfig: { Arn: q }\nPermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess')),
      expected: {
        FnRole: logs,
        FnDailyRole: { statements: [calls, added('Events.Daily.DeadLetterConfig', 'sqs:SendMessage', 'q')], boundaries: 'PowerUserAccess' },
      },
    },
    {
      title: 'with dead-letter queues that SAM makes',
      text: samTemplate(`A: { Type: AWS::Serverless::Function, Properties: { Events: { S: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day), DeadLetterConfig: { Type: SQS } } } } } }
B: { Type: AWS::Serverless::Function, Properties: { Events: { S: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day), DeadLetterConfig: { Type: SQS, QueueLogicalId: Dead } } } } } }`),
      expected: {
        ARole: logs,
        ASRole: {
          statements: [
            added('Events.S', 'lambda:InvokeFunction', '${A.Arn}'),
            added('Events.S.DeadLetterConfig', 'sqs:SendMessage', '${ASQueue.Arn}'),
          ],
        },
        BRole: logs,
        BSRole: {
          statements: [
            added('Events.S', 'lambda:InvokeFunction', '${B.Arn}'),
            added('Events.S.DeadLetterConfig', 'sqs:SendMessage', '${Dead.Arn}'),
          ],
        },
      },
    },
    {
      title: 'of a state machine under a condition',
      text: samTemplate(
        'Machine:\n  Type: AWS::Serverless::StateMachine\n  Condition: Prod\n  Properties:\n    Events:\n      S: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day) } }',
        conditions,
      ),
      expected: {
        MachineRole: { when: 'Prod' },
        MachineSRole: { statements: [added('Events.S', 'states:StartExecution', '${Machine}')], when: 'Prod' },
      },
    },
  ];
  test.each(cases)('$title', check);
});

describe('deployments', () => {
  const codeDeploy: ExpectedPrincipal = { managed: 'AWSCodeDeployRoleForLambda', trust: [service('codedeploy')] };
  const fn = (name: string, preference: string, condition = ''): string =>
    `${name}: { Type: AWS::Serverless::Function, ${condition === '' ? '' : `Condition: ${condition}, `}Properties: { AutoPublishAlias: live, DeploymentPreference: ${preference} } }`;
  const cases: readonly Case[] = [
    {
      title: 'one role for all functions',
      text: samTemplate([fn('A', '{ Type: AllAtOnce }'), fn('B', '{ Type: AllAtOnce }')].join('\n')),
      expected: { ARole: logs, BRole: logs, CodeDeployServiceRole: codeDeploy },
    },
    { title: 'none where it is off', text: samTemplate(fn('A', '{ Enabled: false, Type: AllAtOnce }')), expected: { ARole: logs } },
    {
      title: 'unknown where a parameter decides',
      text: samTemplate(fn('A', '{ Enabled: !Ref Gradual, Type: AllAtOnce }'), 'Parameters: { Gradual: { Type: String } }'),
      expected: {
        ARole: logs,
        CodeDeployServiceRole: { ...codeDeploy, unknown: ['there is no such role where the parameter Gradual is false'] },
      },
    },
    {
      title: 'for certain where the parameter cannot be false',
      text: samTemplate(
        fn('A', '{ Enabled: !Ref Gradual, Type: AllAtOnce }'),
        "Parameters: { Gradual: { Type: String, AllowedValues: ['true'] } }",
      ),
      expected: { ARole: logs, CodeDeployServiceRole: codeDeploy },
    },
    {
      title: 'for certain where another function asks for it',
      text: samTemplate(
        [fn('A', '{ Enabled: !Ref Gradual, Type: AllAtOnce }'), fn('B', '{ Type: AllAtOnce }')].join('\n'),
        'Parameters: { Gradual: { Type: String } }',
      ),
      expected: { ARole: logs, BRole: logs, CodeDeployServiceRole: codeDeploy },
    },
    {
      title: 'none where each has its own',
      text: samTemplate(fn('A', '{ Type: AllAtOnce, Role: arn:aws:iam::1:role/x }')),
      expected: { ARole: logs },
    },
    {
      title: 'from Globals',
      text: samFunction('AutoPublishAlias: live', '', 'Globals:\n  Function:\n    DeploymentPreference: { Type: AllAtOnce }'),
      expected: { FnRole: logs, CodeDeployServiceRole: codeDeploy },
    },
    {
      title: 'conditional where every function is and says so',
      text: samTemplate(fn('A', '{ Type: AllAtOnce, PassthroughCondition: true }', 'Prod'), conditions),
      expected: { ARole: { ...logs, when: 'Prod' }, CodeDeployServiceRole: { ...codeDeploy, when: 'Prod' } },
    },
    {
      title: 'of two conditions SAM makes one',
      text: samTemplate(
        [
          fn('A', '{ Type: AllAtOnce, PassthroughCondition: true }', 'Prod'),
          fn('B', '{ Type: AllAtOnce, PassthroughCondition: true }', 'Big'),
        ].join('\n'),
        conditions,
      ),
      expected: {
        ARole: { ...logs, when: 'Prod' },
        BRole: { ...logs, when: 'Big' },
        CodeDeployServiceRole: { ...codeDeploy, when: 'ServerlessCodeDeployCondition' },
      },
    },
    {
      title: 'unconditional where the condition is not passed on',
      text: samTemplate(fn('A', '{ Type: AllAtOnce }', 'Prod'), conditions),
      expected: { ARole: { ...logs, when: 'Prod' }, CodeDeployServiceRole: codeDeploy },
    },
  ];
  test.each(cases)('$title', check);
});

describe('GraphQL APIs and capacity providers', () => {
  const reading = ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'ConditionCheckItem', 'PartiQLSelect'].map((name) => `dynamodb:${name}`);
  const writing = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLDelete', 'PartiQLInsert', 'PartiQLUpdate'].map(
    (name) => `dynamodb:${name}`,
  );
  const sync = { trust: [service('appsync')] };
  const api = (properties: string): string =>
    samTemplate(`Api:\n  Type: AWS::Serverless::GraphQLApi\n  Properties:\n${properties.replaceAll(/^/gm, '    ')}`);
  const cases: readonly Case[] = [
    {
      title: 'a role for logs and one for each data source',
      text: api(`Auth: { Type: AWS_IAM }
DataSources:
  DynamoDb:
    Orders: { TableName: orders, TableArn: !GetAtt Orders.Arn }
    Stock: { TableName: stock, Permissions: [Read] }
  Lambda:
    Sum: { FunctionArn: !GetAtt Sum.Arn }`),
      expected: {
        ApiCloudWatchRole: { managed: 'AWSAppSyncPushToCloudWatchLogs', ...sync },
        ApiOrdersDynamoDBDataSourceRole: {
          statements: [
            added('DataSources.Orders', reading, ['${Orders.Arn}', '${Orders.Arn}/index/*']),
            added('DataSources.Orders', writing, ['${Orders.Arn}', '${Orders.Arn}/index/*']),
          ],
          ...sync,
        },
        ApiStockDynamoDBDataSourceRole: {
          statements: [
            added(
              'DataSources.Stock',
              reading,
              ['', '/index/*'].map((rest) => `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/stock${rest}`),
            ),
          ],
          ...sync,
        },
        ApiSumLambdaDataSourceRole: {
          statements: [added('DataSources.Sum', ['lambda:InvokeAsync', 'lambda:InvokeFunction'], ['${Sum.Arn}', '${Sum.Arn}:*'])],
          ...sync,
        },
      },
    },
    {
      title: 'none where roles are given and logs are off',
      text: api('Logging: false\nDataSources: { Lambda: { Sum: { FunctionArn: f, ServiceRoleArn: arn:aws:iam::1:role/x } } }'),
      expected: {},
    },
    {
      title: 'none for logs with a role of their own',
      text: api('Logging: { CloudWatchLogsRoleArn: arn:aws:iam::1:role/x }'),
      expected: {},
    },
    {
      title: 'the operator of a capacity provider',
      text: samTemplate('Capacity: { Type: AWS::Serverless::CapacityProvider, Properties: { VpcConfig: { SubnetIds: [a] } } }'),
      expected: { CapacityOperatorRole: { managed: 'AWSLambdaManagedEC2ResourceOperator', trust: [service('lambda')] } },
    },
    {
      title: 'an operator that Globals give',
      text: samTemplate(
        'Capacity: { Type: AWS::Serverless::CapacityProvider, Properties: { VpcConfig: { SubnetIds: [a] } } }',
        'Globals:\n  CapacityProvider:\n    OperatorRole: arn:aws:iam::1:role/x',
      ),
      expected: {},
    },
  ];
  test.each(cases)('$title', check);
});

test('what CloudFormation attaches to roles that SAM makes', () => {
  const more = (role: string): string =>
    `More${role}: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref ${role}], PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] } } }`;
  const text = samTemplate(`Api: { Type: AWS::Serverless::GraphQLApi, Properties: { DataSources: { Lambda: { Sum: { FunctionArn: f } } } } }
Capacity: { Type: AWS::Serverless::CapacityProvider, Properties: { VpcConfig: { SubnetIds: [a] } } }
${['ApiCloudWatchRole', 'ApiSumLambdaDataSourceRole', 'CapacityOperatorRole'].map(more).join('\n')}`);
  const all = (role: string): ExpectedStatement => ({ actions: 's3:*', resources: '*', from: `attached-policy More${role}` });
  checkPrincipals(text, {
    ApiCloudWatchRole: { managed: 'AWSAppSyncPushToCloudWatchLogs', statements: [all('ApiCloudWatchRole')] },
    ApiSumLambdaDataSourceRole: {
      statements: [
        added('DataSources.Sum', ['lambda:InvokeAsync', 'lambda:InvokeFunction'], ['f', 'f:*']),
        all('ApiSumLambdaDataSourceRole'),
      ],
    },
    CapacityOperatorRole: { managed: 'AWSLambdaManagedEC2ResourceOperator', statements: [all('CapacityOperatorRole')] },
  });
});

test('principals stand in the order they are written, what SAM makes after what it is for', () => {
  const text = samTemplate(`
B: { Type: AWS::Serverless::Function, Properties: { AutoPublishAlias: live, DeploymentPreference: { Type: AllAtOnce }, Events: { S: { Type: ScheduleV2 } } } }
Role: { Type: AWS::IAM::Role, Properties: { Path: / } }
A: { Type: AWS::Serverless::Function, Properties: { Role: !GetAtt Role.Arn } }
C: { Type: AWS::Serverless::StateMachine, Properties: { Name: c } }`);
  expect(findPrincipals(text).map(({ kind, logicalId, generated }) => `${kind} ${logicalId}${generated ? ' (made)' : ''}`)).toEqual([
    'function B',
    'role BRole (made)',
    'role BSRole (made)',
    'role CodeDeployServiceRole (made)',
    'role Role',
    'function A',
    'state-machine C',
    'role CRole (made)',
  ]);
});
