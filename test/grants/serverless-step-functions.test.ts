import { test } from 'vitest';
import type { ExpectedStatement } from '../support/check-principals.ts';
import { checkService, sharedLogs, sharing } from '../support/check-service.ts';

const provider = `
service: orders
plugins: [serverless-step-functions]
provider: { name: aws, runtime: nodejs18.x }
functions: { hello: { handler: h.hello } }
`;
const shared = { ...sharing('Hello'), IamRoleLambdaExecution: { statements: sharedLogs('/aws/lambda/orders-dev*') } };

function arn(service: string, rest: string): string {
  return `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`;
}

/** A machine `flow` with these states, and what its role has. */
function checkStates(states: string, statements: readonly ExpectedStatement[], unknown: readonly string[] = []): void {
  checkService(
    `${provider}
stepFunctions:
  stateMachines:
    flow:
      definition:
        StartAt: A
        States:
${states.trim().replace(/^/gm, '          ')}
`,
    {
      ...shared,
      FlowStepFunctionsStateMachineRole: {
        statements: statements.map((statement) => ({ from: 'framework definition', ...statement })),
        trust: [{ actions: 'sts:AssumeRole', principal: { Service: 'states.${AWS::Region}.amazonaws.com' } }],
        ...(unknown.length === 0 ? {} : { unknown }),
      },
    },
  );
}

test('functions by reference, by ARN and by name', () => {
  checkStates(
    `
A: { Type: Task, Resource: !GetAtt hello.Arn, Next: B }
B: { Type: Task, Resource: 'arn:aws:lambda:us-east-1:123456789012:function:other:alias', Next: C }
C: { Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: third }, Next: D }
D: { Type: Task, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Parameters: { FunctionName: !Ref hello }, End: true }
`,
    [
      {
        actions: 'lambda:InvokeFunction',
        resources: [
          '${HelloLambdaFunction.Arn}',
          '${HelloLambdaFunction.Arn}:*',
          'arn:aws:lambda:us-east-1:123456789012:function:other',
          'arn:aws:lambda:us-east-1:123456789012:function:other:*',
          arn('lambda', 'function:third'),
          arn('lambda', 'function:third:*'),
          arn('lambda', 'function:${HelloLambdaFunction}'),
          arn('lambda', 'function:${HelloLambdaFunction}:*'),
        ],
      },
    ],
  );
});

test('tables, queues and topics, in branches too', () => {
  checkStates(
    `
A:
  Type: Parallel
  End: true
  Branches:
    - StartAt: B
      States:
        B: { Type: Task, Resource: 'arn:aws:states:::dynamodb:putItem', Parameters: { TableName: orders, Item: {} }, Next: C }
        C: { Type: Task, Resource: 'arn:aws:states:::dynamodb:getItem', Parameters: { TableName: !Ref Orders, Key: {} }, End: true }
    - StartAt: D
      States:
        D:
          Type: Map
          End: true
          Iterator:
            StartAt: E
            States:
              E: { Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: !Ref Queue, MessageBody: x }, Next: F }
              F: { Type: Task, Resource: 'arn:aws:states:::sns:publish', Parameters: { TopicArn: !Ref Topic, Message: x }, Next: G }
              G: { Type: Task, Resource: 'arn:aws:states:::aws-sdk:dynamodb:query', Parameters: { TableName: orders, IndexName: byDay }, End: true }
`,
    [
      { actions: 'dynamodb:PutItem', resources: arn('dynamodb', 'table/orders') },
      { actions: 'dynamodb:GetItem', resources: '${Orders.Arn}' },
      { actions: 'sqs:SendMessage', resources: '${Queue.Arn}' },
      { actions: 'sns:Publish', resources: '${Topic}' },
      { actions: 'dynamodb:Query', resources: arn('dynamodb', 'table/orders/index/byDay') },
    ],
  );
});

test('services that take all resources, other machines, events and objects', () => {
  checkStates(
    `
A: { Type: Task, Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: {}, Next: B }
B: { Type: Task, Resource: 'arn:aws:states:::glue:startJobRun', Parameters: {}, Next: C }
C: { Type: Task, Resource: 'arn:aws:states:::states:startExecution', Parameters: { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m' }, Next: D }
D: { Type: Task, Resource: 'arn:aws:states:::events:putEvents', Parameters: { Entries: [{ EventBusName: bus }, { Source: s }] }, Next: E }
E: { Type: Task, Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters: { Bucket: b, Key: k }, Next: F }
F: { Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { 'QueueUrl.$': $.url, MessageBody: x }, End: true }
`,
    [
      {
        actions: [
          'ecs:RunTask',
          'ecs:StopTask',
          'ecs:DescribeTasks',
          'ecs:TagResource',
          'iam:PassRole',
          'glue:StartJobRun',
          'glue:GetJobRun',
          'glue:GetJobRuns',
          'glue:BatchStopJobRun',
          'sqs:SendMessage',
        ],
        resources: '*',
      },
      {
        actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        resources: [
          arn('events', 'rule/StepFunctionsGetEventsForECSTaskRule'),
          arn('events', 'rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'),
        ],
      },
      { actions: 'states:StartExecution', resources: 'arn:aws:states:us-east-1:123456789012:stateMachine:m' },
      { actions: ['states:DescribeExecution', 'states:StopExecution'], resources: 'arn:aws:states:us-east-1:123456789012:execution:m:*' },
      { actions: 'events:PutEvents', resources: [arn('events', 'event-bus/bus'), arn('events', 'event-bus/default')] },
      { actions: 's3:GetObject', resources: 'arn:${AWS::Partition}:s3:::b/k' },
    ],
  );
});

