import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { createFolder, run } from './run.ts';

const validate = new Ajv().compile(JSON.parse(readFileSync('schemas/permissions-diff.schema.json', 'utf8')) as object);

interface JsonPermission {
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly when?: readonly { readonly condition: string; readonly is: boolean }[];
  readonly certain: boolean;
}

interface JsonDifference {
  readonly logicalId: string;
  readonly change: string;
  readonly gained: readonly JsonPermission[];
  readonly lost: readonly JsonPermission[];
  readonly unknown?: readonly { readonly about: string; readonly reason: string }[];
}

interface JsonUse extends JsonPermission {
  readonly principals?: Readonly<Record<string, readonly string[]>>;
  readonly notPrincipals?: Readonly<Record<string, readonly string[]>>;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

interface JsonResource {
  readonly resource: string;
  readonly type?: string;
  readonly gained: readonly JsonUse[];
  readonly lost: readonly JsonUse[];
  readonly unknown?: readonly { readonly about: string; readonly reason: string }[];
}

/** What others may do with resources, a line each, after the exit code: `+ Queue: * sqs:SendMessage on ${Queue.Arn}`. */
async function uses(before: string, after: string): Promise<readonly string[]> {
  const answer = await compare(before, after);
  return [`exit ${answer.code}`, ...answer.resources.flatMap(drawResource)];
}

function drawResource({ resource, gained, lost, unknown = [] }: JsonResource): readonly string[] {
  const drawOne = (sign: string, use: JsonUse): string => {
    const { actions, resources = ['itself'], principals, notPrincipals, condition = {}, when = [], certain } = use;
    const who = Object.values(notPrincipals ?? principals ?? {}).flat();
    const clauses = Object.values(condition).flatMap((keys) => Object.entries(keys).map(([key, values]) => `${key}=${values.join()}`));
    const branches = when.map(({ condition: name, is }) => (is ? name : `not ${name}`));
    const limits = [
      ...(clauses.length === 0 ? [] : [`if ${clauses.join()}`]),
      ...(branches.length === 0 ? [] : [`when ${branches.join()}`]),
    ];
    const start = `${sign} ${resource}: ${notPrincipals === undefined ? '' : 'all but '}${who.join(', ')} ${actions.join(', ')}`;
    return [`${start} on ${resources.join(', ')}`, ...limits, ...(certain ? [] : ['?'])].join(' ');
  };
  return [
    ...gained.map((one) => drawOne('+', one)),
    ...lost.map((one) => drawOne('-', one)),
    ...unknown.map(({ about, reason }) => `? ${resource} ${about}: ${reason}`),
  ];
}

/** What differs between two templates, a line each, after the exit code: `+ Role: s3:GetObject on *`. */
async function changes(before: string, after: string): Promise<readonly string[]> {
  const { code, principals } = await compare(before, after);
  return [`exit ${code}`, ...principals.flatMap(draw)];
}

interface Compared {
  readonly code: number | undefined;
  readonly principals: readonly JsonDifference[];
  readonly resources: readonly JsonResource[];
}

async function compare(before: string, after: string): Promise<Compared> {
  const folder = createFolder({ 'old.yaml': before, 'new.yaml': after });
  const { code, stdout, stderr } = await run(folder, ['diff', 'old.yaml', 'new.yaml', '--format', 'json']);
  expect(stderr).toBe('');
  const answer: unknown = JSON.parse(stdout);
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  return { ...(answer as Omit<Compared, 'code'>), code };
}

function draw({ logicalId, change, gained, lost, unknown = [] }: JsonDifference): readonly string[] {
  const name = change === 'changed' ? logicalId : `${logicalId} (${change})`;
  const drawOne = (sign: string, { actions, resources, notResources, when = [], certain }: JsonPermission): string => {
    const branches = when.map(({ condition, is }) => (is ? condition : `not ${condition}`)).join(' and ');
    const on = notResources === undefined ? (resources ?? []).join(', ') : `all but ${notResources.join(', ')}`;
    return `${sign} ${name}: ${actions.join(', ')} on ${on}${branches === '' ? '' : ` when ${branches}`}${certain ? '' : ' ?'}`;
  };
  return [
    ...gained.map((one) => drawOne('+', one)),
    ...lost.map((one) => drawOne('-', one)),
    ...unknown.map(({ about, reason }) => `? ${name} ${about}: ${reason}`),
  ];
}

/** A template with a role of these statements. */
function role(statements: readonly string[], properties = '', more = ''): string {
  return `Parameters:
  Given: { Type: String }
Conditions:
  Prod: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Limit:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Action: 's3:*', Resource: !Sub '\${Bucket.Arn}/*' }]
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
${properties}${more}`;
}

const READ = "{ Effect: Allow, Action: s3:GetObject, Resource: !Sub '${Bucket.Arn}/*' }";
const WRITE = "{ Effect: Allow, Action: s3:PutObject, Resource: !Sub '${Bucket.Arn}/*' }";

describe('what is gained and lost', () => {
  test('a statement', async () => {
    expect(await changes(role([READ]), role([READ, WRITE]))).toEqual(['exit 1', '+ Role: s3:PutObject on ${Bucket.Arn}/*']);
    expect(await changes(role([READ, WRITE]), role([READ]))).toEqual(['exit 0', '- Role: s3:PutObject on ${Bucket.Arn}/*']);
  });

  test('nothing by other words', async () => {
    const text = role(["{ Effect: Allow, Action: 'acm:DeleteC*', Resource: '*' }", READ, WRITE]);
    const split = role([
      "{ Effect: Allow, Action: [S3:putobject, s3:GetObject], Resource: !Join ['/', [!GetAtt Bucket.Arn, '*']] }",
      "{ Effect: Allow, Action: acm:DeleteCertificate, Resource: '*' }",
    ]);
    expect(await changes(text, split)).toEqual(['exit 0']);
  });

  test('a Deny that goes frees what it denied', async () => {
    const deny = "{ Effect: Deny, Action: 's3:Get*', Resource: !Sub '${Bucket.Arn}/secret/*' }";
    expect(await changes(role([READ, deny]), role([READ]))).toEqual(['exit 1', '+ Role: s3:GetObject on ${Bucket.Arn}/secret/*']);
    expect(await changes(role([READ]), role([READ, deny]))).toEqual(['exit 0', '- Role: s3:GetObject on ${Bucket.Arn}/secret/*']);
    expect(await changes(role([WRITE, deny]), role([WRITE]))).toEqual(['exit 0']);
  });

  test('a condition that goes', async () => {
    const limited = READ.replace(' }', ', Condition: { Bool: { aws:SecureTransport: true } } }');
    expect(await changes(role([limited]), role([READ]))).toEqual(['exit 1', '+ Role: s3:GetObject on ${Bucket.Arn}/*']);
    expect(await changes(role([READ]), role([limited]))).toEqual(['exit 0', '- Role: s3:GetObject on ${Bucket.Arn}/*']);
  });

  test('a boundary that goes, as far as it cut something off', async () => {
    const bounded = '      PermissionsBoundary: !Ref Limit\n';
    const list = '{ Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt Bucket.Arn }';
    expect(await changes(role([READ], bounded), role([READ]))).toEqual(['exit 0']);
    expect(await changes(role([READ, list], bounded), role([READ, list]))).toEqual(['exit 1', '+ Role: s3:ListBucket on ${Bucket.Arn}']);
    expect(await changes(role([READ], bounded), role([READ, list], bounded))).toEqual(['exit 0']);
    const all = "{ Effect: Allow, Action: s3:GetObject, Resource: '*' }";
    expect(await changes(role([all], bounded), role([all]))).toEqual(['exit 1', '+ Role: s3:GetObject on *']);
    expect(await changes(role([all]), role([all], bounded))).toEqual(['exit 0', '- Role: s3:GetObject on *']);
  });

  test('a boundary that is not known', async () => {
    const unknown = '      PermissionsBoundary: !Ref Given\n';
    expect(await changes(role([READ], unknown), role([READ, WRITE], unknown))).toEqual([
      'exit 1',
      '+ Role: s3:PutObject on ${Bucket.Arn}/*',
    ]);
    expect(await changes(role([READ], unknown), role([READ]))).toEqual([
      'exit 1',
      '? Role gained: the permissions boundary ${Given}, whose document is not known, no longer applies',
    ]);
    expect((await changes(role([READ]), role([READ], unknown)))[0]).toBe('exit 0');
  });

  test('managed policies, known and not', async () => {
    const managed = (arn: string): string => `      ManagedPolicyArns: [${arn}]\n`;
    const known = managed('arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess');
    const [exit, ...gained] = await changes(role([READ]), role([READ], known));
    expect([exit, gained.join()]).toEqual(['exit 1', expect.stringMatching(/^\+ Role: xray:.* on \*$/)]);
    expect(await changes(role([READ]), role([READ], managed('!Ref Given')))).toEqual([
      'exit 1',
      '? Role gained: the managed policy ${Given} is not known',
    ]);
    expect(await changes(role([READ], managed('!Ref Given')), role([READ], managed('!Ref Given')))).toEqual(['exit 0']);
  });

  test('in some deployments', async () => {
    const some = `!If [Prod, ${WRITE}, !Ref AWS::NoValue]`;
    expect(await changes(role([READ]), role([READ, some]))).toEqual(['exit 1', '+ Role: s3:PutObject on ${Bucket.Arn}/* when Prod']);
    expect(await changes(role([READ, some]), role([READ, WRITE]))).toEqual([
      'exit 1',
      '+ Role: s3:PutObject on ${Bucket.Arn}/* when not Prod',
    ]);
  });

  test('functions by name: a new one gains all, a renamed one is lost and gained', async () => {
    const fn = (name: string): string => `  ${name}: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn } }\n`;
    expect(await changes(role([READ], '', fn('One')), role([READ], '', fn('One') + fn('Two')))).toEqual([
      'exit 1',
      '+ Two (added): s3:GetObject on ${Bucket.Arn}/*',
    ]);
    expect(await changes(role([READ], '', fn('One')), role([READ], '', fn('Two')))).toEqual([
      'exit 1',
      '+ Two (added): s3:GetObject on ${Bucket.Arn}/*',
      '- One (removed): s3:GetObject on ${Bucket.Arn}/*',
    ]);
    expect(await changes(role([READ], '', fn('One')), role([READ, WRITE], '', fn('One')))).toEqual([
      'exit 1',
      '+ One: s3:PutObject on ${Bucket.Arn}/*',
    ]);
  });

  test('what a variable of Serverless has come to', async () => {
    const service = (table: string): string => `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:GetItem
          Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/\${self:custom.table}
custom: { table: ${table} }
functions:
  hello: { handler: a.b }
`;
    const found = await changes(service('orders'), service('users'));
    expect(found.filter((line) => line.includes('dynamodb'))).toEqual([
      '+ HelloLambdaFunction: dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:123456789012:table/users',
      '- HelloLambdaFunction: dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:123456789012:table/orders',
    ]);
    expect(await changes(service('orders'), service('orders'))).toEqual(['exit 0']);
  });
});

/** A template with a bucket of a policy of these statements, and what more there is. */
function bucket(statements: readonly string[], more = ''): string {
  return `Parameters:
  Given: { Type: String }
Conditions:
  Prod: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: arn:aws:iam::123456789012:role/app } }
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument: { Version: '2012-10-17', Statement: [${statements.join(', ')}] }
${more}`;
}

function get(principal: string, key = '*', more = ''): string {
  return `{ Effect: Allow, Principal: ${principal}, Action: s3:GetObject, Resource: !Sub '\${Bucket.Arn}/${key}'${more} }`;
}

describe('what others may do with a resource', () => {
  const account = "{ AWS: '123456789012' }";

  test('a policy that is opened to everybody, whatever stood there', async () => {
    const line = 'Bucket: * s3:GetObject on ${Bucket.Arn}/*';
    expect(await uses(bucket([get(account)]), bucket([get(account), get("'*'")]))).toEqual(['exit 1', `+ ${line}`]);
    expect(await uses(bucket([get("{ AWS: '*' }")]), bucket([get(account)]))).toEqual(['exit 0', `- ${line}`]);
    expect(await uses(bucket([get("'*'")]), bucket([get("'*'"), get(account)]))).toEqual(['exit 0']);
  });

  test('principals are a set of values, an account is its root user, and one that is not known is its text', async () => {
    const both = "{ AWS: [!Ref Given, 'arn:aws:iam::123456789012:root'] }";
    const known = "{ AWS: ['123456789012', !Sub '${Given}'] }";
    expect(await uses(bucket([get(both)]), bucket([get(known)]))).toEqual(['exit 0']);
    expect(await uses(bucket([get(both)]), bucket([get('{ AWS: !Ref Given }'), get(account)]))).toEqual(['exit 0']);
    expect(await uses(bucket([get(account)]), bucket([get(known)]))).toEqual([
      'exit 1',
      '+ Bucket: ${Given} s3:GetObject on ${Bucket.Arn}/*',
    ]);
    expect(await uses(bucket([]), bucket([get(both)]))).toEqual([
      'exit 1',
      '+ Bucket: ${Given}, arn:aws:iam::123456789012:root s3:GetObject on ${Bucket.Arn}/*',
    ]);
  });

  test('a Deny that goes, for those whom it was about', async () => {
    const deny = (principal: string): string => get(principal, 'secret/*').replace('Allow', 'Deny');
    const line = '+ Bucket: 123456789012 s3:GetObject on ${Bucket.Arn}/secret/*';
    expect(await uses(bucket([get(account), deny("'*'")]), bucket([get(account)]))).toEqual(['exit 1', line]);
    expect(await uses(bucket([get("'*'"), deny(account)]), bucket([get("'*'")]))).toEqual(['exit 1', line]);
    expect(await uses(bucket([get(account), deny("{ AWS: '999999999999' }")]), bucket([get(account)]))).toEqual(['exit 0']);
    const but = deny(account).replace('Principal', 'NotPrincipal');
    expect(await uses(bucket([get("'*'"), but]), bucket([get("'*'")]))).toEqual([
      'exit 1',
      '+ Bucket: * s3:GetObject on ${Bucket.Arn}/secret/*',
    ]);
  });

  test('NotPrincipal, conditions, and branches', async () => {
    const others = get(account).replace('Principal', 'NotPrincipal');
    expect(await uses(bucket([]), bucket([others]))).toEqual(['exit 1', '+ Bucket: all but 123456789012 s3:GetObject on ${Bucket.Arn}/*']);
    expect(await uses(bucket([get("'*'")]), bucket([others]))).toEqual(['exit 0', '- Bucket: * s3:GetObject on ${Bucket.Arn}/*']);
    const limited = get("'*'", '*', ', Condition: { StringEquals: { aws:SourceVpc: vpc-1 } }');
    expect(await uses(bucket([limited]), bucket([get("'*'")]))).toEqual(['exit 1', '+ Bucket: * s3:GetObject on ${Bucket.Arn}/*']);
    expect(await uses(bucket([]), bucket([`!If [Prod, ${limited}, !Ref AWS::NoValue]`]))).toEqual([
      'exit 1',
      '+ Bucket: * s3:GetObject on ${Bucket.Arn}/* if aws:SourceVpc=vpc-1 when Prod',
    ]);
  });

  test('an entry that cannot be read', async () => {
    const included = bucket([]).replace("{ Version: '2012-10-17', Statement: [] }", '!Ref Given');
    expect(await uses(bucket([]), included)).toEqual(['exit 1', '? Bucket gained: its policy comes from what cannot be read here']);
    expect(await uses(included, included)).toEqual(['exit 0']);
  });

  test('a queue, the permission of a function, and what is outside of the template', async () => {
    const more = `  Queue: { Type: AWS::SQS::Queue }
  Sending:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue, 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs']
      PolicyDocument: { Statement: { Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: sqs:SendMessage, Resource: '*' } }
  Permission:
    Type: AWS::Lambda::Permission
    Properties: { FunctionName: !Ref Fn, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com, SourceArn: !GetAtt Bucket.Arn }
`;
    expect(await uses(bucket([]), bucket([], more))).toEqual([
      'exit 1',
      '+ Queue: s3.amazonaws.com sqs:SendMessage on *',
      '+ https://sqs.eu-west-1.amazonaws.com/123456789012/jobs: s3.amazonaws.com sqs:SendMessage on *',
      '+ Fn: s3.amazonaws.com lambda:InvokeFunction on ${Fn.Arn} if aws:SourceArn=${Bucket.Arn}',
    ]);
  });

  test('the URL of a function', async () => {
    const url = (auth: string): string =>
      `  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Fn, AuthType: ${auth} } }\n`;
    const reason = 'the URL asks for no authorization (AuthType NONE)';
    expect(await uses(bucket([], url('AWS_IAM')), bucket([], url('NONE')))).toEqual(['exit 1', `? Url gained: ${reason}`]);
    expect(await uses(bucket([], url('NONE')), bucket([], url('AWS_IAM')))).toEqual(['exit 0', `? Url lost: ${reason}`]);
    expect(await uses(bucket([], url('!Ref Given')), bucket([], url('!Ref Given')))).toEqual(['exit 0']);
    const sam = (auth: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: a.b, InlineCode: x, FunctionUrlConfig: { AuthType: ${auth} } }
`;
    expect(await uses(sam('AWS_IAM'), sam('NONE'))).toEqual([
      'exit 1',
      '+ Fn: * lambda:InvokeFunctionUrl on ${Fn.Arn} if lambda:FunctionUrlAuthType=NONE',
      '+ Fn: * lambda:InvokeFunction on ${Fn.Arn} if lambda:InvokedViaFunctionUrl=true',
    ]);
    const service = (config: string): string =>
      `service: shop\nprovider: { name: aws }\nfunctions:\n  hello: { handler: a.b, url: ${config} }\n`;
    expect(await uses(service('{ authorizer: aws_iam }'), service('true'))).toEqual([
      'exit 1',
      '+ HelloLambdaFunction: * lambda:InvokeFunctionUrl on ${HelloLambdaFunction.Arn} if lambda:FunctionUrlAuthType=NONE',
    ]);
  });

  test('who may assume a role', async () => {
    const other = role([READ]).replace('{ Service: lambda.amazonaws.com }', "{ Service: lambda.amazonaws.com, AWS: '999999999999' }");
    expect(await uses(role([READ]), other)).toEqual(['exit 1', '+ Role: 999999999999 sts:AssumeRole on itself']);
    expect(await uses(other, role([READ]))).toEqual(['exit 0', '- Role: 999999999999 sts:AssumeRole on itself']);
  });
});

describe('how it is printed', () => {
  test('what others may do', async () => {
    const folder = createFolder({ 'old.yaml': bucket([]), 'new.yaml': bucket([get("{ AWS: '*' }")]) });
    const { code, stdout } = await run(folder, ['diff', 'old.yaml', 'new.yaml']);
    expect(stdout).toBe(`Bucket AWS::S3::Bucket, by its policy
  + everybody: s3:GetObject
      \${Bucket.Arn}/*  ← new.yaml:12, attached by Policy

1 gained, nothing lost
`);
    expect(code).toBe(1);
  });

  test('for a person', async () => {
    const managed = '      ManagedPolicyArns: [!Ref Given]\n';
    const folder = createFolder({ 'old.yaml': role([READ]), 'new.yaml': role([WRITE], managed) });
    const { code, stdout } = await run(folder, ['diff', 'old.yaml', 'new.yaml']);
    expect(stdout).toBe(`Role AWS::IAM::Role
  + s3:PutObject
      \${Bucket.Arn}/*  ← new.yaml:22
  - s3:GetObject
      \${Bucket.Arn}/*  ← old.yaml:22
  ? more may be gained: the managed policy \${Given} is not known  ← new.yaml:23

1 gained, 1 lost, 1 not known
`);
    expect(code).toBe(1);
    const same = await run(folder, ['diff', 'old.yaml', 'old.yaml']);
    expect([same.code, same.stdout]).toEqual([0, 'the same permissions\n']);
  });

  test('from standard input, whatever it is called, with what is beside the new template', async () => {
    const service = (file: string): string =>
      `service: shop\nprovider:\n  name: aws\n  iam: { role: { statements: "\${file(${file})}" } }\nfunctions:\n  hello: { handler: a.b }\n`;
    const statements = (action: string): string => `- { Effect: Allow, Action: ${action}, Resource: '*' }\n`;
    const folder = createFolder({
      'app/serverless.yml': service('new.yml'),
      'app/new.yml': statements('s3:GetObject'),
      'app/old.yml': statements('s3:ListAllMyBuckets'),
    });
    const { code, stdout } = await run(folder, ['diff', '-', 'app/serverless.yml'], { stdin: service('old.yml') });
    expect(stdout).toContain('+ s3:GetObject\n      *  ← app/new.yml:1');
    expect(stdout).toContain('- s3:ListAllMyBuckets\n      *  ← app/old.yml:1');
    expect(code).toBe(1);
  });
});

describe('wrong use', () => {
  test.each([
    [['gone.yaml', 'new.yaml'], 'gone.yaml: no such file or folder'],
    [['new.yaml', '-'], 'only OLD can be -'],
    [['-', 'new.yaml'], '<stdin> is no template of SAM, CloudFormation or Serverless'],
    [['new.yaml'], "missing required argument 'new'"],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await run(createFolder({ 'new.yaml': role([READ]) }), ['diff', ...argv], { stdin: 'a: 1' });
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([2, '']);
  });
});
