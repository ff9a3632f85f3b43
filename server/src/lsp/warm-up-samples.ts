/** A document that the server diagnoses for itself. */
export interface Sample {
  readonly uri: string;
  readonly text: string;
}

/** A template in each dialect that allows some actions in as many ways as authors use, some of them wrong. */
export function renderSamples(actions: readonly string[]): readonly Sample[] {
  return [renderSam(actions), renderServerless(actions), renderCloudFormation(actions)];
}

export function renderSam(actions: readonly string[]): Sample {
  const functions = inThrees(actions.map(statementOf)).map((statements, number): Entry => {
    const policies = [{ DynamoDBReadPolicy: { TableName: { Ref: 'Table' } } }, 'AWSLambdaBasicExecutionRole', documentOf(statements)];
    const properties = { CodeUri: 'src/', Handler: 'app.handler', Runtime: 'nodejs20.x', Events: EVENTS, Policies: policies };
    return [`Function${number}`, { Type: 'AWS::Serverless::Function', Properties: properties }];
  });
  const resources = { ...STORES, ...Object.fromEntries(functions), Role: roleOf(actions.slice(0, 3).map(statementOf)) };
  const text = printYaml({ ...HEAD, Transform: 'AWS::Serverless-2016-10-31', Resources: resources });
  return { uri: 'leastwise:/warm-up/template.yaml', text };
}

function renderServerless(actions: readonly string[]): Sample {
  const [provided = [], ...others] = inThrees(actions.map(statementOf));
  const functions = others.map(
    (statements, number): Entry => [`function${number}`, { handler: 'app.handler', iamRoleStatements: statements }],
  );
  const provider = { name: 'aws', runtime: 'nodejs20.x', iam: { role: { statements: provided } } };
  const head = { service: 'sample', plugins: ['serverless-iam-roles-per-function'], provider };
  const text = printYaml({
    ...head,
    functions: Object.fromEntries(functions),
    resources: { Conditions: HEAD.Conditions, Resources: STORES },
  });
  return { uri: 'leastwise:/warm-up/serverless.yml', text };
}

function renderCloudFormation(actions: readonly string[]): Sample {
  const entries = inThrees(actions.map(statementOf)).flatMap((statements, number): readonly Entry[] => [
    [`Role${number}`, roleOf(statements)],
    [`Function${number}`, { Type: 'AWS::Lambda::Function', Properties: { Handler: 'app.handler', Role: getAtt(`Role${number}`) } }],
  ]);
  const text = JSON.stringify({ ...HEAD, Resources: { ...STORES, ...Object.fromEntries(entries) } }, undefined, 2);
  return { uri: 'leastwise:/warm-up/template.json', text };
}

type Value = string | readonly Value[] | Mapping;

interface Mapping {
  readonly [key: string]: Value;
}

type Entry = readonly [name: string, value: Mapping];

const HEAD = {
  AWSTemplateFormatVersion: '2010-09-09',
  Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
};

const STORES = {
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { BillingMode: 'PAY_PER_REQUEST' } },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'sample-${AWS::AccountId}' } } },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'sample' } },
};

const EVENTS = { Api: { Type: 'Api', Properties: { Path: '/sample', Method: 'get' } } };

function getAtt(name: string): Mapping {
  return { 'Fn::GetAtt': [name, 'Arn'] };
}

/** The action and a wildcard of its service, on a resource that fits or does not. */
function statementOf(action: string, index: number): Mapping {
  const service = action.split(':')[0] ?? '';
  const resources: readonly Value[] = [
    '*',
    getAtt('Table'),
    [getAtt('Bucket'), { 'Fn::Sub': '${Bucket.Arn}/*' }],
    { 'Fn::Sub': `arn:aws:${service}:\${AWS::Region}:\${AWS::AccountId}:sample/*` },
    [`arn:aws:${service}:eu-west-1:111122223333:sample`, 'arn:aws:s3:::sample/*'],
  ];
  const condition = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'sample' } } };
  return {
    Effect: 'Allow',
    Action: index % 7 === 6 ? { 'Fn::If': ['IsProduction', [action], `${service}:*`] } : [action, `${service}:Get*`],
    Resource: resources[index % resources.length] ?? '*',
    ...(index % 4 === 3 ? condition : {}),
  };
}

function documentOf(statements: readonly Mapping[]): Mapping {
  return { Version: '2012-10-17', Statement: statements };
}

function roleOf(statements: readonly Mapping[]): Mapping {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: documentOf([trust]),
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      Policies: [{ PolicyName: 'sample', PolicyDocument: documentOf(statements) }],
    },
  };
}

function inThrees<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.flatMap((_, index) => (index % 3 === 0 ? [items.slice(index, index + 3)] : []));
}

/** Block style with the short forms of intrinsics. */
function printYaml(mapping: Mapping): string {
  return `${printPairs(mapping, '').join('\n')}\n`;
}

function printPairs(mapping: Mapping, indent: string): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => printAfter(`${indent}${key}:`, value, indent));
}

function printAfter(head: string, value: Value, indent: string): readonly string[] {
  if (typeof value === 'string') return [`${head} ${/^[A-Za-z][\w:./-]*$/.test(value) ? value : `'${value}'`}`];
  if (isList(value)) return [head, ...value.flatMap((item) => printItem(item, `${indent}  `))];
  const [[key = '', argument] = []] = Object.entries(value);
  if (argument !== undefined && /^(?:Ref$|Fn::)/.test(key)) return printAfter(`${head} !${key.replace('Fn::', '')}`, argument, indent);
  return [head, ...printPairs(value, `${indent}  `)];
}

/** A statement begins on the line of its dash. */
function printItem(item: Value, indent: string): readonly string[] {
  if (typeof item === 'string' || isList(item) || item.Effect === undefined) return printAfter(`${indent}-`, item, indent);
  return printPairs(item, `${indent}  `).map((line, number) => (number === 0 ? line.replace(`${indent}  `, `${indent}- `) : line));
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
