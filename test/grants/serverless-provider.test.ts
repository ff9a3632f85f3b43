import { test } from 'vitest';
import { checkService, sharedLogs, sharing } from '../support/check-service.ts';

const common = sharedLogs('/aws/lambda/orders-dev*');

test('statements of the provider are shared by all functions', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:GetItem, dynamodb:PutItem]
          Resource: !GetAtt OrdersTable.Arn
        - { Effect: Deny, Action: ['s3:*'], Resource: '*' }
functions:
  hello: { handler: h.hello }
  bye-now: { handler: h.bye }
resources:
  Resources:
    OrdersTable:
      Type: AWS::DynamoDB::Table
      Properties:
        BillingMode: PAY_PER_REQUEST
        AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
        KeySchema: [{ AttributeName: id, KeyType: HASH }]
`,
    {
      ...sharing('Hello', 'ByeDashnow'),
      IamRoleLambdaExecution: {
        statements: [
          ...common,
          { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: '${OrdersTable.Arn}', from: 'provider' },
          { effect: 'Deny', actions: 's3:*', resources: '*', from: 'provider' },
        ],
        trust: [{ actions: 'sts:AssumeRole', principal: { Service: 'lambda.amazonaws.com' } }],
      },
    },
  );
});

test('the old iamRoleStatements, iamManagedPolicies and rolePermissionsBoundary', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  stage: prod
  rolePermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
  iamManagedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']
  iamRoleStatements:
    - { Effect: Allow, Action: ['sns:Publish'], Resource: 'arn:aws:sns:eu-west-1:123456789012:orders' }
functions:
  hello: { handler: h.hello }
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: {
        statements: [
          ...sharedLogs('/aws/lambda/orders-prod*'),
          { actions: 'sns:Publish', resources: 'arn:aws:sns:eu-west-1:123456789012:orders', from: 'provider' },
        ],
        managed: 'AmazonSQSReadOnlyAccess',
        boundaries: 'PowerUserAccess',
      },
    },
  );
});

test('statements of iam.role count before the old ones', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  iamRoleStatements: [{ Effect: Allow, Action: ['s3:*'], Resource: '*' }]
  iam:
    role:
      statements: [{ Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::b/*' }]
functions:
  hello: { handler: h.hello }
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: { statements: [...common, { actions: 's3:GetObject', resources: 'arn:aws:s3:::b/*', from: 'provider' }] },
    },
  );
});

test('name, path, tags, managed policies and the boundary of the shared role', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  iam:
    role:
      name: orders-role
      path: /orders/
      tags: { team: orders }
      permissionsBoundary: !Ref Boundary
      managedPolicies:
        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
        - !Ref Extra
        - arn:aws:iam::123456789012:policy/elsewhere
functions:
  hello: { handler: h.hello }
resources:
  Resources:
    Boundary:
      Type: AWS::IAM::ManagedPolicy
      Properties:
        PolicyDocument:
          Version: '2012-10-17'
          Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }]
    Extra:
      Type: AWS::IAM::ManagedPolicy
      Properties:
        PolicyDocument:
          Version: '2012-10-17'
          Statement: [{ Effect: Allow, Action: 'sqs:SendMessage', Resource: '*' }]
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: {
        statements: [...common, { actions: 'sqs:SendMessage', resources: '*', from: 'customer-managed-policy Extra' }],
        managed: ['AmazonS3ReadOnlyAccess', '${Extra}', '? arn:aws:iam::123456789012:policy/elsewhere'],
        boundaries: '${Boundary}',
        boundaryStatements: [{ actions: 's3:*', resources: '*' }],
        unknown: 'the managed policy arn:aws:iam::123456789012:policy/elsewhere is not known',
      },
    },
  );
});

test('permissionBoundary, the older spelling', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  iam: { role: { permissionBoundary: 'arn:aws:iam::123456789012:policy/limits' } }
functions:
  hello: { handler: h.hello }
`,
    { ...sharing('Hello'), IamRoleLambdaExecution: { statements: common, boundaries: '? arn:aws:iam::123456789012:policy/limits' } },
  );
});

test('provider.iam.role as an ARN: statements of the provider do not apply', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  iam: { role: 'arn:aws:iam::123456789012:role/orders' }
  iamRoleStatements: [{ Effect: Allow, Action: ['s3:*'], Resource: '*' }]
functions:
  hello: { handler: h.hello }
`,
    {
      HelloLambdaFunction: {
        roles: 'arn:aws:iam::123456789012:role/orders',
        unknown: 'the role arn:aws:iam::123456789012:role/orders is not in this template',
      },
    },
  );
});

const ownRole = `
resources:
  Resources:
    OrdersRole:
      Type: AWS::IAM::Role
      Properties:
        RoleName: orders
        AssumeRolePolicyDocument:
          Version: '2012-10-17'
          Statement: [{ Effect: Allow, Action: 'sts:AssumeRole', Principal: { Service: lambda.amazonaws.com } }]
        Policies:
          - PolicyName: own
            PolicyDocument:
              Version: '2012-10-17'
              Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }]
