import { describe, test } from 'vitest';
import type { ExpectedPrincipal } from '../support/check-principals.ts';
import { checkService, owning, ownLogs, sharedLogs, sharing } from '../support/check-service.ts';

function service(plugin: string, rest: string): string {
  return `service: orders\nplugins: [${plugin}]\nprovider: { name: aws, runtime: nodejs18.x }\nfunctions: { hello: { handler: h.hello } }\n${rest}`;
}

const shared = { ...sharing('Hello'), IamRoleLambdaExecution: { statements: sharedLogs('/aws/lambda/orders-dev*') } };
const assumedBy = (...services: readonly string[]): Pick<ExpectedPrincipal, 'trust'> => ({
  trust: [{ actions: 'sts:AssumeRole', principal: { Service: services.map((name) => `${name}.amazonaws.com`) } }],
});
const READ = '[{ Effect: Allow, Action: s3:GetObject, Resource: "*" }]';
const read = { actions: 's3:GetObject', resources: '*' };

describe('serverless-fargate', () => {
  const starting = {
    managed: ['AmazonECSTaskExecutionRolePolicy', 'AmazonEC2ContainerServiceEventsRole'],
    ...assumedBy('ecs-tasks', 'events'),
  };

  test('a role that starts tasks, and one that they act by', () => {
    const fargate = `fargate:
  iamRoleStatements: ${READ}
  iamManagedPolicies: [arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess]
  tasks: { job: { image: a } }
`;
    checkService(service('serverless-fargate', fargate), {
      ...shared,
      FargateIamExecutionRole: starting,
      FargateIamTaskRole: { statements: [read], managed: 'AmazonSNSReadOnlyAccess', ...assumedBy('ecs-tasks') },
    });
    checkService(service('other', fargate), shared);
  });

  test('without statements', () => {
    checkService(service('serverless-fargate', 'fargate: { tasks: { job: { image: a } } }\n'), {
      ...shared,
      FargateIamExecutionRole: starting,
      FargateIamTaskRole: assumedBy('ecs-tasks'),
    });
  });
});

describe('serverless-appsync-plugin', () => {
  test('a role for each data source that names none', () => {
    const api = `appSync:
  name: shop
  dataSources:
    orders-http: { type: HTTP, config: { endpoint: 'https://a', iamRoleStatements: ${READ} } }
    table: { type: AMAZON_DYNAMODB, config: { tableName: orders } }
    plain: { type: NONE }
    own: { type: AWS_LAMBDA, config: { functionName: hello, serviceRoleArn: arn:aws:iam::1:role/x } }
`;
    checkService(service('serverless-appsync-plugin', api), {
      ...shared,
      GraphQlDsordershttpRole: { statements: [read], ...assumedBy('appsync') },
      GraphQlDstableRole: {
        unknown: ['what serverless-appsync-plugin grants a data source of type AMAZON_DYNAMODB is not known'],
        ...assumedBy('appsync'),
      },
    });
    checkService(service('other', api), shared);
  });

  test('lists of version 1, one API and several', () => {
    const sources = `dataSources: [{ type: HTTP, name: Web, config: { iamRoleStatements: ${READ} } }]`;
    const role = { statements: [read], ...assumedBy('appsync') };
    checkService(service('serverless-appsync-plugin', `custom: { appSync: { ${sources} } }\n`), { ...shared, GraphQlDsWebRole: role });
    checkService(service('serverless-appsync-plugin', `custom: { appSync: [{ name: one, ${sources} }, { name: two, ${sources} }] }\n`), {
      ...shared,
      GraphQlDsOneWebRole: role,
      GraphQlDsTwoWebRole: role,
    });
  });
});

test('durableConfig of version 4 is said to be unknown', () => {
  const unknown = ['what Serverless adds for durableConfig is not known'];
  const text = (iam: string): string => `service: orders
frameworkVersion: '4'
provider: { name: aws, runtime: nodejs22.x${iam} }
functions: { hello: { handler: h.hello, durableConfig: { executionTimeout: 60 } } }
`;
  checkService(text(''), { ...shared, IamRoleLambdaExecution: { ...shared.IamRoleLambdaExecution, unknown } });
  checkService(text(', iam: { role: { mode: perFunction } }'), {
    ...owning('Hello'),
    HelloIamRoleLambdaExecution: { statements: [ownLogs('/aws/lambda/orders-dev-hello')], unknown },
  });
});
