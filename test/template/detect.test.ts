import { describe, expect, test } from 'vitest';
import { mayHoldPolicies } from '../../server/src/template/policy-words.ts';
import { tryTemplate } from '../support/template.ts';

/** The dialect, `foreign` where the parsed document is none of ours, `skipped` where the scan rejects the text before any parse. */
function detect(text: string, uri?: string): string {
  const dialect = tryTemplate(text, uri === undefined ? {} : { uri })?.template.dialect ?? 'foreign';
  if (dialect !== 'foreign' && !mayHoldPolicies(text)) throw new Error('the scan rejects a document of ours');
  return mayHoldPolicies(text) ? dialect : 'skipped';
}

describe('ours', () => {
  const statement = '{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}';

  test.each([
    ['sam by transform', 'Transform: AWS::Serverless-2016-10-31\nResources: {}', 'sam'],
    ['sam by a list of transforms', 'Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources: {}', 'sam'],
    ['sam by a resource', 'Resources:\n  F:\n    Type: AWS::Serverless::Function', 'sam'],
    ['cloudformation by version', "AWSTemplateFormatVersion: '2010-09-09'", 'cloudformation'],
    ['cloudformation by a resource', 'Resources:\n  B:\n    Type: AWS::S3::Bucket', 'cloudformation'],
    ['cloudformation in JSON', '{"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}', 'cloudformation'],
    ['cloudformation with a BOM and CRLF', '\uFEFFAWSTemplateFormatVersion: 2010-09-09\r\nResources:\r\n', 'cloudformation'],
    ['cloudformation without resources yet', 'Description: x\nTransform: AWS::LanguageExtensions\n', 'cloudformation'],
    ['resources without a section', 'R:\n  Type: AWS::IAM::Role\n  Properties: {}', 'cloudformation'],
    ['one resource alone', 'Type: AWS::IAM::Role\nProperties: {}', 'cloudformation'],
    ['serverless', 'service: x\nprovider:\n  name: aws', 'serverless'],
    ['serverless with a short provider', 'service: x\nprovider: aws', 'serverless'],
    ['serverless with a provider elsewhere', 'service: x\nprovider: ${file(provider.yml)}\nfunctions: {}', 'serverless'],
    ['serverless in JSON', '{"service":"x","provider":{"name":"aws"}}', 'serverless'],
    ['a document', `{"Version":"2012-10-17","Statement":[${statement}]}`, 'policy'],
    ['a document without a version', `{"Statement":[${statement}]}`, 'policy'],
    ['a document with one statement', `{"Statement":${statement}}`, 'policy'],
    ['a document half typed', '{"Version":"2012-10-17","Statement":[{}]}', 'policy'],
    ['a document with no more than a version', '{"Version":"2012-10-17"}', 'policy'],
    ['a document with a key too many', `{"Statement":[${statement}],"Stage":"x"}`, 'policy'],
    ['a document in YAML', 'Statement:\n- Effect: Allow\n  Action: x:y\n', 'policy'],
    ['a statement', statement, 'policy'],
    ['a statement without an effect', '{"Action":"s3:GetObject","Resource":"*"}', 'policy'],
    ['a list of statements', `[${statement},${statement}]`, 'policy'],
    ['a list of documents', `[{"Statement":${statement}}]`, 'policy'],
    ['a list of statements under Fn::If', '- !If [A, {Effect: Allow, Action: "s3:*", Resource: "*"}, !Ref AWS::NoValue]', 'policy'],
    ['what the AWS CLI takes', `{"PolicyName":"x","PolicyDocument":{"Statement":${statement}}}`, 'policy'],
    ['what get-policy-version prints', `{"PolicyVersion":{"Document":{"Statement":${statement}}}}`, 'policy'],
    ['what get-bucket-policy prints', `{"Policy":${JSON.stringify(`{"Statement":${statement}}`)}}`, 'policy'],
    ['what get-role prints', `{"Role":{"AssumeRolePolicyDocument":{"Statement":${statement}}}}`, 'policy'],
    ['an OpenAPI body with a policy', `{"openapi":"3.0.1","x-amazon-apigateway-policy":{"Statement":${statement}}}`, 'policy'],
    ['fragments by name', 'readers:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: "*"\nother: 1\n', 'policy'],
    [
      'functions of Serverless in their own file',
      'hello:\n  handler: x\n  iamRoleStatements:\n    - Effect: Allow\n      Action: "s3:*"\n',
      'policy',
    ],
  ])('%s', (_, text, dialect) => {
    expect(detect(text)).toBe(dialect);
  });

  test('a service without a name of its provider, by its file', () => {
    expect(detect('provider:\n  stage: dev\n', 'file:///workspace/serverless.dev.yml')).toBe('serverless');
  });
});

