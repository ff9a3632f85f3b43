import { expect, test } from 'vitest';
import { openMarked } from './marked-document.ts';

/** Each hint behind the text left of it; `…` before one that crowds. */
function hints(source: string, within?: string): readonly string[] {
  const { uri, text, analysis } = openMarked(source);
  const start = within === undefined ? 0 : text.indexOf(within);
  const end = within === undefined ? text.length : start + within.length;
  return analysis.inlayHints(uri, { start, end }).map(({ offset, text: hint, crowded }) => {
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    return `${crowded ? '… ' : ''}${line.trim()} ← ${hint}`;
  });
}

function statement(elements: string): string {
  return `Resources:
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
${elements.replace(/^/gm, ' '.repeat(12))}
            Resource: '*'
`;
}

test('behind each wildcard, by access level', () => {
  expect(hints(statement('Action:\n  - sqs:*Message\n  - sqs:SendMessage\n  - kms:D*crypt # with a comment'))).toEqual([
    '- sqs:*Message ← 3 actions: 1 read, 2 write',
    '- kms:D*crypt ← 1 action: 1 write',
  ]);
});

test('of many levels those that count most are told', () => {
  expect(hints(statement('Action: s3:*'))).toEqual(['Action: s3:* ← 180 actions: …, 57 write, 27 permissions']);
  const [all] = hints(statement("Action: '*'"));
  expect(all).toMatch(/^Action: '\*' ← \d+ actions$/);
});

test('behind the punctuation that ends a line, as in JSON', () => {
  const policy = '{\n"Statement": [{\n"Effect": "Allow",\n"Action": [\n"sqs:*Message",\n"sqs:?endMessage"\n],\n"Resource": "*"\n}]}\n';
  expect(hints(policy)).toEqual(['"sqs:*Message", ← 3 actions: 1 read, 2 write', '"sqs:?endMessage" ← 1 action: 1 write']);
});

test('crowds where more follows on the line, or in a long list', () => {
  expect(hints(statement('Action: [sqs:Send*, sqs:Rec*]'))).toEqual([
    '… Action: [sqs:Send* ← 1 action: 1 write',
    'Action: [sqs:Send*, sqs:Rec*] ← 1 action: 1 read',
  ]);
  const many = Array.from({ length: 7 }, () => '  - sqs:Send*').join('\n');
  expect(hints(statement(`Action:\n${many}`)).every((hint) => hint.startsWith('… '))).toBe(true);
});

test('only within the stretch that is asked for, and only where something matches', () => {
  expect(hints(statement('Action:\n  - sqs:Send*\n  - sqs:Rec*'), '- sqs:Rec*')).toEqual(['- sqs:Rec* ← 1 action: 1 read']);
  expect(hints(statement('Action: sqs:Frobnicate*'))).toEqual([]);
});
