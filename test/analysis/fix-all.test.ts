import { describe, expect, test } from 'vitest';
import { isForFixAll } from '../../server/src/lint/fix.ts';
import { apply } from '../support/check-rule.ts';
import { inRole, serverless, stack } from '../support/policy-texts.ts';
import { actionsOf, createDesk } from './support.ts';

const bucket = { Reports: 'AWS::S3::Bucket' };
const faults = [
  '- { Sid: A, Effect: Allow, Action: s3:GetObject, Resource: !GetAtt Reports.Arn }',
  '- { Sid: A, Effect: Allow, Action: s3:ListBucket, Resource: !Ref Reports }',
  "- { Sid: A, Effect: Allow, Action: 's3:?etObject', Resource: '*' }",
];
const mended = [
  "- { Sid: A, Effect: Allow, Action: s3:GetObject, Resource: !Sub '${Reports.Arn}/*' }",
  '- { Sid: A2, Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt Reports.Arn }',
  "- { Sid: A3, Effect: Allow, Action: 's3:?etObject', Resource: '*' }",
];

describe('fix-all', () => {
  test('applies what is preferred and equal or repairs, to all findings, and nothing else', () => {
    const { analysis } = createDesk({ [stack]: inRole(faults, bucket) });
    const { changes, fixed } = analysis.fixAll(stack);
    expect(apply(inRole(faults, bucket), changes.get(stack) ?? [])).toBe(inRole(mended, bucket));
    expect(fixed).toBe(4);
    expect([...changes.keys()]).toEqual([stack]);
  });
  test('gives every duplicate its own name at once', () => {
    const actions = ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage', 'sns:Publish'];
    const deny = (sid: string, index: number): string => `- { Sid: ${sid}, Effect: Deny, Action: ${actions[index]}, Resource: '*' }`;
    const text = inRole(['A', 'A', 'A', 'A3'].map(deny));
    const { analysis } = createDesk({ [stack]: text });
    expect(apply(text, analysis.fixAll(stack).changes.get(stack) ?? [])).toBe(inRole(['A', 'A2', 'A4', 'A3'].map(deny)));
  });
  test('comes to an end where an alias repeats a statement', () => {
    const text = inRole(["- &deny { Sid: A, Effect: Deny, Action: s3:GetObject, Resource: '*' }", '- *deny']);
    const { analysis } = createDesk({ [stack]: text });
    expect(analysis.diagnose(stack).diagnostics.map(({ rule, fixes }) => [rule, fixes])).toEqual([['duplicate-sid', []]]);
    expect(analysis.fixAll(stack).fixed).toBe(0);
  });
  test('is idempotent', () => {
    const { analysis } = createDesk({ [stack]: inRole(mended, bucket) });
    expect(analysis.fixAll(stack)).toEqual({ changes: new Map(), fixed: 0 });
  });
  test('leaves every byte outside of its edits, with CRLF and comments too', () => {
    const text = inRole([...faults.slice(0, 1), '# 🙂 a comment', '', ...faults.slice(1)], bucket).replaceAll('\n', '\r\n');
    const { analysis } = createDesk({ [stack]: text });
    expect(apply(text, analysis.fixAll(stack).changes.get(stack) ?? [])).toBe(
      inRole([...mended.slice(0, 1), '# 🙂 a comment', '', ...mended.slice(1)], bucket).replaceAll('\n', '\r\n'),
    );
  });
  test('is what its code action resolves to', () => {
    const desk = createDesk({ [stack]: inRole(faults, bucket) });
    const action = actionsOf(desk, stack).find(({ kind }) => kind === 'source.fixAll.leastwise');
    expect(action && desk.analysis.resolveCodeAction(action.data)).toEqual({
      kind: 'changes',
      changes: desk.analysis.fixAll(stack).changes,
      confirm: false,
    });
  });
  test('edits a fragment in its own file', () => {
    const fragment = 'file:///w/statements.yml';
    const desk = createDesk({
      [serverless]: 'service: app\nprovider: { name: aws, iam: { role: { statements: "${file(statements.yml)}" } } }\n',
      [fragment]: '- { Effect: Allow, Action: [s3:ListBucket], Resource: arn:aws:s3:::b/* }\n',
    });
    const { changes, fixed } = desk.analysis.fixAll(serverless);
    expect([fixed, [...changes.keys()]]).toEqual([1, [fragment]]);
    expect(apply(desk.text(fragment), changes.get(fragment) ?? [])).toBe(
      '- { Effect: Allow, Action: [s3:ListBucket], Resource: arn:aws:s3:::b }\n',
    );
  });
  test.each(['', '{', 'a: 1', 'Resources:'])('has nothing to say of %j', (text) => {
    expect(createDesk({ [stack]: text }).analysis.fixAll(stack)).toEqual({ changes: new Map(), fixed: 0 });
  });
  test('only preferred fixes of the right effects are for it', () => {
    const fix = { title: 'x', preferred: true, fixAll: true, edits: () => [] } as const;
    expect((['equal', 'repairs', 'narrows', 'widens'] as const).map((effect) => isForFixAll({ ...fix, effect }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isForFixAll({ ...fix, effect: 'equal', preferred: false })).toBe(false);
    expect(isForFixAll({ ...fix, effect: 'equal', fixAll: false })).toBe(false);
  });
});

describe('one fix of one rule', () => {
  const stars = ["- { Effect: Allow, Action: s3:GetObject, Resource: '*' }", "- { Effect: Allow, Action: s3:PutObject, Resource: '*' }"];
  const limited = stars.map((line) => line.replace("'*'", "!Sub '${Reports.Arn}/*'"));
  test('is applied to every finding, once', () => {
    const { analysis } = createDesk({ [stack]: inRole(stars, bucket) });
    const { changes, fixed, withdrawn } = analysis.fixRule(stack, { rule: 'wildcard-resource', choice: 1 });
    expect({ fixed, withdrawn }).toEqual({ fixed: 2, withdrawn: [] });
    expect(apply(inRole(stars, bucket), changes.get(stack) ?? [])).toBe(inRole(limited, bucket));
  });
  test('within a line only there', () => {
    const text = inRole(stars, bucket);
    const { analysis } = createDesk({ [stack]: text });
    const start = text.indexOf('s3:PutObject');
    const { changes, fixed } = analysis.fixRule(stack, {
      rule: 'wildcard-resource',
      choice: 1,
      within: { start, end: text.indexOf('\n', start) },
    });
    expect(fixed).toBe(1);
    expect(apply(text, changes.get(stack) ?? [])).toBe(inRole([stars[0] ?? '', limited[1] ?? ''], bucket));
  });
  test.each([
    ['wildcard-resource', 0],
    ['wildcard-resource', 99],
    ['wildcard-resource', -1],
    ['no-such-rule', 1],
  ])('%s, choice %d, is nothing', (rule, choice) => {
    const { analysis } = createDesk({ [stack]: inRole(stars, bucket) });
    expect(analysis.fixRule(stack, { rule, choice })).toEqual({ changes: new Map(), fixed: 0, withdrawn: [] });
  });
  test('what cannot be proved is named, and the rest applied', () => {
    const lines = [
      "- { Effect: Allow, Action: '*', Resource: '*' }",
      "- { Effect: Deny, Action: s3:GetObject, Resource: 'arn:asw:s3:::b/*' }",
    ];
    const { analysis } = createDesk({ [stack]: inRole(lines) });
    const { fixed, withdrawn, changes } = analysis.fixRule(stack, { rule: 'invalid-arn', choice: 1 });
    expect([fixed, changes.size]).toEqual([0, 0]);
    expect(withdrawn).toEqual([expect.stringContaining("invalid-arn: Change to 'aws'")]);
  });
  test('of a range that grows while fixes are applied', () => {
    const lines = ["- { Effect: Allow, Action: [sqs:Send*, sqs:Receive*], Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs' }"];
    const { analysis } = createDesk({ [stack]: inRole(lines) });
    const { changes, fixed } = analysis.fixRule(stack, { rule: 'wildcard-action', choice: 1 });
    expect(fixed).toBe(2);
    expect(apply(inRole(lines), changes.get(stack) ?? [])).toContain('Action: [sqs:SendMessage, sqs:ReceiveMessage]');
  });
});