test('a machine that calls nothing', () => {
  checkStates('A: { Type: Pass, End: true }', [{ effect: 'Deny', actions: '*', resources: '*' }]);
});

test('a task of a service that is not known to the plugin', () => {
  checkStates(
    "A: { Type: Task, Resource: 'arn:aws:states:::aws-sdk:ec2:describeInstances', End: true }",
    [],
    ['what the task arn:aws:states:::aws-sdk:ec2:describeInstances needs is not known'],
  );
});

test('statements of its own, logs, tracing, names, events, a boundary, and roles that are given', () => {
  const start = { actions: 'states:StartExecution', resources: '${OrderFlow}' };
  checkService(
    `
service: orders
plugins: [serverless-step-functions]
provider: { name: aws, runtime: nodejs18.x, rolePermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' }
stepFunctions:
  stateMachines:
    flow:
      id: OrderFlow
      loggingConfig: { level: ALL, destinations: ['arn:aws:logs:us-east-1:123456789012:log-group:flow:*'] }
      tracingConfig: { enabled: true }
      iamRoleStatements: [{ Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::b/*' }]
      events:
        - schedule: rate(1 hour)
        - eventBridge: { event: { source: [orders] } }
        - http: { path: flow, method: post }
      notifications: { FAILED: [{ kinesis: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' }, { sns: 'arn:aws:sns:us-east-1:123456789012:t' }] }
      definition: { StartAt: A, States: { A: { Type: Pass, End: true } } }
    other:
      name: other-flow
      role: arn:aws:iam::123456789012:role/flow
      definition: { StartAt: A, States: { A: { Type: Pass, End: true } } }
`,
    {
      OrderFlowRole: {
        statements: [
          {
            actions: [
              'logs:CreateLogDelivery',
              'logs:GetLogDelivery',
              'logs:UpdateLogDelivery',
              'logs:DeleteLogDelivery',
              'logs:ListLogDeliveries',
              'logs:PutResourcePolicy',
              'logs:DescribeResourcePolicies',
              'logs:DescribeLogGroups',
              'xray:PutTraceSegments',
              'xray:PutTelemetryRecords',
              'xray:GetSamplingRules',
              'xray:GetSamplingTargets',
            ],
            resources: '*',
            from: 'framework definition',
          },
          { actions: 's3:GetObject', resources: 'arn:aws:s3:::b/*' },
        ],
        boundaries: 'PowerUserAccess',
      },
      OtherDashflow: {
        roles: 'arn:aws:iam::123456789012:role/flow',
        unknown: 'the role arn:aws:iam::123456789012:role/flow is not in this template',
      },
      FlowScheduleToStepFunctionsRole: {
        statements: [{ ...start, from: 'framework schedule' }],
        boundaries: 'PowerUserAccess',
        trust: [{ actions: 'sts:AssumeRole', principal: { Service: 'events.amazonaws.com' } }],
      },
      FlowEventToStepFunctionsRole: { statements: [{ ...start, from: 'framework eventBridge' }] },
      OrderFlowNotificationsIamRole: {
        statements: [
          { actions: 'kinesis:PutRecord', resources: 'arn:aws:kinesis:us-east-1:123456789012:stream/s', from: 'framework notifications' },
        ],
      },
      ApigatewayToStepFunctionsRole: {
        statements: [{ actions: 'states:StartExecution', resources: '*', from: 'framework http' }],
        trust: [{ actions: 'sts:AssumeRole', principal: { Service: 'apigateway.amazonaws.com' } }],
      },
    },
  );
});

test('without the plugin there are no machines', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions: { hello: { handler: h.hello } }
stepFunctions: { stateMachines: { flow: { definition: { States: { A: { Type: Task, Resource: 'arn:aws:states:::ecs:runTask' } } } } } }
`,
    shared,
  );
});

test('a definition that a script makes', () => {
  checkService(
    `${provider}
stepFunctions: { stateMachines: { flow: { definition: '\${file(./flow.js)}' } } }
`,
    { ...shared, FlowStepFunctionsStateMachineRole: { unknown: 'the definition of flow cannot be read' } },
  );
});
