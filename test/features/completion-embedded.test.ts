import { describe, expect, test } from 'vitest';
import { acceptItem, checkCompletion, completeAt } from '../support/check-completion.ts';

const objects = 'arn:${AWS::Partition}:s3:::BucketName/*';

/** A managed policy whose document is the string `value`, in a template with a bucket. */
function template(value: string): string {
  return `Resources:
  Bucket:
    Type: AWS::S3::Bucket
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: ${value}
      Path: /
`;
}

/** Members of a statement in JSON text of a block scalar. */
function block(header: string, members: string): string {
  return template(`${header}
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
${members.replace(/^/gm, ' '.repeat(14))}
            }
          ]
        }`);
}

/** The same in one line, as a string with or without a tag. */
const line = (members: string) => `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ${members}}]}`;
const single = (members: string, tag = '') => template(`${tag}'${line(members)}'`);
const double = (members: string, tag = '') => template(`${tag}"${line(members).replaceAll('"', '\\"')}"`);

describe.each(['|', '>', '!Sub |', '|-'])('in a block scalar %s', (header) => {
  test('a service, then an action, behind an open quote', () => {
    checkCompletion(block(header, '"Action": "cloudt$0\n"Resource": "*"'), {
      first: ['cloudtrail'],
      accept: { cloudtrail: '              "Action": "cloudtrail:' },
    });
    checkCompletion(block(header, '"Action": "sqs:SendM$0\n"Resource": "*"'), {
      labels: ['sqs:SendMessage'],
      accept: { 'sqs:SendMessage': '              "Action": "sqs:SendMessage' },
    });
  });

  test('a further item of an open list', () => {
    checkCompletion(block(header, '"Action": ["sqs:SendMessage", "sqs:$0'), {
      includes: ['sqs:ReceiveMessage'],
      excludes: ['sqs:SendMessage'],
      accept: { 'sqs:ReceiveMessage': '              "Action": ["sqs:SendMessage", "sqs:ReceiveMessage' },
    });
  });

  test('a key, in an open quote and without one', () => {
    checkCompletion(block(header, '"$0'), {
      includes: ['Action', 'Resource'],
      excludes: ['Effect'],
      accept: { Action: '              "Action": ' },
    });
    checkCompletion(block(header, '"Action": "sqs:SendMessage",\n$0'), {
      includes: ['Resource'],
      excludes: ['Effect', 'Action'],
      accept: { Resource: '              "Resource": ' },
    });
    checkCompletion(block(header, '"Act$0": "sqs:SendMessage"'), {
      labels: ['Action', 'NotAction'],
      accept: { Action: '              "Action": "sqs:SendMessage"' },
    });
  });

  test('a value that is not begun', () => {
    const { items } = checkCompletion(block(header, '"Action": $0'), { accept: { s3: '              "Action": "s3:"' } });
    expect(items.find(({ label }) => label === 's3')).toMatchObject({ text: '"s3:$1"', snippet: true });
    checkCompletion(block(header, '"Resource": "*",\n"Action": [$0]'), {
      accept: { sqs: '              "Action": ["sqs:"]' },
    });
  });
});

describe('ARNs', () => {
  test('a substituted text knows the resources of the template', () => {
    checkCompletion(block('!Sub |', '"Action": "s3:GetObject",\n"Resource": "$0'), {
      first: ['${Bucket.Arn}/*', objects],
      accept: {
        '${Bucket.Arn}/*': '              "Resource": "${Bucket.Arn}/*',
        [objects]: '              "Resource": "arn:${AWS::Partition}:s3:::BucketName/*',
      },
    });
    checkCompletion(block('!Sub |', '"Action": "s3:GetObject",\n"Resource": "${$0}/*"'), {
      first: ['Bucket.Arn'],
      accept: { 'Bucket.Arn': '              "Resource": "${Bucket.Arn}/*"' },
    });
    checkCompletion(block('!Sub |', '"Action": "s3:GetObject",\n"Resource": ["${Buck$0'), {
      first: ['Bucket.Arn'],
      accept: { 'Bucket.Arn': '              "Resource": ["${Bucket.Arn}' },
    });
  });

  test('a text that is not substituted knows ARN formats only', () => {
    checkCompletion(block('|', '"Action": "s3:GetObject",\n"Resource": "$0"'), {
      first: ['arn:aws:s3:::BucketName/*'],
      excludes: ['${Bucket.Arn}/*'],
    });
    checkCompletion(block('|', '"Action": "s3:GetObject",\n"Resource": "${$0}"'), { excludes: ['Bucket.Arn'] });
  });

  test('part by part', () => {
    checkCompletion(block('|', '"Action": "sqs:SendMessage",\n"Resource": "arn:aws:sqs:us-e$0'), {
      includes: ['us-east-1'],
      accept: { 'us-east-1': '              "Resource": "arn:aws:sqs:us-east-1:' },
    });
  });
});

