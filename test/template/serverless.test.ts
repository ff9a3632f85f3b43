import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../support/template.ts';
import { drawSources, drawStatements, readTemplate } from '../support/template.ts';

const statement = '{Effect: Allow, Action: s3:GetObject, Resource: "*"}';

function service(rest: string, options?: ReadOptions): string {
  return drawSources(
    readTemplate(`service: x\nprovider:\n  name: aws\n${rest}`, { uri: 'file:///workspace/app/serverless.yml', ...options }),
  );
}

describe('places', () => {
  test.each([
    ['the role of the provider', `  iam: {role: {statements: [${statement}]}}`, 'identity provider (statements) 1 statement'],
    ['the old form', `  iamRoleStatements: [${statement}]`, 'identity provider (statements) 1 statement'],
    ['managed policies', '  iam: {role: {managedPolicies: [a, !Ref B]}}', 'identity provider (managed)\nidentity provider (managed)'],
    ['managed policies, old form', '  iamManagedPolicies: [a]', 'identity provider (managed)'],
    ['the resource policy of the API', `  apiGateway: {resourcePolicy: [${statement}]}`, 'resource provider (statements) 1 statement'],
    ['a function with a plugin', `functions: {hello: {iamRoleStatements: [${statement}]}}`, 'identity hello (statements) 1 statement'],
    [
      'a function in version 4',
      `functions: {hello: {iam: {role: {statements: [${statement}]}}}}`,
      'identity hello (statements) 1 statement',
    ],
    ['functions as a list', `functions: [{a: {iamRoleStatements: [${statement}]}}, {b: {}}]`, 'identity a (statements) 1 statement'],
    ['a state machine', `stepFunctions: {stateMachines: {m: {iamRoleStatements: [${statement}]}}}`, 'identity m (statements) 1 statement'],
    [
      'a resource',
      `resources: {Resources: {R: {Type: AWS::IAM::Policy, Properties: {PolicyDocument: {Statement: []}}}}}`,
      'identity R (document) 0 statements',
    ],
    [
      'resources as a list of mappings',
      `resources: [{Resources: {R: {Type: AWS::IAM::Policy, Properties: {PolicyDocument: {Statement: []}}}}}, {Outputs: {}}]`,
      'identity R (document) 0 statements',
    ],
    [
      'an extension of what Serverless makes',
      `resources: {extensions: {IamRoleLambdaExecution: {Properties: {Policies: [{PolicyName: x, PolicyDocument: {Statement: ${statement}}}]}}}}`,
      'identity IamRoleLambdaExecution (document) 1 statement',
    ],
    ['branches', `  iamRoleStatements: [!If [A, ${statement}, !Ref AWS::NoValue]]`, 'identity provider (statements) 1 statement'],
    ['an empty list', '  iamRoleStatements: []', 'identity provider (statements) 0 statements'],
    ['nothing yet', '  iamRoleStatements:', 'identity provider (statements) 0 statements incomplete'],
    ['a stack policy is none', `  stackPolicy: [{Effect: Allow, Action: 'Update:*', Principal: '*', Resource: '*'}]`, ''],
    ['a role is none', '  iam: {role: arn:aws:iam::123456789012:role/x}', ''],
  ])('%s', (_, rest, drawn) => {
    expect(service(rest)).toBe(drawn);
  });

  test('in JSON', () => {
    const text = `{"service":"x","provider":{"name":"aws","iamRoleStatements":[{"Effect":"Allow","Action":"s3:Get*","Resource":{"Fn::GetAtt":["B","Arn"]}}]}}`;
    expect(drawStatements(readTemplate(text))).toBe('Allow Action s3:Get* Resource ${B.Arn}');
  });

  test('a customer managed policy as boundary', () => {
    const rest = `  rolePermissionsBoundary: !Ref R
resources: {Resources: {R: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: []}}}}}`;
    expect(service(rest)).toBe('boundary R (document) 0 statements');
  });
});

