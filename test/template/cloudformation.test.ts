import { describe, expect, test } from 'vitest';
import { loadCatalogForTests } from '../support/catalog.ts';
import { drawSources, drawStatements, readTemplate } from '../support/template.ts';

const document = '{Statement: [{Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "*"}]}';

function resourceWith(type: string, properties: string): string {
  return `AWSTemplateFormatVersion: 2010-09-09
Resources:
  R:
    Type: ${type}
    Properties: ${properties}
`;
}

describe('places by schema', () => {
  test.each([
    ['AWS::IAM::Role', `{AssumeRolePolicyDocument: ${document}}`, 'trust'],
    ['AWS::IAM::Role', `{Policies: [{PolicyName: a, PolicyDocument: ${document}}]}`, 'identity'],
    ['AWS::IAM::User', `{Policies: [{PolicyName: a, PolicyDocument: ${document}}]}`, 'identity'],
    ['AWS::IAM::Group', `{Policies: [{PolicyName: a, PolicyDocument: ${document}}]}`, 'identity'],
    ['AWS::IAM::Policy', `{PolicyDocument: ${document}}`, 'identity'],
    ['AWS::IAM::ManagedPolicy', `{PolicyDocument: ${document}}`, 'identity'],
    ['AWS::IAM::RolePolicy', `{PolicyDocument: ${document}}`, 'identity'],
    ['AWS::IAM::UserPolicy', `{PolicyDocument: ${document}}`, 'identity'],
    ['AWS::IAM::GroupPolicy', `{PolicyDocument: ${document}}`, 'identity'],
    ['AWS::S3::BucketPolicy', `{PolicyDocument: ${document}}`, 'resource'],
    ['AWS::SQS::QueuePolicy', `{PolicyDocument: ${document}}`, 'resource'],
    ['AWS::SNS::TopicPolicy', `{PolicyDocument: ${document}}`, 'resource'],
    ['AWS::KMS::Key', `{KeyPolicy: ${document}}`, 'resource'],
    ['AWS::SecretsManager::ResourcePolicy', `{ResourcePolicy: ${document}}`, 'resource'],
    ['AWS::ECR::Repository', `{RepositoryPolicyText: ${document}}`, 'resource'],
    ['AWS::EC2::VPCEndpoint', `{PolicyDocument: ${document}}`, 'endpoint'],
    ['AWS::ApiGateway::RestApi', `{Policy: ${document}}`, 'resource'],
    ['AWS::ApiGateway::RestApi', `{Body: {x-amazon-apigateway-policy: ${document}}}`, 'resource'],
    ['AWS::DynamoDB::Table', `{ResourcePolicy: {PolicyDocument: ${document}}}`, 'resource'],
    ['AWS::Logs::ResourcePolicy', `{PolicyDocument: '{"Statement":[{"Effect":"Allow"}]}'}`, 'resource'],
    ['AWS::Organizations::Policy', `{Content: ${document}}`, 'scp'],
    ['AWS::Organizations::Policy', `{Type: SERVICE_CONTROL_POLICY, Content: ${document}}`, 'scp'],
    ['AWS::Organizations::Policy', `{Type: RESOURCE_CONTROL_POLICY, Content: ${document}}`, 'rcp'],
    ['AWS::Organizations::Policy', '{Type: !Ref Type, Content: {Statement: {Effect: Deny, Principal: "*", Action: "s3:*"}}}', 'rcp'],
    ['AWS::Events::EventBusPolicy', '{Statement: {Effect: Allow, Principal: "*", Action: events:PutEvents, Resource: x}}', 'resource'],
  ])('%s %s', (type, properties, kind) => {
    expect(drawSources(readTemplate(resourceWith(type, properties)))).toMatch(
      new RegExp(`^${kind} R \\((document|statements)\\) 1 statement$`),
    );
  });

  test('a tag policy of Organizations is no policy of IAM', () => {
    const type = 'AWS::Organizations::Policy';
    expect(drawSources(readTemplate(resourceWith(type, '{Type: TAG_POLICY, Content: {tags: {}}}')))).toBe('');
  });

  test('every policy property of the catalogue is found', () => {
    const catalog = loadCatalogForTests();
    const missed: string[] = [];
    let count = 0;
    for (const type of catalog.cloudFormationTypeNames().filter((name) => !name.startsWith('AWS::Serverless::'))) {
      for (const { path } of catalog.cloudFormationType(type)?.policies ?? []) {
        count++;
        const properties = path.reduceRight((inner, key) => (key === '*' ? `[${inner}]` : `{${key}: ${inner}}`), document);
        const read = readTemplate(resourceWith(type, properties));
        if (read.policies.length !== 1 || read.policies[0]?.statements.length !== 1) missed.push(`${type} ${path.join('.')}`);
      }
    }
    expect(missed).toEqual([]);
    expect(count).toBeGreaterThan(80);
  });

  test.each([
    ['AWS::ElasticLoadBalancingV2::ListenerRule', '{Actions: [{Type: forward, Action: "s3:*", Effect: Allow, Resource: "*"}]}'],
    ['AWS::WAFv2::WebACL', '{Rules: [{Action: {Block: {}}, Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}]}'],
    ['AWS::CodePipeline::Pipeline', '{Stages: [{Actions: [{Name: a, ActionTypeId: {Category: Source}}]}]}'],
    ['AWS::SQS::Queue', '{RedrivePolicy: {Statement: [{Effect: Allow, Action: "s3:*"}]}}'],
    ['AWS::AutoScaling::ScalingPolicy', '{StepAdjustments: [], PolicyType: x}'],
    ['AWS::IAM::Role', '{PermissionsBoundary: !Ref X, Description: "Statement: []"}'],
    ['AWS::S3::Bucket', '{LifecycleConfiguration: {Rules: [{Status: Enabled}]}}'],
    ['Custom::Thing', `{PolicyDocument: ${document}}`],
  ])('none in %s %s', (type, properties) => {
    expect(drawSources(readTemplate(resourceWith(type, properties)))).toBe('');
  });

  test('none in comments', () => {
    const text = resourceWith('AWS::IAM::Policy', '\n      # PolicyDocument: {Statement: [{Effect: Allow}]}\n      PolicyName: x');
    expect(drawSources(readTemplate(text))).toBe('');
  });
});

