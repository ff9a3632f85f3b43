import { describe, expect, test } from 'vitest';
import { inRole, serverless, stack } from '../support/policy-texts.ts';
import { actionsOf, createDesk, perform, rulesFound } from './support.ts';

const fragment = 'file:///w/statements.yml';
const service = 'service: app\nprovider: { name: aws, iam: { role: { statements: "${file(statements.yml)}" } } }\n';
const star = inRole(["- { Effect: Allow, Action: s3:GetObject, Resource: '*' }"]);
const narrow = inRole(['- { Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }']);

describe('an answer belongs to a version', () => {
  test('of the document', () => {
    const desk = createDesk({ [stack]: star });
    const before = desk.analysis.diagnose(stack);
    expect(desk.analysis.diagnose(stack).key).toBe(before.key);
    desk.write(stack, narrow);
    expect(rulesFound(desk, stack)).toEqual([]);
    expect(desk.analysis.diagnose(stack).key).not.toBe(before.key);
    desk.write(stack, star);
    expect(rulesFound(desk, stack)).toEqual(['wildcard-resource']);
  });
  test('of what it reads', () => {
    const desk = createDesk({ [serverless]: service, [fragment]: '- { Effect: Allow, Action: ["s3:*"], Resource: arn:aws:s3:::b }\n' });
    const before = desk.analysis.diagnose(serverless);
    expect(before.reads).toContain(fragment);
    expect(rulesFound(desk, serverless)).toEqual(['wildcard-action']);
    desk.write(fragment, '- { Effect: Allow, Action: [s3:ListBucket], Resource: arn:aws:s3:::b }\n');
    expect(rulesFound(desk, serverless)).toEqual([]);
    expect(desk.analysis.diagnose(serverless).key).not.toBe(before.key);
  });
  test('of the configuration', () => {
    const desk = createDesk({ [stack]: star });
    const { key } = desk.analysis.diagnose(stack);
    desk.configure({ rules: { 'wildcard-resource': 'off' }, ignore: [] });
    expect(rulesFound(desk, stack)).toEqual([]);
    expect(desk.analysis.diagnose(stack).key).not.toBe(key);
    desk.configure({ rules: {}, ignore: [] });
    expect(rulesFound(desk, stack)).toEqual(['wildcard-resource']);
  });
  test('of the boundary whose file the configuration names', () => {
    const file = 'file:///w/boundary.json';
    const boundaries = { team: file };
    const arn = 'arn:aws:iam::123456789012:policy/team';
    const text = `Resources: { Role: { Type: AWS::IAM::Role, Properties: { PermissionsBoundary: ${arn} } } }\n`;
    const desk = createDesk({ [stack]: text });
    const isKnown = () => desk.analysis.permissions(stack).principals.map((role) => role.boundaries.map(({ known }) => known));
    expect(isKnown()).toEqual([[false]]);
    desk.configure({ rules: {}, ignore: [], boundaries });
    desk.set(file, { kind: 'unread' });
    expect(desk.analysis.diagnose(stack)).toMatchObject({ reads: [file], wanted: [file] });
    const { key } = desk.analysis.diagnose(stack);
    desk.write(file, '{ "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }');
    expect(isKnown()).toEqual([[true]]);
    expect(desk.analysis.diagnose(stack)).toMatchObject({ reads: [file], wanted: [] });
    expect(desk.analysis.diagnose(stack).key).not.toBe(key);
    desk.configure({ rules: {}, ignore: [] });
    expect(isKnown()).toEqual([[false]]);
    expect(desk.analysis.diagnose(stack).reads).toEqual([]);
  });
  test('of whether the file is that of a boundary', () => {
    const file = 'file:///w/boundary.json';
    const desk = createDesk({
      [file]: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }',
    });
    const alone = rulesFound(desk, file);
    expect(alone).toContain('wildcard-action');
    desk.configure({ rules: {}, ignore: [], boundaries: { team: file } });
    expect(rulesFound(desk, file)).not.toContain('wildcard-action');
    desk.configure({ rules: {}, ignore: [] });
    expect(rulesFound(desk, file)).toEqual(alone);
  });
  test('and not of another document', () => {
    const other = 'file:///w/other.yaml';
    const desk = createDesk({ [stack]: star, [other]: narrow });
    const { key } = desk.analysis.diagnose(stack);
    desk.write(other, star);
    expect(desk.analysis.diagnose(stack).key).toBe(key);
  });
});

describe('a fragment', () => {
  test('that is not loaded is wanted, and read when it is there', () => {
    const desk = createDesk({ [serverless]: service });
    desk.set(fragment, { kind: 'unread' });
    expect(desk.analysis.diagnose(serverless)).toMatchObject({ ours: true, wanted: [fragment], diagnostics: [] });
    desk.write(fragment, '- { Effect: Allow, Action: ["s3:*"], Resource: arn:aws:s3:::b }\n');
    expect(desk.analysis.diagnose(serverless)).toMatchObject({
      wanted: [],
      diagnostics: [{ rule: 'wildcard-action', place: { uri: fragment } }],
    });
  });
  test('that is outside or missing says nothing', () => {
    const desk = createDesk({ [serverless]: service });
    for (const kind of ['outside', 'missing'] as const) {
      desk.set(fragment, { kind });
      expect(desk.analysis.diagnose(serverless).diagnostics).toEqual([]);
    }
  });
  test('is fixed and silenced where it stands, from the document that names it', () => {
    const desk = createDesk({
      [serverless]: service,
      [fragment]: '- Effect: Allow\n  Action: [s3:ListBucket]\n  Resource: arn:aws:s3:::b/*\n',
    });
    const place = desk.analysis.diagnose(serverless).diagnostics[0]?.place;
    expect(place?.uri).toBe(fragment);
    expect(desk.analysis.fixAll(serverless).fixed).toBe(1);
  });
  test('alone is a policy of its own', () => {
    const desk = createDesk({ [fragment]: '- Effect: Allow\n  Action: s3:ListBucket\n  Resource: arn:aws:s3:::b/*\n' });
    expect(rulesFound(desk, fragment)).toEqual(['resource-type-mismatch']);
    perform(desk, fragment, 'Change to');
    expect(rulesFound(desk, fragment)).toEqual([]);
  });
});

describe('what was forgotten', () => {
  test('is read again', () => {
    const desk = createDesk({ [stack]: star });
    const before = desk.analysis.diagnose(stack);
    desk.analysis.forget(stack);
    desk.analysis.forget('file:///w/never-seen.yaml');
    expect(desk.analysis.diagnose(stack)).toEqual(before);
  });
  test('is read again when more documents are open than are kept', () => {
    const uri = (number: number): string => `file:///w/${number}.yaml`;
    const desk = createDesk(Object.fromEntries(Array.from({ length: 70 }, (_, i) => [uri(i), star])));
    for (let i = 0; i < 70; i++) expect(rulesFound(desk, uri(i))).toEqual(['wildcard-resource']);
    desk.write(uri(0), narrow);
    expect(rulesFound(desk, uri(0))).toEqual([]);
    expect(rulesFound(desk, uri(1))).toEqual(['wildcard-resource']);
  });
});

test('the steps of a diagnosis may be dropped half-way', () => {
  const desk = createDesk({ [stack]: star });
  const steps = desk.analysis.diagnoseSteps(stack);
  steps.next();
  steps.next();
  desk.write(stack, narrow);
  expect(rulesFound(desk, stack)).toEqual([]);
  expect(actionsOf(desk, stack)).toEqual([]);
});
