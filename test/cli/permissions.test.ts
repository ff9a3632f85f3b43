import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { createFolder, run } from './run.ts';

const validate = new Ajv().compile(JSON.parse(readFileSync('schemas/permissions.schema.json', 'utf8')) as object);

interface JsonStatement {
  readonly effect: string;
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly when?: readonly { readonly condition: string; readonly is: boolean }[];
  readonly origin: { readonly kind: string; readonly range: { readonly uri?: string; readonly start: { readonly line: number } } };
}

interface JsonPrincipal {
  readonly logicalId: string;
  readonly function?: string;
  readonly type: string;
  readonly role?: unknown;
  readonly generated?: true;
  readonly complete: boolean;
  readonly boundary?: unknown;
  readonly managedPolicies: readonly string[];
  readonly statements: readonly JsonStatement[];
  readonly unknown?: readonly { readonly reason: string }[];
}

/** The principals of the template in a folder, by logical id. */
async function principalsOf(
  files: Readonly<Record<string, string>>,
  name = 'template.yaml',
): Promise<Readonly<Record<string, JsonPrincipal>>> {
  const { code, stdout, stderr } = await run(createFolder(files), ['permissions', name, '--format', 'json']);
  expect([code, stderr]).toEqual([0, '']);
  const answer: unknown = JSON.parse(stdout);
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  const { principals } = answer as { readonly principals: readonly JsonPrincipal[] };
  return Object.fromEntries(principals.map((principal) => [principal.logicalId, principal]));
}

/** `Allow s3:GetObject on ${Bucket.Arn}/* when Prod`, of those that are written at the principal. */
function draw(
  { statements }: JsonPrincipal = { logicalId: '', type: '', complete: true, managedPolicies: [], statements: [] },
): readonly string[] {
  return statements
    .filter(({ origin }) => origin.kind === 'inline')
    .map(({ effect, actions = [], resources = [], when = [] }) => {
      const branches = when.map(({ condition, is }) => (is ? condition : `not ${condition}`)).join(' and ');
      return `${effect} ${actions.join(', ')} on ${resources.join(', ')}${branches === '' ? '' : ` when ${branches}`}`;
    });
}

/** A role with these statements, in flow style one a line. */
function role(statements: readonly string[], rest = ''): string {
  return `Conditions:
  Prod: !Equals [!Ref AWS::Region, eu-west-1]
  Big: !Equals [!Ref AWS::StackName, big]
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Table: { Type: AWS::DynamoDB::Table }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
${statements.map((statement) => `              - ${statement}`).join('\n')}
${rest}`;
}

const SAM = `Transform: AWS::Serverless-2016-10-31
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: s3:GetObject
              Resource: !Sub '\${Bucket.Arn}/\${!aws:PrincipalTag/team}/*'
              Condition:
                Bool: { aws:SecureTransport: true }
`;

