import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { createFolder, run } from './run.ts';

const validate = new Ajv().compile(JSON.parse(readFileSync('schemas/permissions.schema.json', 'utf8')) as object);

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Conditions:
  Prod: !Equals [!Ref Stage, prod]
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties: { BucketName: data }
  Other: { Type: AWS::S3::Bucket }
  Jobs: { Type: AWS::SQS::Queue }
  Key: { Type: AWS::KMS::Key }
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Deny, Principal: '*', Action: s3:DeleteObject, Resource: !Sub '\${Data.Arn}/*' }
          - { Effect: Allow, Principal: { AWS: !GetAtt FnRole.Arn }, Action: s3:PutObjectAcl, Resource: !Sub '\${Data.Arn}/*' }
  Limit:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, NotAction: 'sns:*', Resource: '*' }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      PermissionsBoundary: !Ref Limit
      Policies:
        - Version: '2012-10-17'
          Statement:
            - { Effect: Allow, Action: [s3:GetObject, s3:DeleteObject], Resource: !Sub '\${Data.Arn}/*' }
            - { Effect: Deny, Action: s3:GetObject, Resource: !Sub '\${Data.Arn}/secret/*' }
            - { Effect: Allow, Action: 'sns:*', Resource: '*' }
            - { Effect: Allow, Action: !If [Prod, sqs:SendMessage, sqs:ReceiveMessage], Resource: !GetAtt Jobs.Arn }
            - { Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub 'arn:aws:dynamodb:eu-west-1:123456789012:table/\${Stage}-orders' }
            - { Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt Data.Arn, Condition: { StringLike: { s3:prefix: 'home/*' } } }
            - { Effect: Allow, Action: kms:Decrypt, Resource: !GetAtt Key.Arn }
            - { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*' }
  Open:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - !Ref Given
        - { Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub '\${Other.Arn}/*' }] }
