/** Numbers 12 to 17 and 19: values of templates, SAM and Serverless. */
import { describe, expect, test } from 'vitest';
import { analyse } from '../support/analyse.ts';
import { checkSilent, findingsOf } from '../support/check-rule.ts';
import { inFunction, inProvider, inResources, inRole, serverless, stack, template } from '../support/policy-texts.ts';
import { diagnose, fixAll, rulesIn, rulesOf, statement, titlesOf } from './support.ts';

const allow = (actions: string, resource = "'*'"): readonly string[] => [statement(actions, resource)];
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

describe('12: a Ref and a GetAtt have a kind of value', () => {
  const kinds: readonly (readonly [string, string, string, string])[] = [
    ['sqs:SendMessage', 'AWS::SQS::Queue', 'the URL of an AWS::SQS::Queue, not an ARN', '!GetAtt Own.Arn'],
    ['s3:ListBucket', 'AWS::S3::Bucket', 'the name of an AWS::S3::Bucket, not an ARN', '!GetAtt Own.Arn'],
    ['kms:Decrypt', 'AWS::KMS::Key', 'the id of an AWS::KMS::Key, not an ARN', '!GetAtt Own.Arn'],
    ['dynamodb:GetItem', 'AWS::Serverless::SimpleTable', 'the name of an AWS::Serverless::SimpleTable, not an ARN', '!GetAtt Own.Arn'],
    ['lambda:InvokeFunction', 'AWS::Serverless::Function', 'the name of an AWS::Serverless::Function, not an ARN', '!GetAtt Own.Arn'],
  ];
  test.each(kinds)('%s on the Ref of an %s', (action, type, said, fixed) => {
    const text = inRole(allow(action, '!Ref Own'), { Own: type });
    expect(diagnose(stack, text).map(({ message }) => message)).toEqual([expect.stringContaining(said)]);
    expect(fixAll(stack, text)).toBe(inRole(allow(action, fixed), { Own: type }));
  });
  test.each([
    ['sns:Publish', 'AWS::SNS::Topic'],
    ['secretsmanager:GetSecretValue', 'AWS::SecretsManager::Secret'],
    ['states:StartExecution', 'AWS::StepFunctions::StateMachine'],
    ['states:StartExecution', 'AWS::Serverless::StateMachine'],
    ['iam:GetPolicy', 'AWS::IAM::ManagedPolicy'],
  ])('the Ref is an ARN: %s on %s', (action, type) => expect(rulesOf(allow(action, '!Ref Own'), { Own: type })).toEqual([]));
  test('the name of a queue in an ARN is right, its URL is not', () => {
    const arn = (name: string): readonly string[] =>
      allow('sqs:SendMessage', `!Sub 'arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${${name}}'`);
    expect(rulesOf(arn('Jobs.QueueName'), { Jobs: 'AWS::SQS::Queue' })).toEqual([]);
    expect(rulesOf(arn('Jobs'), { Jobs: 'AWS::SQS::Queue' })).toEqual(['resource-type-mismatch: error']);
  });
  test('an ARN inside an ARN', () => {
    const text = inRole(allow('sns:Publish', "!Sub 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Alarms}'"), {
      Alarms: 'AWS::SNS::Topic',
    });
    expect(diagnose(stack, text).map(({ message }) => message)).toEqual([
      expect.stringContaining("has an ARN inside an ARN: '${Alarms}' is one already"),
    ]);
  });
  test('never an attribute that is not there', () => {
    expect(titlesOf('wildcard-resource', allow('dynamodb:GetRecords'), { Orders: 'AWS::DynamoDB::Table' }).join()).not.toContain(
      'StreamArn',
    );
    for (const title of titlesOf('wildcard-resource', allow('iam:GetRolePolicy'), { Inline: 'AWS::IAM::Policy' }))
      expect(title).not.toContain('Inline');
  });
});

