import { expect, test } from 'vitest';
import { findPrincipals } from '../support/check-principals.ts';
import { checkService, sharedLogs, sharing } from '../support/check-service.ts';
import { readTemplate } from '../support/template.ts';

const common = sharedLogs('/aws/lambda/orders-dev*');

/** A service whose provider may read these resources, and how they are shown. */
function checkResources(resources: string, shown: readonly string[], more = '', files: Readonly<Record<string, string>> = {}): void {
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
          Action: ['s3:GetObject']
          Resource:
${resources.replace(/^/gm, '            ')}
functions: { hello: { handler: h.hello } }
${more}`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: { statements: [...common, { actions: 's3:GetObject', resources: shown, from: 'provider' }] },
    },
    files,
  );
}

test('self: nested, with a fallback, in an address, through other variables', () => {
  checkResources(
    `
- arn:aws:s3:::\${self:custom.bucket}/*
- arn:aws:s3:::\${self:custom.buckets.\${sls:stage}}/*
- arn:aws:s3:::\${self:custom.missing, 'fallback'}/*
- arn:aws:s3:::\${self:custom.missing, self:custom.bucket}/*
- arn:aws:s3:::\${self:custom.list.1}/\${self:custom.number}
- arn:aws:s3:::\${self:custom.empty, 'none'}/*`.slice(1),
    [
      'arn:aws:s3:::orders-dev-files/*',
      'arn:aws:s3:::dev-bucket/*',
      'arn:aws:s3:::fallback/*',
      'arn:aws:s3:::orders-dev-files/*',
      'arn:aws:s3:::b/12',
      'arn:aws:s3:::none/*',
    ],
    `
custom:
  bucket: \${self:service}-\${self:custom.stage}-files
  stage: \${opt:stage, self:provider.stage, 'dev'}
  buckets: { dev: dev-bucket, prod: prod-bucket }
  list: [a, b]
  number: 12
  empty: null
`,
  );
});

test('a fallback that is a variable in braces, as version 2 takes it', () => {
  checkResources('- arn:aws:s3:::${self:custom.missing, ${self:service}}/*', ['arn:aws:s3:::orders/*']);
});

test('options have no value, so that their fallback counts; the stage is the one of the provider', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  stage: \${opt:stage, 'test'}
  region: \${opt:region, 'eu-west-1'}
  iam:
    role:
      statements:
        - Effect: Allow
          Action: ['s3:GetObject']
          Resource: arn:aws:s3:::\${self:service}-\${sls:stage}-\${self:provider.region}-\${opt:other, 'x'}/*
functions: { hello: { handler: h.hello } }
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: {
        statements: [
          ...sharedLogs('/aws/lambda/orders-test*'),
          { actions: 's3:GetObject', resources: 'arn:aws:s3:::orders-test-eu-west-1-x/*', from: 'provider' },
        ],
      },
    },
  );
});

test('parameters of the stage, then those of default, then a fallback', () => {
  checkResources(
    `
- arn:aws:s3:::\${param:bucket}/*
- arn:aws:s3:::\${param:shared}/*
- arn:aws:s3:::\${param:none, 'fallback'}/*`.slice(1),
    ['arn:aws:s3:::of-dev/*', 'arn:aws:s3:::of-all/*', 'arn:aws:s3:::fallback/*'],
    `
params:
  dev: { bucket: of-dev }
  default: { bucket: of-default, shared: of-all }
`,
  );
});

test('files of YAML and JSON, by an address and with the stage in their path', () => {
  checkResources(
    `
- arn:aws:s3:::\${file(./config/\${sls:stage}.yml):buckets.files}/*
- arn:aws:s3:::\${file(config/names.json):0}/*
- arn:aws:s3:::\${file(config/missing.yml):bucket, 'fallback'}/*
- \${file(config/dev.yml):table}`.slice(1),
    ['arn:aws:s3:::orders-files/*', 'arn:aws:s3:::first/*', 'arn:aws:s3:::fallback/*', '${Table.Arn}'],
    '',
    {
      'config/dev.yml': `
buckets: { files: '\${self:service}-files' }
table: !GetAtt Table.Arn
`,
      'config/names.json': '["first", "second"]',
    },
  );
});

test('a list that a variable brings into a list counts as its items', () => {
  checkResources(
    '- ${file(arns.yml)}\n- ${self:custom.more}',
    ['arn:aws:s3:::a/*', 'arn:aws:s3:::orders-b/*', 'arn:aws:s3:::c/*'],
    "custom: { more: ['arn:aws:s3:::c/*'] }",
    {
      'arns.yml': "['arn:aws:s3:::a/*', 'arn:aws:s3:::${self:service}-b/*']",
    },
  );
});

test('functions of CloudFormation that a variable brings, and variables in functions', () => {
  checkResources(
    `
- \${self:custom.table}
- !Sub '\${self:custom.prefix}/\${Bucket}/\${AWS::Region}'
- !Join ['/', [!GetAtt Bucket.Arn, '\${self:custom.key}']]
- { 'Fn::Sub': ['\${arn}/x', { arn: '\${self:custom.prefix}' }] }`.slice(1),
    ['${Table.Arn}', 'arn:aws:s3:::${AWS::AccountId}/${Bucket}/${AWS::Region}', '${Bucket.Arn}/k', 'arn:aws:s3:::${!AWS::AccountId}/x'],
    `
custom:
  table: !GetAtt Table.Arn
  prefix: 'arn:aws:s3:::\${AWS::AccountId}'
  key: k
resources:
  Resources:
    Bucket: { Type: 'AWS::S3::Bucket' }
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { BillingMode: PAY_PER_REQUEST } }
`,
  );
});

test('the region and the account are pseudo parameters', () => {
  checkService(
    `
service: orders
provider: { name: aws }
custom: { region: '\${opt:region, aws:region}' }
functions: { hello: { handler: h.hello, role: 'arn:aws:iam::\${aws:accountId}:role/\${self:custom.region}' } }
`,
    {
      HelloLambdaFunction: {
        roles: 'arn:aws:iam::${AWS::AccountId}:role/${AWS::Region}',
        unknown: 'the role arn:aws:iam::${AWS::AccountId}:role/${AWS::Region} is not in this template',
      },
    },
  );
});

test('what only AWS, the environment or a script knows is unknown, with a fallback too', () => {
  checkResources(
    `
- arn:aws:s3:::\${env:BUCKET, 'fallback'}/*
- arn:aws:s3:::\${ssm:/orders/bucket}/*
- arn:aws:s3:::\${cf:other.Bucket, 'fallback'}/*
- arn:aws:s3:::\${s3:bucket/key}/*
- arn:aws:s3:::\${file(./config.js):bucket}/*
- arn:aws:s3:::\${sls:instanceId}/*
- arn:aws:s3:::\${self:custom.ofEnvironment}/*
- arn:aws:s3:::\${opt:bucket}/*
- arn:aws:s3:::\${self:custom.nowhere}/*
- arn:aws:s3:::\${self:custom.\${env:X}.bucket, 'fallback'}/*`.slice(1),
    [
      ...Array.from({ length: 6 }, () => 'arn:aws:s3:::${?}/*'),
      'arn:aws:s3:::orders-${?}/*',
      ...Array.from({ length: 3 }, () => 'arn:aws:s3:::${?}/*'),
    ],
    'custom: { ofEnvironment: "orders-${env:BUCKET}" }',
  );
});

test('circles end as unknown, wherever one is entered', () => {
  checkResources(
    `
- arn:aws:s3:::\${self:custom.a}/*
- arn:aws:s3:::\${self:custom.b, 'fallback'}/*
- arn:aws:s3:::\${self:custom.own}/*
- arn:aws:s3:::\${self:custom.to}/*
- \${self:custom.list}`.slice(1),
    [...Array.from({ length: 4 }, () => 'arn:aws:s3:::${?}/*'), 'arn:aws:s3:::x/*', 'arn:aws:s3:::x/*', '…'],
    `
custom:
  a: a-\${self:custom.b}
  b: b-\${self:custom.a}
  own: \${self:custom.own}
  to: to-\${self:custom.a}
  list: ['arn:aws:s3:::x/*', '\${self:custom.list}']
`,
  );
});

test('settings of functions behind variables', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x, tracing: { lambda: '\${self:custom.trace}' } }
custom: { quiet: true, trace: false, queue: 'arn:aws:sqs:us-east-1:123456789012:q', on: '\${strToBool(true)}' }
functions:
  hello: { handler: h.hello, disableLogs: '\${self:custom.quiet}', tracing: '\${env:TRACE}' }
  bye: { handler: h.bye, name: '\${self:service}-\${sls:stage}-farewell', events: [{ sqs: '\${self:custom.queue}' }], tracing: '\${self:custom.on}' }
`,
    {
      ...sharing('Hello', 'Bye'),
      IamRoleLambdaExecution: {
        statements: [
          ...common,
          {
            effect: 'Deny',
            actions: 'logs:PutLogEvents',
            resources: 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/orders-dev-hello:*',
            from: 'framework logs',
          },
          { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: '*', from: 'framework tracing' },
          {
            actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
            resources: 'arn:aws:sqs:us-east-1:123456789012:q',
            from: 'framework sqs',
          },
        ],
        unknown: 'it is not known whether hello is traced',
      },
    },
  );
});

test('statements that cannot be read are said to be unknown', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  iam: { role: { statements: '\${file(./statements.js)}' } }
functions:
  hello: { handler: h.hello, events: '\${file(./events.js)}' }
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: {
        statements: common,
        unknown: ['the statements of ${file(./statements.js)} are not known', 'the events of hello are not known'],
      },
    },
  );
});

test('functions that cannot be read: the shared role may have more', () => {
  checkService(
    `
service: orders
provider: { name: aws }
functions: \${file(./functions.js)}
`,
    { IamRoleLambdaExecution: { unknown: 'the functions of ${file(./functions.js)} are not known' } },
  );
});

test('a role that only a variable knows', () => {
  checkService(
    `
service: orders
provider: { name: aws, iam: { role: '\${env:ROLE}' } }
functions: { hello: { handler: h.hello } }
`,
    { HelloLambdaFunction: { roles: '${env:ROLE}', unknown: 'the role ${env:ROLE} is not in this template' } },
  );
});

test('roles of the resources have the values of variables too', () => {
  checkService(
    `
service: orders
provider: { name: aws }
custom: { role: OrdersRole, bucket: files }
functions: { hello: { handler: h.hello, role: '\${self:custom.role}' } }
resources:
  Resources:
    OrdersRole:
      Type: AWS::IAM::Role
      Properties:
        PermissionsBoundary: arn:aws:iam::aws:policy/\${self:custom.boundary, 'PowerUserAccess'}
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/\${self:custom.managed, "AmazonS3ReadOnlyAccess"}']
        Policies:
          - PolicyName: own
            PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::\${self:custom.bucket}/*' }] }
`,
    {
      HelloLambdaFunction: { roles: '${OrdersRole.Arn}' },
      OrdersRole: {
        statements: [{ actions: 's3:GetObject', resources: 'arn:aws:s3:::files/*' }],
        managed: 'AmazonS3ReadOnlyAccess',
        boundaries: 'PowerUserAccess',
      },
    },
  );
});

test('lists that grow from variable to variable stay bounded', () => {
  const grown = Array.from({ length: 30 }, (_, index) => `  l${index}: ['\${self:custom.l${index + 1}}', '\${self:custom.l${index + 1}}']`);
  const text = `
service: orders
provider:
  name: aws
  iam: { role: { statements: '\${self:custom.l0}' } }
custom:
${grown.join('\n')}
  l30: [{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }]
functions: { hello: { handler: h.hello } }
`;
  expect(findPrincipals(text, { uri: 'file:///workspace/serverless.yml' }).map(({ logicalId }) => logicalId)).toEqual([
    'HelloLambdaFunction',
    'IamRoleLambdaExecution',
  ]);
});

const wrong: readonly string[] = [
  'service: 1\nprovider: { name: aws, iam: yes, vpc: [], tracing: { lambda: [] } }\nfunctions: [a, { b: c }, { d: { events: e } }]',
  'provider: { name: aws, iam: { role: [] } }\nfunctions: { a: null, b: [], c: { events: [null, 1, { sqs: null }, { stream: [] }] } }',
  'provider: { name: aws, iam: { role: { statements: text, managedPolicies: text, permissionsBoundary: [] } } }\nfunctions: { a: { role: [] } }',
  "provider: { name: aws }\nplugins: '${self:x}'\nfunctions: { a: { iamRoleStatements: text, destinations: [], onError: {}, fileSystemConfig: x } }",
  'provider: { name: aws }\nplugins: [serverless-step-functions]\nstepFunctions: { stateMachines: { a: null, b: { definition: [] }, c: { definition: { States: [] } } } }\nfunctions: []',
  "provider: { name: aws }\nstepFunctions: '${file(x.yml)}'\nfunctions: { a: { events: [{ kafka: x }, { msk: {} }, { activemq: [] }, { schedule: {} }] } }\nresources: [1, { extensions: [] }]",
];

test.each(wrong)('wrong shapes say nothing wrong: %#', (text) => {
  expect(() => findPrincipals(text, { uri: 'file:///workspace/serverless.yml' })).not.toThrow();
});

test('files that variables in strings name are wanted', () => {
  const text = `
service: orders
provider: { name: aws }
functions: { hello: { handler: h.hello, events: [{ sqs: 'arn:aws:sqs:us-east-1:123456789012:\${file(config/\${sls:stage}.yml):queue}' }] } }
`;
  const uri = 'file:///workspace/serverless.yml';
  const { wanted, reads } = readTemplate(text, { uri, files: { 'config/dev.yml': { kind: 'unread' } } });
  expect(wanted).toEqual(['file:///workspace/config/dev.yml']);
  expect(reads).toEqual(['file:///workspace/config/dev.yml']);
  expect(readTemplate(text, { uri, files: { 'config/dev.yml': 'queue: q' } }).wanted).toEqual([]);
});