`;

interface Answer {
  readonly decision: string;
  readonly reason: string;
  readonly on: readonly string[];
  readonly statements: readonly { readonly effect: string; readonly origin: { readonly kind: string } }[];
  readonly principals?: readonly { readonly logicalId: string; readonly decision: string }[];
}

async function ask(...argv: readonly string[]): Promise<Answer & { readonly code: number | undefined; readonly stderr: string }> {
  const { code, stdout, stderr } = await run(createFolder({ 'template.yaml': TEMPLATE }), [
    'permissions',
    'template.yaml',
    '--format',
    'json',
    ...argv,
  ]);
  const answer: unknown = JSON.parse(stdout);
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  return { ...(answer as Answer), code, stderr };
}

/** What `Fn` is told of an action, in one line with the exit code. */
async function told(...argv: readonly string[]): Promise<string> {
  const { decision, reason, code } = await ask('--function', 'Fn', '--can', ...argv);
  return `${code} ${decision}: ${reason}`;
}

/** The line of the template that this stands on, from 1. */
function lineOf(text: string): number {
  return TEMPLATE.slice(0, TEMPLATE.indexOf(text)).split('\n').length;
}

const READ = `line ${lineOf('Action: [s3:GetObject, s3:DeleteObject]')}`;
const SECRET = `line ${lineOf('Action: s3:GetObject, Resource: !Sub')}`;

describe('the decision', () => {
  test('allowed, by which line', async () => {
    expect(await told('s3:GetObject', '--on', 'arn:aws:s3:::data/x')).toBe(`0 allowed: allowed by ${READ}`);
  });

  test('explicitly denied, by an own statement and by the policy of the resource', async () => {
    expect(await told('s3:GetObject', '--on', 'arn:aws:s3:::data/secret/x')).toBe(`1 explicitDeny: explicitly denied by ${SECRET}`);
    expect(await told('s3:DeleteObject', '--on', 'Data')).toBe(
      `1 explicitDeny: explicitly denied by line ${lineOf('Action: s3:DeleteObject')} (policy of Data)`,
    );
  });

  test('denied by the boundary', async () => {
    expect(await told('sns:Publish', '--on', 'arn:aws:sns:eu-west-1:123456789012:news')).toBe(
      '1 implicitDeny: denied by the boundary: the permissions boundary ${Limit} does not allow it',
    );
  });

  test('not allowed, on another resource of the template too', async () => {
    expect(await told('s3:PutObject', '--on', 'Data')).toBe('1 implicitDeny: not allowed: nothing allows s3:PutObject');
    expect(await told('s3:GetObject', '--on', 'Other')).toBe('1 implicitDeny: not allowed: nothing allows s3:GetObject');
  });

  test('allowed by the policy of the resource, which names the role', async () => {
    expect(await told('s3:PutObjectAcl', '--on', 'Data')).toBe(
      `0 allowed: allowed by line ${lineOf('Action: s3:PutObjectAcl')} (policy of Data)`,
    );
  });

  test('unknown by a condition of the template', async () => {
    expect(await told('sqs:SendMessage', '--on', 'Jobs')).toBe(
      `3 unknown: unknown because line ${lineOf('!If [Prod, sqs:SendMessage')} allows it, but it depends on the condition Prod`,
    );
  });

  test('unknown by a condition key, unless it is given', async () => {
    const line = lineOf('Action: s3:ListBucket');
    expect(await told('s3:ListBucket', '--on', 'Data')).toBe(
      `3 unknown: unknown because line ${line} allows it depending on s3:prefix (give --context s3:prefix=…)`,
    );
    expect(await told('s3:ListBucket', '--on', 'Data', '--context', 's3:Prefix=home/a')).toBe(`0 allowed: allowed by line ${line}`);
    expect(await told('s3:ListBucket', '--on', 'Data', '--context', 's3:prefix=x')).toMatch(/^1 implicitDeny/);
    expect(await told('s3:ListBucket', '--on', 'Data', '--whole-context')).toMatch(/^1 implicitDeny/);
  });

  test('unknown by a parameter, unless it is given', async () => {
    const orders = ['dynamodb:GetItem', '--on', 'arn:aws:dynamodb:eu-west-1:123456789012:table/dev-orders'];
    const line = lineOf('Action: dynamodb:GetItem');
    expect(await told(...orders)).toBe(
      `3 unknown: unknown because line ${line} allows it on a resource that may be this one: it depends on Stage (give --parameter Stage=…)`,
    );
    expect(await told(...orders, '--parameter', 'Stage=dev')).toBe(`0 allowed: allowed by line ${line}`);
    expect(await told(...orders, '--parameter', 'Stage=prod')).toMatch(/^1 implicitDeny/);
  });

  test('unknown without the key policy', async () => {
    expect(await told('kms:Decrypt', '--on', 'Key')).toBe(
      `3 unknown: unknown because line ${lineOf('Action: kms:Decrypt')} allows it, but it needs the policy of the resource too, which is not in the template`,
    );
  });

  test('unknown where more may be granted, by what', async () => {
    const { code, decision, reason } = await ask('--function', 'Open', '--can', 's3:GetObject', '--on', 'Other');
    expect([code, decision]).toEqual([3, 'unknown']);
    expect(reason).toMatch(/^unknown because line \d+ allows it, but the managed policy \$\{Given\} is not known$/);
  });
});

describe('what it is about', () => {
  test('a resource of the template by what the action takes of it', async () => {
    expect((await ask('--function', 'Fn', '--can', 's3:ListBucket', '--on', 'Other')).on).toEqual(['arn:aws:s3:::${Other}']);
    expect((await ask('--function', 'Fn', '--can', 's3:GetObject', '--on', 'Other')).on).toEqual(['arn:aws:s3:::${Other}/*']);
    expect((await ask('--function', 'Fn', '--can', 's3:GetObject', '--on', 'Other/a')).on).toEqual(['arn:aws:s3:::${Other}/a']);
    expect((await ask('--function', 'Fn', '--can', 'sqs:SendMessage', '--on', '${Jobs.Arn}')).on).toEqual(
      (await ask('--function', 'Fn', '--can', 'sqs:SendMessage', '--on', 'Jobs.Arn')).on,
    );
  });

  test('a part of what is asked about is no yes', async () => {
    expect(await told('s3:GetObject', '--on', 'arn:aws:s3:::data/*')).toBe(
      `3 unknown: unknown because ${SECRET} denies it on a part of that`,
    );
    expect(await told('s3:GetObject', '--on', 'arn:aws:s3:::*')).toMatch(/^3 unknown/);
  });

  test('some resource, where none is named', async () => {
    const { code, on } = await ask('--function', 'Fn', '--can', 's3:GetObject');
    expect([code, on]).toEqual([0, ['arn:aws:s3:::data/*']]);
    expect(await told('s3:ListAllMyBuckets')).toMatch(/^0 allowed/);
    expect(await told('s3:PutBucketPolicy')).toMatch(/^1 implicitDeny/);
  });

  test('some resource, by its own policy alone', async () => {
    const { code, on, reason } = await ask('--function', 'Fn', '--can', 's3:PutObjectAcl');
    expect([code, on, reason]).toEqual([
      0,
      ['arn:aws:s3:::data/*'],
      `allowed by line ${lineOf('s3:PutObjectAcl, Resource')} (policy of Data)`,
    ]);
    expect((await ask('--function', 'Open', '--can', 's3:PutObjectAcl')).code).toBe(3);
    const queue = (principal: string): string => `Parameters: { Given: { Type: String } }
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { Policies: [] } }
  Queue: { Type: AWS::SQS::Queue }
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument: { Statement: { Effect: Allow, Principal: ${principal}, Action: sqs:SendMessage, Resource: '*' } }
`;
    const answer = async (principal: string): Promise<unknown> => {
      const argv = ['permissions', 'template.yaml', '--can', 'sqs:SendMessage', '--format', 'json'];
      const { stdout } = await run(createFolder({ 'template.yaml': queue(principal) }), argv);
      return (JSON.parse(stdout) as Answer).reason;
    };
    expect(await answer("'*'")).toBe('allowed by line 9 (policy of Queue)');
    expect(await answer('{ AWS: !Ref Given }')).toBe(
      'unknown because line 9 allows it to a principal that may be this one: it depends on Given (give --parameter Given=…)',
    );
    expect(await answer('{ Service: s3.amazonaws.com }')).toBe('not allowed: nothing allows sqs:SendMessage');
  });

  test('every function, where none is named: one that may is enough', async () => {
    const { code, decision, reason, principals } = await ask('--can', 's3:ListAllMyBuckets');
    expect([code, decision, reason]).toEqual([0, 'allowed', expect.stringMatching(/^Fn: allowed by line \d+$/)]);
    expect(principals?.map(({ logicalId, decision: own }) => `${logicalId} ${own}`)).toEqual(['Fn allowed', 'Open unknown']);
  });

  test('what an action is never on is said', async () => {
    const { stderr, code } = await ask('--function', 'Fn', '--can', 's3:PutObject', '--on', 'arn:aws:s3:::data');
    expect([code, stderr]).toEqual([1, expect.stringContaining('s3:PutObject is never on arn:aws:s3:::data: it is on s3 ')]);
    expect((await ask('--function', 'Fn', '--can', 's3:GetObjct')).stderr).toMatch(/^leastwise: s3:GetObjct is not in the catalogue of /);
  });
});

test('in text: functions of one answer together, what is allowed first', async () => {
  const more = ['One', 'Two'].map((name) => `  ${name}: { Type: AWS::Serverless::Function, Properties: {} }\n`).join('');
  const folder = createFolder({ 'template.yaml': TEMPLATE.replace('  Fn:\n', `${more}  Fn:\n`) });
  const { code, stdout } = await run(folder, ['permissions', 'template.yaml', '--can', 's3:GetObject', '--on', 'Data/x']);
  const line = lineOf('Action: [s3:GetObject, s3:DeleteObject]') + 2;
  expect(stdout).toBe(`Fn
  s3:GetObject on arn:aws:s3:::data/x
  allowed by line ${line} (as far as this template shows)
Open
  s3:GetObject on arn:aws:s3:::data/x
  unknown because the managed policy \${Given} is not known
One, Two
  s3:GetObject on arn:aws:s3:::data/x
  not allowed: nothing allows s3:GetObject
`);
  expect(code).toBe(0);
});

test.each([
  [['--can', 's3:*'], "'s3:*' is not one action"],
  [['--can', 's3:GetObject', '--on', 'Gone'], "'Gone' is no ARN and no resource of the template"],
  [['--can', 's3:GetObject', '--on', 'Data.Missing'], 'Data (AWS::S3::Bucket) has no attribute Missing'],
  [['--can', 's3:GetObject', '--context', 'x'], 'Write it as name=value.'],
  [['--can', 's3:GetObject', '--function', 'Gone'], "no function, state machine or role 'Gone'"],
])('%j is wrong use', async (argv, message) => {
  const { code, stdout, stderr } = await run(createFolder({ 'template.yaml': TEMPLATE }), ['permissions', 'template.yaml', ...argv]);
  expect(stderr).toContain(message);
  expect([code, stdout]).toEqual([2, '']);
});