describe('13: known without being declared', () => {
  test('of SAM', () => {
    const text = (resource: string): string =>
      lines(
        'Transform: AWS::Serverless-2016-10-31',
        'Resources:',
        '  Own:',
        '    Type: AWS::Serverless::Function',
        '    Properties: { AutoPublishAlias: live, Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } } }',
        '  Role:',
        '    Type: AWS::IAM::Role',
        '    Properties:',
        '      Policies:',
        `        - PolicyDocument: { Version: 2012-10-17, Statement: [${resource}] }`,
      );
    const one = (action: string, resource: string): string => text(`{ Effect: Allow, Action: ${action}, Resource: ${resource} }`);
    for (const [action, resource] of [
      ['iam:PassRole', '!GetAtt OwnRole.Arn'],
      ['lambda:InvokeFunction', '!Ref Own.Alias'],
      ['lambda:InvokeFunction', '!Ref Own.Version'],
      ['execute-api:Invoke', "!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${ServerlessRestApi}/*'"],
    ] as const) {
      expect(rulesIn(template, one(action, resource)), resource).toEqual([]);
    }
    expect(diagnose(template, one('iam:PassRole', '!Ref OwnRole')).map(({ message }) => message)).toEqual([
      expect.stringContaining('the name of an AWS::IAM::Role'),
    ]);
  });
  test('of Serverless', () => {
    const text = (action: string, resource: string): string =>
      inProvider(allow(`[${action}]`, resource)).replace('resources:', 'functions:\n  make-it:\n    handler: a.b\nresources:');
    for (const [action, resource] of [
      ['iam:PassRole', '!GetAtt IamRoleLambdaExecution.Arn'],
      ['lambda:InvokeFunction', '!GetAtt MakeDashitLambdaFunction.Arn'],
      ['logs:PutLogEvents', '!GetAtt MakeDashitLogGroup.Arn'],
      ['s3:ListBucket', '!GetAtt ServerlessDeploymentBucket.Arn'],
    ] as const) {
      expect(rulesIn(serverless, text(action, resource)), resource).toEqual([]);
    }
    expect(rulesIn(serverless, text('lambda:InvokeFunction', '!Ref MakeDashitLambdaFunction'))).toEqual(['resource-type-mismatch: error']);
  });
});

describe('14: parameters, branches, loops, transforms', () => {
  test('a parameter with a Default is unknown', () => {
    const text = `Parameters:\n  Where: { Type: String, Default: arn:aws:s3:::b }\n${inRole(allow('s3:GetObject', '!Ref Where'))}`;
    expect(rulesIn(stack, text)).toEqual([]);
  });
  test('branches that exclude each other are documents of their own', () => {
    const same = '{ Sid: A, Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }';
    expect(rulesOf([`- !If [Prod, ${same}, ${same}]`])).toEqual([]);
    const other = same.replace('GetObject', 'PutObject');
    expect(rulesOf([`- !If [Prod, ${same}, ${other}]`])).toEqual([]);
    expect(rulesOf([`- !If [Prod, ${same}, !Ref AWS::NoValue]`, `- ${other}`])).toEqual(['duplicate-sid: error']);
  });
  test('AWS::NoValue is absent', () => {
    expect(rulesOf(['- { Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/*, Condition: !Ref AWS::NoValue }'])).toEqual([]);
    expect(rulesOf(["- { Effect: Allow, Action: s3:GetObject, Resource: [!If [Prod, 'arn:aws:s3:::b/*', !Ref AWS::NoValue]] }"])).toEqual(
      [],
    );
  });
  test('Fn::ForEach is walked with symbols', () => {
    const text = `Transform: AWS::LanguageExtensions\n${inResources([
      'Fn::ForEach::Buckets:',
      '  - Name',
      '  - [a, b]',
      "  - 'Policy${Name}':",
      '      Type: AWS::IAM::ManagedPolicy',
      '      Properties:',
      '        PolicyDocument:',
      '          Version: 2012-10-17',
      '          Statement:',
      "            - { Effect: Allow, Action: 's3:*', Resource: !Sub 'arn:aws:s3:::${Name}/*' }",
    ])}`;
    expect(rulesIn(stack, text)).toEqual(['wildcard-action: warning']);
  });
  test('Fn::ToJsonString is a policy', () => {
    const text = inResources([
      'Queues:',
      '  Type: AWS::SecretsManager::ResourcePolicy',
      '  Properties:',
      '    ResourcePolicy:',
      '      Fn::ToJsonString:',
      '        Version: 2012-10-17',
      '        Statement: { Effect: Allow, Action: secretsmanager:GetSecretVlaue, Resource: "*", Principal: { AWS: "111122223333" } }',
    ]);
    // Nothing says that the account is the secret's own.
    expect(rulesIn(stack, text)).toEqual(['unknown-action: error', 'cross-account-access: information']);
  });
  test('what Fn::Transform may bring is not missing', () => {
    const include = 'Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/k } }';
    expect(rulesOf([`- { ${include}, Action: s3:GetObject }`])).toEqual([]);
  });
});