describe('--format json', () => {
  test('a function, its role, and where each statement comes from', async () => {
    const { Fn, FnRole } = await principalsOf({ 'template.yaml': SAM });
    expect(Fn).toMatchObject({ type: 'AWS::Serverless::Function', role: 'FnRole', complete: true });
    expect(FnRole).toMatchObject({ type: 'AWS::IAM::Role', generated: true, statements: Fn?.statements });
    expect(FnRole).not.toHaveProperty('role');
    expect(Fn?.statements.find(({ origin }) => origin.kind === 'inline')).toEqual({
      effect: 'Allow',
      actions: ['s3:GetObject'],
      resources: ['${Bucket.Arn}/${!aws:PrincipalTag/team}/*'],
      condition: { Bool: { 'aws:SecureTransport': ['true'] } },
      origin: {
        kind: 'inline',
        path: ['Resources', 'Fn', 'Properties', 'Policies', 0, 'Statement', 0],
        range: { start: { line: 9, character: 14 }, end: { line: 13, character: 51 } },
      },
    });
  });

  test('values in one notation', async () => {
    const { Role } = await principalsOf({
      'template.yaml': role([
        '{ Effect: Allow, Action: "s3:Get*", Resource: !GetAtt Bucket.Arn }',
        "{ Effect: Allow, Action: s3:GetObject, Resource: !Join ['', [!GetAtt Bucket.Arn, '/*']] }",
        "{ Effect: Allow, Action: [s3:GetObject], Resource: [!Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*', 'arn:aws:s3:::x/${aws:username}'] }",
        '{ Effect: Deny, Action: dynamodb:GetItem, Resource: !ImportValue table }',
        "{ Effect: Deny, Action: dynamodb:GetItem, Resource: !Join ['/', [!ImportValue table, index, !Select [0, !Ref Missing]]] }",
      ]),
    });
    expect(draw(Role)).toEqual([
      'Allow s3:Get* on ${Bucket.Arn}',
      'Allow s3:GetObject on ${Bucket.Arn}/*',
      'Allow s3:GetObject on arn:${AWS::Partition}:s3:::${Bucket}/*, arn:aws:s3:::x/${!aws:username}',
      'Deny dynamodb:GetItem on ${?}',
      'Deny dynamodb:GetItem on ${?}/index/${?}',
    ]);
  });

  test('a statement for each branch that makes a difference', async () => {
    const { Role } = await principalsOf({
      'template.yaml': role([
        "{ Effect: Allow, Action: [s3:GetObject, !If [Prod, s3:PutObject, !Ref AWS::NoValue]], Resource: '*' }",
        "!If [Prod, { Effect: Allow, Action: s3:ListBucket, Resource: !If [Big, !GetAtt Bucket.Arn, '*'] }, !Ref AWS::NoValue]",
        "{ Effect: Allow, Action: !If [Big, s3:GetBucketAcl, !Ref AWS::NoValue], Resource: '*' }",
        "{ Effect: Allow, Action: s3:ListAllMyBuckets, Resource: !If [Big, '*', '*'] }",
      ]),
    });
    expect(draw(Role)).toEqual([
      'Allow s3:GetObject on * when not Prod',
      'Allow s3:GetObject, s3:PutObject on * when Prod',
      'Allow s3:ListBucket on * when Prod and not Big',
      'Allow s3:ListBucket on ${Bucket.Arn} when Prod and Big',
      'Allow s3:GetBucketAcl on * when Big',
      'Allow s3:ListAllMyBuckets on *',
    ]);
  });

  test('more conditions than are told apart: every value, and that it is not all', async () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    const actions = names.map((name) => `!If [${name}, s3:Get${name}, !Ref AWS::NoValue]`).join(', ');
    const { Role } = await principalsOf({ 'template.yaml': role([`{ Effect: Allow, Action: [${actions}], Resource: '*' }`]) });
    expect(draw(Role)).toEqual(['Allow s3:GetA, s3:GetB, s3:GetC, s3:GetD, s3:GetE on *']);
    expect(Role).toMatchObject({ complete: false, unknown: [{ reason: 'which values of a statement apply depends on many conditions' }] });
  });

  test('NotAction, NotResource, a boundary, managed policies', async () => {
    const rest = `      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess]
      PermissionsBoundary: !Sub 'arn:aws:iam::\${AWS::AccountId}:policy/limit'
`;
    const { Role } = await principalsOf({
      'template.yaml': role(["{ Effect: Allow, NotAction: iam:*, NotResource: 'arn:aws:s3:::secret/*' }"], rest),
    });
    expect(Role).toMatchObject({
      boundary: 'arn:aws:iam::${AWS::AccountId}:policy/limit',
      managedPolicies: ['arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess'],
    });
    expect(Role?.statements[0]).toMatchObject({ effect: 'Allow', notActions: ['iam:*'], notResources: ['arn:aws:s3:::secret/*'] });
    expect(Role?.statements[0]).not.toHaveProperty('actions');
    expect(Role?.statements.filter(({ origin }) => origin.kind === 'managed-policy').length).toBeGreaterThan(0);
  });

  test('what is outside of the template in the notation of JSON, and as it is written in reasons', async () => {
    const rest = `      PermissionsBoundary: '{{resolve:ssm:/limit}}'
      ManagedPolicyArns: [!ImportValue Shared, '{{resolve:ssm:/shared}}', 'arn:aws:iam::\${Account}:policy/plain', !Sub 'arn:aws:iam::\${Given}:policy/own']
`;
    const { Role } = await principalsOf({
      'template.yaml': role(["{ Effect: Allow, Action: s3:GetObject, Resource: '*' }"], rest),
    });
    expect(Role?.managedPolicies).toEqual(['${?}', 'arn:aws:iam::${!Account}:policy/plain', 'arn:aws:iam::${Given}:policy/own']);
    expect(Role).toMatchObject({
      boundary: '${?}',
      unknown: [
        { reason: 'the managed policy ${Fn::ImportValue(Shared)} is not known' },
        { reason: 'the managed policy {{resolve:ssm:/shared}} is not known' },
        { reason: 'the managed policy arn:aws:iam::${!Account}:policy/plain is not known' },
        { reason: 'the managed policy arn:aws:iam::${Given}:policy/own is not known' },
      ],
    });
    const lambda = (arn: string): string => `Resources:\n  Fn: { Type: AWS::Lambda::Function, Properties: { Role: ${arn} } }\n`;
    for (const [arn, written, shown] of [
      ["'{{resolve:ssm:/role}}'", '${?}', '{{resolve:ssm:/role}}'],
      ["'arn:aws:iam::1:role/${X}'", 'arn:aws:iam::1:role/${!X}', 'arn:aws:iam::1:role/${!X}'],
      ['!ImportValue role', '${?}', '${Fn::ImportValue(role)}'],
    ] as const) {
      const { Fn } = await principalsOf({ 'template.yaml': lambda(arn) });
      expect(Fn).toMatchObject({ role: written, unknown: [{ reason: `the role ${shown} is not in this template` }] });
    }
  });

  test('a role outside of the template, and one that depends on a condition', async () => {
    const own = { 'template.yaml': `${SAM}  Out:\n    Type: AWS::Serverless::Function\n    Properties: { Role: !ImportValue role }\n` };
    const { Out } = await principalsOf(own);
    expect(Out).toMatchObject({ role: '${?}', complete: false, statements: [] });
    const lambda = `  Fn:
    Type: AWS::Lambda::Function
    Properties: { Role: !If [Prod, !GetAtt Role.Arn, 'arn:aws:iam::123456789012:role/dev'] }
`;
    const { Fn } = await principalsOf({ 'template.yaml': role(["{ Effect: Allow, Action: s3:GetObject, Resource: '*' }"], lambda) });
    expect(Fn?.role).toEqual([
      { role: 'Role', when: [{ condition: 'Prod', is: true }] },
      { role: 'arn:aws:iam::123456789012:role/dev', when: [{ condition: 'Prod', is: false }] },
    ]);
    expect(draw(Fn)).toEqual(['Allow s3:GetObject on * when Prod']);
  });

  test('statements of another file, by its URI', async () => {
    const folder = createFolder({
      'serverless.yml':
        'service: shop\nprovider:\n  name: aws\n  iam:\n    role:\n      statements: ${file(iam/orders.yml)}\nfunctions:\n  hello: { handler: a.b }\n',
      'iam/orders.yml': '# orders\n- Effect: Allow\n  Action: dynamodb:GetItem\n  Resource: "*"\n',
    });
    const { code, stdout } = await run(folder, ['permissions', 'serverless.yml', '--function', 'hello', '--format', 'json']);
    const answer: unknown = JSON.parse(stdout);
    expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    const [hello] = (answer as { readonly principals: readonly JsonPrincipal[] }).principals;
    expect([code, hello?.logicalId, hello?.function]).toEqual([0, 'HelloLambdaFunction', 'hello']);
    const statement = hello?.statements.find(({ actions }) => actions?.[0] === 'dynamodb:GetItem');
    expect(statement?.origin).toMatchObject({
      kind: 'provider',
      range: { uri: URI.file(path.join(folder, 'iam/orders.yml')).toString(), start: { line: 1 } },
    });
  });

  test('of the example and of standard input', async () => {
    const text = readFileSync('examples/image-resize/template.yaml', 'utf8');
    await principalsOf({ 'template.yaml': text });
    const { code, stdout } = await run(createFolder({}), ['permissions', '-', '--format', 'json'], { stdin: text });
    expect([code, validate(JSON.parse(stdout))]).toEqual([0, true]);
  });
});