describe('in single quotes', () => {
  test('behind an open quote', () => {
    checkCompletion(single('"Action": "sqs:SendM$0'), {
      labels: ['sqs:SendMessage'],
      accept: { 'sqs:SendMessage': `      PolicyDocument: '${line('"Action": "sqs:SendMessage')}'` },
    });
  });

  test('a key', () => {
    checkCompletion(single('"Resource": "*", "Ac$0"'), {
      accept: { Action: `      PolicyDocument: '${line('"Resource": "*", "Action": ')}'` },
    });
  });
});

describe('in double quotes, what is written is escaped', () => {
  const written = (members: string, tag = '') => `      PolicyDocument: ${tag}"${line(members).replaceAll('"', '\\"')}"`;

  test('an action behind a quote', () => {
    checkCompletion(double('"Action": "sqs:SendM$0'), {
      labels: ['sqs:SendMessage'],
      accept: { 'sqs:SendMessage': written('"Action": "sqs:SendMessage') },
    });
    checkCompletion(double('"Action": ["sqs:SendM$0", "s3:GetObject"]'), {
      accept: { 'sqs:SendMessage': written('"Action": ["sqs:SendMessage", "s3:GetObject"]') },
    });
  });

  test('a value that is not begun', () => {
    checkCompletion(double('"Effect": $0'), { labels: ['Allow', 'Deny'], accept: { Deny: written('"Effect": "Deny"') } });
    const { items } = checkCompletion(double('"Action": $0'), { accept: { s3: written('"Action": "s3:"') } });
    expect(items.find(({ label }) => label === 's3')).toMatchObject({ text: '\\\\"s3:$1\\\\"', snippet: true });
  });

  test('a key', () => {
    checkCompletion(double('$0'), { accept: { Action: written('"Action": ') } });
    checkCompletion(double('"$0'), { accept: { Action: written('"Action": ') } });
    checkCompletion(double('"Ac$0"'), { accept: { Action: written('"Action": ') } });
    checkCompletion(double('"Ac$0": "s3:GetObject"'), { accept: { Action: written('"Action": "s3:GetObject"') } });
  });

  test('an ARN', () => {
    checkCompletion(double('"Action": "s3:GetObject", "Resource": "$0"', '!Sub '), {
      first: ['${Bucket.Arn}/*', objects],
      accept: {
        '${Bucket.Arn}/*': written('"Action": "s3:GetObject", "Resource": "${Bucket.Arn}/*"', '!Sub '),
        [objects]: written('"Action": "s3:GetObject", "Resource": "arn:${AWS::Partition}:s3:::BucketName/*"', '!Sub '),
      },
    });
  });

  test('in a JSON template', () => {
    const json = (members: string) =>
      `{"Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": ${JSON.stringify(line(members))}}}}}`;
    checkCompletion(json('"Action": "sqs:SendM$0"'), { accept: { 'sqs:SendMessage': json('"Action": "sqs:SendMessage"') } });
    checkCompletion(json('$0'), { accept: { Action: json('"Action": ') } });
  });
});

describe('an accepted item is what it says', () => {
  const accepted = (marked: string, label: string) => {
    const { text, list } = completeAt(marked);
    const item = list.items.find((one) => one.label === label);
    return item === undefined ? undefined : acceptItem(text, item);
  };

  test('with CRLF', () => {
    const marked = block('|', '"Action": "sqs:SendM$0').replaceAll('\n', '\r\n');
    expect(accepted(marked, 'sqs:SendMessage')).toBe(marked.replace('SendM$0', 'SendMessage'));
  });

  test('in the middle of a word', () => {
    const marked = block('!Sub |', '"Action": "sqs:Send$0Foo"');
    expect(accepted(marked, 'sqs:SendMessage')).toBe(marked.replace('Send$0Foo', 'SendMessage'));
  });
});

test.each([
  ['behind a value', block('|', '"Action": "sqs:SendMessage"$0')],
  ['between escape and quote', double('"Action": "sqs:SendMessage"').replace('sqs:SendMessage\\"', 'sqs:SendMessage\\$0"')],
  ['in text that is no policy', template('/\n      Description: |\n        { "Action": "s3:$0" }')],
])('nothing %s', (_, marked) => {
  expect(completeAt(marked).list.items).toEqual([]);
});