test('managed policies and permissions', () => {
  const read = readTemplate(`Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: {ManagedPolicyArns: [arn:aws:iam::aws:policy/X, !If [Prod, !Ref P, !Ref AWS::NoValue]]}
  Permission:
    Type: AWS::Lambda::Permission
    Properties: {Action: lambda:InvokeFunction, FunctionName: !Ref F, Principal: sns.amazonaws.com, SourceArn: x}
`);
  expect(drawSources(read)).toBe(`identity Role (managed)
identity Role (managed) [Prod]
resource Permission (permission) 1 statement incomplete`);
  expect(drawStatements(read)).toBe('Action lambda:InvokeFunction Principal Service=sns.amazonaws.com incomplete');
});

describe('functions around policies', () => {
  test.each([
    [
      'around a document',
      `!If [A, ${document}, {Statement: []}]`,
      'identity R (document) 1 statement [A]\nidentity R (document) 0 statements [!A]',
    ],
    ['absent in a branch', `!If [A, ${document}, !Ref "AWS::NoValue"]`, 'identity R (document) 1 statement [A]'],
    ['as JSON text', `{'Fn::ToJsonString': ${document}}`, 'identity R (document) 1 statement'],
    ['as JSON text, short', `!ToJsonString ${document}`, 'identity R (document) 1 statement'],
    ['around JSON text', `{'Fn::ToJsonString': !If [A, ${document}, !Ref 'AWS::NoValue']}`, 'identity R (document) 1 statement [A]'],
    ['a parameter', '!Ref Document', ''],
    ['included', "{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: x}}}", ''],
    ['partly included', `{Version: 2012-10-17, 'Fn::Transform': {Name: AWS::Include}}`, 'identity R (document) 0 statements incomplete'],
  ])('%s', (_, value, drawn) => {
    expect(drawSources(readTemplate(resourceWith('AWS::IAM::Policy', `{PolicyDocument: ${value}}`)))).toBe(drawn);
  });

  test('around statements and their elements', () => {
    const text = resourceWith(
      'AWS::IAM::Policy',
      `
      PolicyDocument:
        Statement:
          - !If [A, {Effect: Allow, Action: a:B, Resource: x}, !Ref AWS::NoValue]
          - Effect: !If [A, Allow, Deny]
            Action: [c:D, !If [B, e:F, g:H]]
            Resource: !If [B, [y, z], '*']
          - Fn::If:
              - A
              - [{Effect: Allow, Action: i:J}, {Effect: Deny, Action: k:L}]
              - !Ref AWS::NoValue`,
    );
    expect(drawStatements(readTemplate(text))).toBe(`Allow Action a:B Resource x [A]
Allow [A], Deny [!A] Action c:D, e:F [B], g:H [!B] Resource y [B], z [B], * [!B]
Allow Action i:J [A]
Deny Action k:L [A]`);
  });

  test('the item of a list, of a branch and of a list in a branch', () => {
    const read = readTemplate(
      resourceWith('AWS::IAM::Policy', '{PolicyDocument: {Statement: {Action: [a, !If [A, b, c], !If [A, [d], e]], Resource: f}}}'),
    );
    const [statement] = read.policies[0]?.statements ?? [];
    const listed = statement?.action?.values.map(({ list, node }) => (list === undefined ? 'none' : list.items.indexOf(node)));
    expect(listed).toEqual([0, 'none', 'none', 0, 'none']);
    expect(statement?.list).toBeUndefined();
    expect(statement?.resource?.values[0]?.list).toBeUndefined();
  });
});