describe('variables', () => {
  function resource(value: string, rest = ''): string {
    const text = `service: x\nprovider:\n  name: aws\n  iamRoleStatements:\n    - Effect: Allow\n      Resource: ${value}\n${rest}`;
    return drawStatements(readTemplate(text)).replace('Allow Resource ', '');
  }

  test.each([
    ["'arn:aws:s3:::${self:custom.bucket}/*'", 'arn:aws:s3:::${self:custom.bucket}/*'],
    ["'a-${opt:stage, ''dev''}-b'", "a-${opt:stage, 'dev'}-b"],
    ["'${self:custom.${opt:stage}.name}-b'", '${self:custom.${opt:stage}.name}-b'],
    ["'arn:aws:s3:${aws:region}:${aws:accountId}:x'", 'arn:aws:s3:${AWS::Region}:${AWS::AccountId}:x'],
    ["'arn:aws:s3:#{AWS::Region}:#{AWS::AccountId}:#{Table.Arn}'", 'arn:aws:s3:${AWS::Region}:${AWS::AccountId}:${Table.Arn}'],
    [
      "!Sub 'arn:${AWS::Partition}:x:${self:provider.region}:${Table.Arn}/${!aws:username}'",
      'arn:${AWS::Partition}:x:${self:provider.region}:${Table.Arn}/${aws:username}',
    ],
    ["'${cf:other.Arn}-${ssm:/x}-${env:X}-${sls:stage}-${param:p}'", '${cf:other.Arn}-${ssm:/x}-${env:X}-${sls:stage}-${param:p}'],
    ["'${cf(eu-west-1):other.Arn}/x'", '${cf(eu-west-1):other.Arn}/x'],
    ["'\\${aws:username}/x'", '${aws:username}/x'],
    ["'${aws:username}/x'", '${aws:username}/x'],
    ["'${Table}/${AWS::Region}'", '${Table}/${AWS::Region}'],
    ["'${self:custom.open'", '${self:custom.open'],
    ['${self:custom.arns}', '${self:custom.arns} …'],
    ["['${self:custom.arn}']", '${self:custom.arn}'],
    ["{'Fn::GetAtt': [Table, Arn]}", '${Table.Arn}'],
  ])('%s', (value, drawn) => {
    expect(resource(value)).toBe(drawn);
  });

  test('which text is literal and which is a variable', () => {
    const text =
      "service: x\nprovider:\n  name: aws\n  iamRoleStatements:\n    - Resource: '\\${aws:username}/${Table}/${aws:username}/${sls:stage}'\n";
    const parts = readTemplate(text).policies[0]?.statements[0]?.resource?.values[0]?.text.parts ?? [];
    expect(parts.map((part) => (part.kind === 'literal' ? part.text : `${part.symbol.kind} ${part.symbol.key}`))).toEqual([
      '${aws:username}/${Table}/',
      'variable aws:username',
      '/',
      'variable sls:stage',
    ]);
  });

  test('what a variable of the service stands for is read in its place', () => {
    const rest = `custom:
  arns: [a, b]
  table: {'Fn::GetAtt': [Table, Arn]}
  again: \${self:custom.arns}
  name: c
`;
    expect(resource('${self:custom.arns}', rest)).toBe('a, b');
    expect(resource('${self:custom.again}', rest)).toBe('a, b');
    expect(resource("['${self:custom.table}', d]", rest)).toBe('${Table.Arn}, d');
    expect(resource('${self:custom.name}', rest)).toBe('${self:custom.name} …');
    expect(resource('${self:custom.missing}', rest)).toBe('${self:custom.missing} …');
  });
});