describe('--format text', () => {
  const shared = role(
    [
      "{ Effect: Allow, Action: [s3:GetObject, s3:PutObject, dynamodb:GetItem], Resource: !Sub '${Bucket.Arn}/*' }",
      "{ Effect: Deny, Action: 's3:Delete*', Resource: '*', Condition: { StringNotEquals: { aws:SourceVpc: vpc-1 }, Bool: { aws:ViaAWSService: 'false' } } }",
    ],
    `  One: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn } }
  Two: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn } }
`,
  );

  test('functions of one role together, by service, action and resource', async () => {
    const { code, stdout } = await run(createFolder({ 'template.yaml': shared }), ['permissions', 'template.yaml']);
    expect(stdout).toBe(`One AWS::Lambda::Function
Two AWS::Lambda::Function
  role Role
  2 actions · 1 resource

  dynamodb
    GetItem
      \${Bucket.Arn}/*  ← template.yaml:16

  s3
    GetObject, PutObject
      \${Bucket.Arn}/*  ← template.yaml:16
    Deny Delete*
      *
      if aws:SourceVpc StringNotEquals vpc-1
      and aws:ViaAWSService Bool false  ← template.yaml:17
`);
    expect(code).toBe(0);
  });

  test('what is not known, and what a managed policy brings, within 80 columns', async () => {
    const rest =
      '      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess, !Ref Given]\nParameters: { Given: { Type: String } }\n';
    const text = role(
      [
        '{ Effect: Allow, Action: [sqs:SendMessage, sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:GetQueueUrl], Resource: "*" }',
      ],
      rest,
    );
    const { stdout } = await run(createFolder({ 'template.yaml': text }), ['permissions', 'template.yaml']);
    expect(stdout).toContain('managed policy AmazonS3ReadOnlyAccess');
    expect(stdout).toMatch(/^ {2}at least \d+ actions/m);
    expect(stdout).toContain('more may be granted: the managed policy ${Given} is not known');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('nothing is known of a role that is not in the template', async () => {
    const text =
      'Parameters: { RoleArn: { Type: String } }\nResources:\n  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !Ref RoleArn } }\n';
    const { stdout } = await run(createFolder({ 'template.yaml': text }), ['permissions', 'template.yaml']);
    expect(stdout).toBe(`Fn AWS::Lambda::Function
  role \${RoleArn}
  what it may do is not known: the role \${RoleArn} is not in this template
      ← template.yaml:3
`);
  });

  test('in colour on a terminal, unless refused', async () => {
    const folder = createFolder({ 'template.yaml': shared });
    const isColored = async (argv: readonly string[], isTerminal: boolean): Promise<boolean> =>
      (await run(folder, ['permissions', 'template.yaml', ...argv], { isTerminal })).stdout.includes('\u001B[31m');
    expect([await isColored([], true), await isColored([], false), await isColored(['--no-color'], true)]).toEqual([true, false, false]);
  });

  test('a template without functions and roles', async () => {
    const folder = createFolder({ 'template.yaml': 'Resources:\n  Bucket: { Type: AWS::S3::Bucket }\n' });
    expect(await run(folder, ['permissions', 'template.yaml'])).toMatchObject({
      code: 0,
      stdout: 'no functions, state machines or roles\n',
    });
  });
});

describe('what is no template', () => {
  test.each([
    ['other.yaml', 'leastwise: other.yaml is no template of SAM, CloudFormation or Serverless\n'],
    ['policy.json', 'leastwise: policy.json is a policy, not a template: it does not say who has it\n'],
    ['gone.yaml', 'leastwise: gone.yaml: no such file or folder\n'],
    ['folder', 'leastwise: folder is a folder; name one template\n'],
    ['skipped.yaml', 'leastwise: skipped.yaml is ignored by the configuration of Leastwise\n'],
  ])('%s is wrong use', async (name, message) => {
    const folder = createFolder({
      'other.yaml': 'a: 1\n',
      'policy.json': '{"Version":"2012-10-17","Statement":[]}',
      'folder/template.yaml': SAM,
      'skipped.yaml': SAM,
      'leastwise.config.yaml': 'ignore: [skipped.yaml]\n',
    });
    expect(await run(folder, ['permissions', name])).toEqual({ code: 2, stdout: '', stderr: message });
  });

  test('a function that is not there', async () => {
    const { code, stderr } = await run(createFolder({ 'template.yaml': SAM }), ['permissions', 'template.yaml', '--function', 'Gone']);
    expect([code, stderr]).toEqual([2, "leastwise: template.yaml has no function, state machine or role 'Gone'; it has Fn, FnRole\n"]);
  });

  test('options that need others', async () => {
    const folder = createFolder({ 'template.yaml': SAM });
    expect((await run(folder, ['permissions', 'template.yaml', '--on', 'Bucket'])).stderr).toBe('leastwise: --on needs --can <action>\n');
    expect((await run(folder, ['permissions', 'template.yaml', '--stdin-path', 'a'])).code).toBe(2);
  });
});
