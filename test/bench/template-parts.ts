/** A template's value; an intrinsic is its long form, a mapping of one key. */
export type Value = string | number | readonly Value[] | Mapping;

export interface Mapping {
  readonly [key: string]: Value;
}

const ref = (name: string): Mapping => ({ Ref: name });
const getAtt = (name: string): Mapping => ({ 'Fn::GetAtt': `${name}.Arn` });
const sub = (text: string): Mapping => ({ 'Fn::Sub': text });
const allow = (action: Value, resource: Value, more: Mapping = {}): Mapping => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});

/** Name of the `n`-th resource of a kind. */
export function nameOf(kind: string, n: number): string {
  return `Order${kind}${n}`;
}

/** Statements as authors write them, from exact to careless; about one of five is a wildcard, as in public templates. */
const STATEMENTS: readonly ((n: number) => Mapping)[] = [
  (n) =>
    allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
      [getAtt(nameOf('Table', n)), sub(`\${${nameOf('Table', n)}.Arn}/index/*`)],
    ),
  (n) => allow('s3:*', [getAtt(nameOf('Bucket', n)), sub(`\${${nameOf('Bucket', n)}.Arn}/*`)]),
  (n) => allow(['s3:GetObject', 's3:PutObject'], sub(`arn:aws:s3:::\${${nameOf('Bucket', n)}}/*`)),
  () => allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], 'arn:aws:logs:*:*:*'),
  (n) => allow(['dynamodb:PutItem', 's3:PutObject'], ['arn:aws:dynamodb:eu-west-1:111122223333:table/audit', `arn:aws:s3:::audit-${n}/*`]),
  (n) => allow(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], getAtt(nameOf('Queue', n))),
  () => allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'cloudwatch:PutMetricData'], '*'),
  () => allow(['ssm:GetParameter', 'ssm:GetParametersByPath'], sub('arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/orders/*')),
  (n) => allow('secretsmanager:GetSecretValue', sub(`arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:orders-${n}-??????`)),
  () =>
    allow('states:StartExecution', 'arn:aws:states:eu-west-1:111122223333:stateMachine:orders', {
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
    }),
  () => allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
  (n) => allow({ 'Fn::If': ['IsProduction', ['dynamodb:BatchGetItem', 'dynamodb:Scan'], 'dynamodb:*'] }, getAtt(nameOf('Table', n))),
  () => allow(['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'], '*'),
  (n) => allow(['s3:ListBucket', 's3:GetObject'], sub(`arn:aws:s3:::\${${nameOf('Bucket', n)}}`)),
  () => ({ Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' }),
];

/** Three statements of policy `n`, over the tables, buckets and queues number `of`. */
export function statementsOf(n: number, of: number): readonly Mapping[] {
  const chosen = [0, 1, 2].map((i) => STATEMENTS[(n * 3 + i + 6) % STATEMENTS.length]);
  return chosen.flatMap((statement) => (statement === undefined ? [] : [statement(of)]));
}

export function documentOf(n: number, of: number): Mapping {
  return { Version: '2012-10-17', Statement: statementsOf(n, of) };
}

export function tableOf(n: number): Mapping {
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Tags: [{ Key: 'number', Value: String(n) }],
    },
  };
}

export function bucketOf(n: number): Mapping {
  return { Type: 'AWS::S3::Bucket', Properties: { BucketName: sub(`orders-${n}-\${AWS::AccountId}`) } };
}

export function queueOf(n: number): Mapping {
  return { Type: 'AWS::SQS::Queue', Properties: { QueueName: `orders-${n}`, VisibilityTimeout: 60, MessageRetentionPeriod: 345600 } };
}

export function roleOf(n: number, of: number): Mapping {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      Policies: [{ PolicyName: `orders-${n}`, PolicyDocument: documentOf(n, of) }],
    },
  };
}

export function samFunctionOf(n: number, of: number): Mapping {
  return {
    Type: 'AWS::Serverless::Function',
    Properties: {
      CodeUri: `src/order-${n}/`,
      Handler: 'app.handler',
      Runtime: 'nodejs20.x',
      MemorySize: 256,
      Environment: { Variables: { TABLE: ref(nameOf('Table', of)), QUEUE: ref(nameOf('Queue', of)) } },
      Events: { Api: { Type: 'Api', Properties: { Path: `/orders/${n}`, Method: 'get' } } },
      Policies: [{ DynamoDBReadPolicy: { TableName: ref(nameOf('Table', of)) } }, 'AWSLambdaBasicExecutionRole', documentOf(n, of)],
    },
  };
}

export function lambdaFunctionOf(n: number, role: string): Mapping {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Handler: 'app.handler',
      Runtime: 'nodejs20.x',
      MemorySize: 256,
      Role: getAtt(role),
      Code: { S3Bucket: 'orders-code', S3Key: `order-${n}.zip` },
    },
  };
}

export function serverlessFunctionOf(n: number, of: number): Mapping {
  return {
    handler: `src/order-${n}.handler`,
    memorySize: 256,
    events: [{ httpApi: { path: `/orders/${n}`, method: 'get' } }],
    environment: { TABLE: ref(nameOf('Table', of)) },
    iamRoleStatements: statementsOf(n, of),
  };
}