test('Fn::ForEach is walked with symbols', () => {
  const read = readTemplate(`Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Buckets:
    - Name
    - [a, b]
    - Bucket\${Name}: {Type: AWS::S3::Bucket}
      'Fn::ForEach::Inner':
        - Access
        - !Ref Levels
        - Policy\${Name}\${Access}:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: !Sub 's3:\${Access}', Resource: [!GetAtt 'Bucket\${Name}.Arn', !Ref Name, !Sub 'x-\${Bucket\${Name}.Arn}/*', 'y-&{Name}-\${aws:username}']}
`);
  expect(drawSources(read)).toBe('identity Policy${Name}${Access} (document) 1 statement');
  expect(drawStatements(read)).toBe(
    'Allow Action s3:${Access} Resource ${Bucket${Name}.Arn}, ${Name}, x-${Bucket${Name}.Arn}/*, y-${Name}-${aws:username}',
  );
  const [action] = read.policies[0]?.statements[0]?.action?.values ?? [];
  expect(action?.text.parts.map((part) => (part.kind === 'symbol' ? part.symbol.kind : part.text))).toEqual(['s3:', 'loop']);
  const kinds = read.policies[0]?.statements[0]?.resource?.values.map(({ text }) =>
    text.parts.map((part) => (part.kind === 'symbol' ? part.symbol.kind : 'text')),
  );
  expect(kinds).toEqual([['attribute'], ['loop'], ['text', 'attribute', 'text'], ['text', 'loop', 'text']]);
  expect([...read.template.scope.loops]).toEqual(['Name', 'Access']);
  expect(read.template.scope.incomplete).toBe(false);
});

test('what is included leaves the names incomplete', () => {
  const included = 'Resources:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}\n  B: {Type: AWS::S3::Bucket}\n';
  expect(readTemplate(included).template.scope.incomplete).toBe(true);
  expect(readTemplate('Resources:\n  B: {Type: AWS::S3::Bucket}\n').template.scope.incomplete).toBe(false);
});

test('a fragment of resources says that it knows only a part', () => {
  const read = readTemplate('Role:\n  Type: AWS::IAM::Policy\n  Properties:\n    PolicyDocument: {Statement: {Effect: Allow}}\n');
  expect(drawSources(read)).toBe('identity Role (document) 1 statement');
  expect(read.template.scope.incomplete).toBe(true);
  const alone = readTemplate('Type: AWS::IAM::Policy\nProperties:\n  PolicyDocument: {Statement: {Effect: Allow}}\n');
  expect(drawSources(alone)).toBe('identity (document) 1 statement');
});