describe('fragments', () => {
  const files = {
    'app/statements.yml': `- ${statement}\n- ${statement}\n`,
    'app/named.yml': `a:\n  readers: [${statement}]\n  one: ${statement}\n`,
    'app/resources/role.yml':
      'Resources:\n  R:\n    Type: AWS::IAM::Policy\n    Properties:\n        PolicyDocument: ${file(policy.json)}\n',
    'app/policy.json': '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    'app/functions.yml': `hello: {iamRoleStatements: "\${file(statements.yml)}"}\n`,
    'app/loop-a.yml': '${file(loop-b.yml)}',
    'app/loop-b.yml': '${file(loop-a.yml)}',
    'shared/statements.yml': `- ${statement}\n`,
    'app/later.yml': { kind: 'unread' } as const,
  };

  test.each([
    ['a list of statements', '  iamRoleStatements: ${file(statements.yml)}', 'identity provider (statements) 2 statements'],
    ['with a path from the folder', '  iamRoleStatements: ${file(./statements.yml)}', 'identity provider (statements) 2 statements'],
    ['in a folder beside', '  iamRoleStatements: ${file(../shared/statements.yml)}', 'identity provider (statements) 1 statement'],
    ['by name', '  iamRoleStatements: ${file(named.yml):a.readers}', 'identity provider (statements) 1 statement'],
    ['as an item', `  iamRoleStatements: ["\${file(named.yml):a.one}", ${statement}]`, 'identity provider (statements) 2 statements'],
    ['a list as an item', `  iamRoleStatements: ["\${file(statements.yml)}", ${statement}]`, 'identity provider (statements) 3 statements'],
    ['the role of the provider', '  iam: ${file(iam.yml)}', ''],
    ['functions', 'functions: ${file(functions.yml)}', 'identity hello (statements) 2 statements'],
    ['functions in a list', 'functions: ["${file(functions.yml)}"]', 'identity hello (statements) 2 statements'],
    ['resources, and a policy within', 'resources: ["${file(resources/role.yml)}"]', 'identity R (document) 1 statement'],
    ['the sections of a fragment', 'resources: {Resources: "${file(resources/role.yml):Resources}"}', 'identity R (document) 1 statement'],
    ['a circle', '  iamRoleStatements: ${file(loop-a.yml)}', ''],
    ['itself', '  iamRoleStatements: ${self:provider.iamRoleStatements}', ''],
    ['a script', '  iamRoleStatements: ${file(x.js):statements}', ''],
    ['a missing file', '  iamRoleStatements: ${file(none.yml)}', ''],
    ['a fallback', "  iamRoleStatements: ${file(statements.yml), ''}", 'identity provider (statements) 2 statements'],
  ])('%s', (_, rest, drawn) => {
    expect(service(rest, { files })).toBe(drawn);
  });

  test('a file outside the workspace, an absolute one and the home folder are not followed', () => {
    const text = `service: x
provider:
  name: aws
  iamRoleStatements: \${file(../../../etc/passwd.yml)}
functions:
  a: {iamRoleStatements: "\${file(/etc/x.yml)}"}
  b: {iamRoleStatements: "\${file(~/x.yml)}"}
`;
    const read = readTemplate(text, { uri: 'file:///workspace/app/serverless.yml', files });
    expect(drawSources(read)).toBe('');
    expect([...read.template.sources.keys()]).toEqual(['file:///workspace/app/serverless.yml']);
    expect(read.template.scope.incomplete).toBe(true);
  });

  test('a file that is not read yet is wanted', () => {
    const text = 'service: x\nprovider:\n  name: aws\n  iamRoleStatements: ${file(later.yml)}\n';
    const read = readTemplate(text, { uri: 'file:///workspace/app/serverless.yml', files });
    expect(read.wanted).toEqual(['file:///workspace/app/later.yml']);
    expect(read.reads).toEqual(['file:///workspace/app/later.yml']);
    expect(read.template.scope.incomplete).toBe(true);
  });

  test('ranges are those of the fragment', () => {
    const text = 'service: x\nprovider:\n  name: aws\n  iamRoleStatements: ${file(statements.yml)}\n';
    const read = readTemplate(text, { uri: 'file:///workspace/app/serverless.yml', files });
    expect(read.policies[0]?.statements.map(({ range }) => range.unit.uri)).toEqual([
      'file:///workspace/app/statements.yml',
      'file:///workspace/app/statements.yml',
    ]);
    expect([...read.template.trees.keys()]).toEqual(['file:///workspace/app/serverless.yml', 'file:///workspace/app/statements.yml']);
  });

  test('problems of a fragment are problems of the template', () => {
    const text = 'service: x\nprovider:\n  name: aws\n  iamRoleStatements: ${file(broken.yml)}\n';
    const read = readTemplate(text, {
      uri: 'file:///workspace/app/serverless.yml',
      files: { 'app/broken.yml': '- {Effect: Allow\n- x: [' },
    });
    expect(read.template.problems.map(({ range }) => range.unit.uri)).toContain('file:///workspace/app/broken.yml');
  });
});