`;
const ordersRole = { OrdersRole: { statements: [{ actions: 's3:GetObject', resources: 'arn:aws:s3:::b/*' }] } };

test.each([
  ['a logical id', 'iam: { role: OrdersRole }', '${OrdersRole.Arn}'],
  ['!GetAtt', 'iam: { role: !GetAtt OrdersRole.Arn }', '${OrdersRole.Arn}'],
  ['Fn::GetAtt', "iam: { role: { 'Fn::GetAtt': [OrdersRole, Arn] } }", '${OrdersRole.Arn}'],
  ['an ARN with its name', "role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/orders'", 'arn:aws:iam::${AWS::AccountId}:role/orders'],
  ['provider.role', 'role: OrdersRole', '${OrdersRole.Arn}'],
])('a role of the resources for all functions: %s', (_, role, shown) => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  ${role}
functions:
  hello: { handler: h.hello }
${ownRole}`,
    { HelloLambdaFunction: { roles: shown }, ...ordersRole },
  );
});

test('an imported role', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  iam: { role: !ImportValue shared-role }
functions:
  hello: { handler: h.hello }
`,
    {
      HelloLambdaFunction: {
        roles: '${Fn::ImportValue(shared-role)}',
        unknown: 'the role ${Fn::ImportValue(shared-role)} is not in this template',
      },
    },
  );
});

test('a role of one function, the shared one for the others', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  iam: { role: { statements: [{ Effect: Allow, Action: ['sqs:SendMessage'], Resource: '*' }] } }
functions:
  hello: { handler: h.hello, role: OrdersRole }
  bye: { handler: h.bye }
${ownRole}`,
    {
      HelloLambdaFunction: { roles: '${OrdersRole.Arn}' },
      ...sharing('Bye'),
      IamRoleLambdaExecution: { statements: [...common, { actions: 'sqs:SendMessage', resources: '*', from: 'provider' }] },
      ...ordersRole,
    },
  );
});

test('every function names a role: there is no shared one', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
functions:
  hello: { handler: h.hello, role: !GetAtt OrdersRole.Arn }
  bye: { handler: h.bye, role: 'arn:aws:iam::123456789012:role/other' }
${ownRole}`,
    {
      HelloLambdaFunction: { roles: '${OrdersRole.Arn}' },
      ByeLambdaFunction: {
        roles: 'arn:aws:iam::123456789012:role/other',
        unknown: 'the role arn:aws:iam::123456789012:role/other is not in this template',
      },
      ...ordersRole,
    },
  );
});

test('logs of functions with names of their own, and of one that writes none', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  named: { handler: h.a, name: billing }
  common: { handler: h.b }
  alike: { handler: h.c, name: orders-dev-other }
  silent: { handler: h.d, disableLogs: true }
  silentToo: { handler: h.e, name: quiet, disableLogs: true }
`,
    {
      ...sharing('Named', 'Common', 'Alike', 'Silent', 'SilentToo'),
      IamRoleLambdaExecution: {
        statements: [
          ...sharedLogs('/aws/lambda/billing', '/aws/lambda/orders-dev*'),
          {
            effect: 'Deny',
            actions: 'logs:PutLogEvents',
            resources: 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/orders-dev-silent:*',
            from: 'framework logs',
          },
        ],
      },
    },
  );
});

test('a network of the provider, tracing and a key for all functions', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  vpc: { securityGroupIds: [sg-1], subnetIds: [subnet-1] }
  tracing: { lambda: true }
  kmsKeyArn: arn:aws:kms:us-east-1:123456789012:key/k
functions:
  hello: { handler: h.hello }
  bye: { handler: h.bye }
`,
    {
      ...sharing('Hello', 'Bye'),
      IamRoleLambdaExecution: {
        statements: [
          ...common,
          { actions: 'kms:Decrypt', resources: 'arn:aws:kms:us-east-1:123456789012:key/k', from: 'framework kmsKeyArn' },
          { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: '*', from: 'framework tracing' },
        ],
        managed: 'AWSLambdaVPCAccessExecutionRole',
      },
    },
  );
});

test('resources.extensions change the role that is made', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  hello: { handler: h.hello }
resources:
  extensions:
    IamRoleLambdaExecution:
      Properties:
        PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: { statements: common, managed: 'AmazonS3ReadOnlyAccess', boundaries: 'PowerUserAccess' },
    },
  );
});

test('functions and the provider in files', () => {
  checkService(
    `
service: orders
provider: \${file(provider.yml)}
functions: \${file(functions.yml)}
`,
    {
      ...sharing('Hello', 'Bye'),
      IamRoleLambdaExecution: { statements: [...common, { actions: 's3:GetObject', resources: 'arn:aws:s3:::b/*', from: 'provider' }] },
    },
    {
      'provider.yml': `
name: aws
runtime: nodejs18.x
iam:
  role:
    statements:
      - \${file(statements.yml):read}
`,
      'statements.yml': `read: { Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::b/*' }`,
      'functions.yml': `
hello: { handler: h.hello }
bye: { handler: h.bye }
`,
    },
  );
});