describe('15: legal, though odd', () => {
  const odd: readonly (readonly [string, string])[] = [
    ['ssm:GetParameter', "'arn:aws:ssm:eu-west-1::parameter/aws/service/ecs/optimized-ami'"],
    ['bedrock:InvokeModel', "'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2'"],
    ['iam:GetRole', "'arn:aws:iam::111122223333:role/*'"],
    ['s3:GetObject', "['arn:aws-cn:s3:::b/*', 'arn:aws-us-gov:s3:::b/*', 'arn:aws-iso-b:s3:::b/*', 'arn:aws-eusc:s3:::b/*']"],
    ['s3:GetObject', "'arn:*:s3:::b/*'"],
  ];
  test.each(odd)('%s on %s', (action, resource) => expect(rulesOf(allow(action, resource))).toEqual([]));
  test('execute-api:/ in the policy of an API', () => {
    const text = inResources([
      'Api:',
      '  Type: AWS::ApiGateway::RestApi',
      '  Properties:',
      "    Policy: { Version: 2012-10-17, Statement: { Effect: Allow, Principal: '*', Action: execute-api:Invoke, Resource: 'execute-api:/prod/GET/*' } }",
    ]);
    expect(rulesIn(stack, text)).toEqual([]);
  });
  test('Resource is missing only where it is needed', () => {
    const statementOf = '{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: ecr:BatchGetImage }';
    checkSilent(
      'missing-resource',
      stack,
      inResources([
        'Images:',
        '  Type: AWS::ECR::Repository',
        '  Properties:',
        `    RepositoryPolicyText: { Version: 2012-10-17, Statement: [${statementOf}] }`,
      ]),
    );
    expect(rulesOf(['- { Effect: Allow, Action: s3:GetObject }'])).toEqual(['missing-resource: error']);
  });
  test('x-amazon-apigateway-policy in a body is a policy', () => {
    const text = inResources([
      'Api:',
      '  Type: AWS::ApiGateway::RestApi',
      '  Properties:',
      '    Body:',
      '      x-amazon-apigateway-policy:',
      '        Version: 2012-10-17',
      "        Statement: { Effect: Allow, Principal: '*', Action: execute-api:Invkoe, Resource: execute-api:/* }",
    ]);
    expect(rulesIn(stack, text)).toEqual(['unknown-action: error']);
  });
});

describe('16: the suffix of a secret', () => {
  const arn = (name: string): string => `'arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}'`;
  test('a literal name without it', () => {
    const text = inRole(allow('secretsmanager:GetSecretValue', arn('prod/db')));
    expect(rulesIn(stack, text)).toEqual(['resource-type-mismatch: warning']);
    expect(titlesOf('resource-type-mismatch', allow('secretsmanager:GetSecretValue', arn('prod/db')))).toEqual([
      "Append '-??????' to the name (widens permissions)",
    ]);
    expect(fixAll(stack, text)).toBe(text);
  });
  test.each(['prod/db-AbCdE1', 'prod/db-*', 'prod/db-??????', 'prod/*'])('%s is silent', (name) => {
    expect(rulesOf(allow('secretsmanager:GetSecretValue', arn(name)))).toEqual([]);
  });
  test('a name that holds a symbol is silent', () => {
    expect(rulesOf(allow('secretsmanager:GetSecretValue', `!Sub ${arn('${Name}')}`))).toEqual([]);
    expect(rulesOf(allow('secretsmanager:GetSecretValue', `!Sub ${arn('${Stage}/db')}`))).toEqual([]);
  });
});