describe('not ours', () => {
  test.each([
    ['an empty text', ''],
    ['a scalar', 'hello'],
    ['package.json', '{"name":"x","scripts":{"start":"x"},"dependencies":{"aws-sdk":"1"}}'],
    ['a lock file', '{"lockfileVersion":3,"packages":{"node_modules/@aws-sdk/credential-provider-env":{"version":"3.1.0"}}}'],
    ['pnpm-lock.yaml', "lockfileVersion: '9.0'\npackages:\n  '@aws-sdk/credential-provider-node@3.1.0':\n    resolution: {integrity: x}\n"],
    ['tsconfig.json', '{"compilerOptions":{"strict":true}}'],
    [
      'a GitHub workflow',
      'on: push\njobs:\n  x:\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          action: s3:GetObject\n',
    ],
    [
      'a Kubernetes role',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n- apiGroups: [""]\n  resources: ["pods"]\n  verbs: ["*"]\n',
    ],
    ['a Kubernetes taint', 'taints:\n- key: a\n  effect: NoSchedule\n  action: allow\n'],
    ['a network policy', 'kind: GlobalNetworkPolicy\nspec:\n  ingress:\n  - action: Allow\n    Action: Deny\n'],
    ['an OpenAPI document', '{"openapi":"3.0.1","paths":{"/x":{"get":{"x-amazon-apigateway-integration":{"uri":"a"}}}}}'],
    ['a serverless service elsewhere', 'service: x\nprovider:\n  name: google\n  resource: x\n'],
    ['an appspec file', 'version: 0.0\nResources:\n  - F:\n      Type: AWS::Lambda::Function\n      Properties: {}\n'],
    ['a stack policy body without an effect', '{"Action":"Update:*"}'],
    ['a policy of Alibaba Cloud', '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"}]}'],
    ['another JSON with an action', '{"action":"s3:GetObject","resource":"*","effect":"Allow"}'],
    ['a list of rules with actions', '[{"Action":"block","Priority":1},{"Action":"count","Priority":2}]'],
    ['a listener', '{"Actions":[{"Type":"forward","TargetGroupArn":"x"}],"Effect":"none"}'],
    ['a text about policies', 'description: "Statement: Effect: Allow"\nsteps: [Action]\n'],
    ['a state machine', '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::s3:getObject","End":true}}}'],
    ['a CDK tree', '{"version":"tree-0.1","tree":{"id":"App","attributes":{"aws:cdk:cloudformation:type":"AWS::IAM::Role"}}}'],
  ])('%s', (_, text) => {
    expect(['skipped', 'foreign']).toContain(detect(text));
  });

  test('the scan rejects what package managers write without a parse', () => {
    const packages = Array.from({ length: 20_000 }, (_, index) => `"node_modules/p${index}":{"version":"1.0.${index}","provider":1}`);
    const text = `{"lockfileVersion":3,\n"packages":{\n${packages.join(',\n').replaceAll('"provider":1', '"dev":true')}}}`;
    expect(mayHoldPolicies(text)).toBe(false);
  });
});