describe('17: SAM Policies', () => {
  const wrapped = [
    'PolicyName: read',
    'PolicyDocument:',
    '  Version: 2012-10-17',
    '  Statement: { Effect: Deny, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }',
  ];
  test('an entry with PolicyDocument is rejected, in a list and in a mapping', () => {
    expect(rulesIn(template, inFunction(wrapped.map((line, i) => `${i === 0 ? '- ' : '  '}${line}`)))).toEqual(['policy-wrapper: error']);
    expect(rulesIn(template, inFunction(wrapped.map((line) => `  ${line}`)))).toEqual(['policy-wrapper: error']);
  });
  test('what it wraps is read too', () => {
    const text = inFunction([
      '- PolicyDocument:',
      '    Version: 2012-10-17',
      '    Statement: { Effect: Allow, Action: s3:GetObjct, Resource: arn:aws:s3:::b/* }',
    ]);
    expect(rulesIn(template, text)).toEqual(['policy-wrapper: error', 'unknown-action: error']);
  });
  test('what a template expands to is never checked', () => {
    expect(rulesIn(template, inFunction(['- SQSPollerPolicy: { QueueName: jobs }', '- CloudWatchPutMetricPolicy: {}']))).toEqual([]);
  });
  test('further parameters are dropped, and said so', () => {
    expect(rulesIn(template, inFunction(['- S3ReadPolicy: { BucketName: b, Extra: x }']))).toEqual(['policy-template-parameters: warning']);
  });
  test('a managed name that is unknown is passed through, where IAM takes no name', () => {
    const narrow = ['- AmazonSQSReadOnlyAccess', '- arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'];
    expect(rulesIn(template, inFunction(narrow))).toEqual([]);
    // Both are known: the one may do anything with every log group and the objects of every bucket, the other reads everything.
    const known = inFunction(['- AWSLambdaExecute', '- arn:aws:iam::aws:policy/ReadOnlyAccess']);
    expect(rulesIn(template, known)).toEqual(['managed-policy: warning', 'managed-policy: warning']);
    expect(rulesIn(template, inFunction(['- OurOwnPolicy']))).toEqual(['unknown-managed-policy: warning']);
    expect(rulesIn(template, inFunction(['- arn:aws:iam::111122223333:policy/OurOwnPolicy']))).toEqual([]);
  });
});

describe('19: Serverless', () => {
  test('resources as a list of mappings', () => {
    const text = lines(
      'service: app',
      'provider: { name: aws }',
      'resources:',
      '  - Resources: { Reports: { Type: AWS::S3::Bucket } }',
      '  - Resources:',
      '      Policy:',
      '        Type: AWS::IAM::ManagedPolicy',
      '        Properties: { PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: s3:ListBucket, Resource: !Ref Reports } } }',
    );
    expect(rulesIn(serverless, text)).toEqual(['resource-type-mismatch: error']);
  });
  test('the resource policy of the API', () => {
    const text = (statement: string): string =>
      lines('service: app', 'provider:', '  name: aws', '  apiGateway:', '    resourcePolicy:', `      - ${statement}`);
    expect(rulesIn(serverless, text("{ Effect: Allow, Principal: '*', Action: '*', Resource: '*' }"))).toEqual([]);
    expect(rulesIn(serverless, text("{ Effect: Allow, Principal: '*', Action: execute-api:Invkoe, Resource: execute-api:/* }"))).toEqual([
      'unknown-action: error',
    ]);
  });
  test('statements of functions, of version 4 too', () => {
    const text = lines(
      'service: app',
      'provider: { name: aws }',
      'plugins: [serverless-iam-roles-per-function]',
      'functions:',
      '  one: { handler: a.b, iam: { role: { statements: [{ Effect: Allow, Action: [s3:GetObject], Resource: "*" }] }, inheritStatements: true } }',
      '  two: { handler: a.b, iamRoleStatements: [{ Effect: Allow, Action: [s3:GetObject], Resource: "*" }] }',
      '  three: { handler: a.b, role: !GetAtt Role.Arn }',
    );
    expect(rulesIn(serverless, text)).toEqual(['wildcard-resource: warning', 'wildcard-resource: warning']);
  });
  test('${aws:region} is a variable of Serverless and part of an ARN', () => {
    const of = (resource: string): readonly string[] => rulesIn(serverless, inProvider(allow('[dynamodb:GetItem]', resource)));
    expect(of("'arn:aws:dynamodb:${aws:region}:${aws:accountId}:table/Orders'")).toEqual([]);
    expect(of("'arn:aws:dynamodb:${aws:region}:${aws:accountId}:table/Orders/index/*'")).toEqual(['resource-type-mismatch: error']);
  });
  test('a fragment is read with the document', () => {
    const text = lines('service: app', 'provider:', '  name: aws', '  iam: { role: { statements: "${file(statements.yml)}" } }');
    const other = 'file:///w/statements.yml';
    const analysis = analyse({ [serverless]: text, [other]: "- { Effect: Allow, Action: ['s3:*'], Resource: arn:aws:s3:::b/* }\n" });
    expect(analysis.diagnose(serverless).diagnostics.map(({ rule, place }) => [rule, place.uri])).toEqual([['wildcard-action', other]]);
    expect(findingsOf('wildcard-action', serverless, text)).toEqual([]);
  });
});
