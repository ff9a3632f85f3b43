import { describe, expect, test } from 'vitest';
import {
  inFunction,
  inJsonRole,
  inJsonText,
  inPolicy,
  inProvider,
  inRole,
  jsonStack,
  policyFile,
  serverless,
  stack,
  template,
} from '../support/policy-texts.ts';
import type { Desk } from './support.ts';
import { actionsOf, createDesk, perform, rulesFound } from './support.ts';

const bucket = { Reports: 'AWS::S3::Bucket' };
const star = ["- { Effect: Allow, Action: s3:GetObject, Resource: '*' }"];
const samStar = ['- Version: 2012-10-17', '  Statement:', '    - Effect: Allow', '      Action: s3:GetObject', "      Resource: '*'"];

describe('what is listed', () => {
  test('fixes, then suppressions, then fix-all, with titles, kinds and the finding', () => {
    const desk = createDesk({
      [stack]: inRole(['- { Sid: A, Effect: Allow, Action: s3:GetObject, Resource: !GetAtt Reports.Arn }'], bucket),
    });
    expect(actionsOf(desk, stack).map(({ title, kind, preferred, effect }) => ({ title, kind, preferred, effect }))).toEqual([
      { title: "Change to '${Reports.Arn}/*'", kind: 'quickfix', preferred: true, effect: 'repairs' },
      { title: "Ignore 'resource-type-mismatch' here, with a reason", kind: 'quickfix', preferred: false, effect: undefined },
      {
        title: "Ignore 'resource-type-mismatch' in this resource's Metadata, with a reason",
        kind: 'quickfix',
        preferred: false,
        effect: undefined,
      },
      { title: 'Fix all that is equal or repairs', kind: 'source.fixAll.leastwise', preferred: false, effect: undefined },
    ]);
    expect(actionsOf(desk, stack)[0]?.diagnostic?.rule).toBe('resource-type-mismatch');
  });
  test('only what touches the range', () => {
    const text = inRole([...star, '- { Effect: Allow, Action: s3:GetObjct, Resource: arn:aws:s3:::b/* }']);
    const { analysis } = createDesk({ [stack]: text });
    const at = text.indexOf('s3:GetObjct');
    expect(new Set(analysis.codeActions(stack, { start: at, end: at }).map(({ diagnostic }) => diagnostic?.rule))).toEqual(
      new Set(['unknown-action']),
    );
    expect(analysis.codeActions(stack, { start: 0, end: 0 })).toEqual([]);
  });
  test('no fix-all where nothing is for it', () => {
    const desk = createDesk({ [stack]: inRole(star) });
    expect(actionsOf(desk, stack).map(({ kind }) => kind)).not.toContain('source.fixAll.leastwise');
  });
  test('data is JSON', () => {
    const desk = createDesk({ [stack]: inRole(star, bucket) });
    for (const { data } of actionsOf(desk, stack)) expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
  test('nothing for a text that is not ours', () => {
    const { analysis } = createDesk({ 'file:///w/x.yaml': 'jobs: { a: { action: x } }\n' });
    expect(analysis.codeActions('file:///w/x.yaml', { start: 0, end: 10 })).toEqual([]);
    expect(analysis.codeActions('file:///w/missing.yaml', { start: 0, end: 10 })).toEqual([]);
  });
});

describe('what is resolved', () => {
  test('what widens asks first, nothing else does', () => {
    const desk = createDesk({
      [stack]: inRole(['- { Effect: Allow, Action: [s3:ListObjects, s3:GetObject], Resource: !GetAtt Reports.Arn }'], bucket),
    });
    const confirms = actionsOf(desk, stack)
      .filter(({ effect }) => effect !== undefined)
      .map(({ effect, data }) => [effect, desk.analysis.resolveCodeAction(data)] as const);
    expect(confirms.length).toBeGreaterThan(1);
    for (const [effect, resolved] of confirms) expect(resolved.kind === 'changes' && resolved.confirm).toBe(effect === 'widens');
  });
  test('an action of an older text is withdrawn', () => {
    const desk = createDesk({ [stack]: inRole(star, bucket) });
    const [action] = actionsOf(desk, stack);
    desk.write(stack, `# a line\n${desk.text(stack)}`);
    expect(action && desk.analysis.resolveCodeAction(action.data)).toEqual({
      kind: 'withdrawn',
      reason: 'the document has changed since the fix was offered',
    });
    desk.write(stack, 'a: 1\n');
    expect(action && desk.analysis.resolveCodeAction(action.data)).toEqual({
      kind: 'withdrawn',
      reason: 'the document has changed since the fix was offered',
    });
    desk.remove(stack);
    expect(action && desk.analysis.resolveCodeAction(action.data).kind).toBe('withdrawn');
  });
  test('data that nobody handed out is withdrawn', () => {
    const { analysis } = createDesk({ [stack]: inRole(star, bucket) });
    const place = { uri: stack, start: -1, end: 1e9 };
    expect(analysis.resolveCodeAction({ kind: 'fix', uri: stack, rule: 'nope', place, fix: 0 }).kind).toBe('withdrawn');
    expect(analysis.resolveCodeAction({ kind: 'fix', uri: stack, rule: 'wildcard-resource', place, fix: 99 }).kind).toBe('withdrawn');
    expect(analysis.resolveCodeAction({ kind: 'suppress', uri: 'file:///w/none.yaml', rule: 'x', place, metadata: true }).kind).toBe(
      'withdrawn',
    );
  });
  test('what the kernel cannot prove is withdrawn, and says so', () => {
    // The Deny of a partition that does not exist denies something on paper, which the Allow beside it would then grant.
    const desk = createDesk({
      [stack]: inRole([
        "- { Effect: Allow, Action: '*', Resource: '*' }",
        "- { Effect: Deny, Action: s3:GetObject, Resource: 'arn:asw:s3:::b/*' }",
      ]),
    });
    const action = actionsOf(desk, stack).find(({ title }) => title === "Change to 'aws'");
    expect(action && desk.analysis.resolveCodeAction(action.data)).toEqual({
      kind: 'withdrawn',
      reason: "'Change to 'aws'' was not applied: it could not be proved on this document that it grants nothing more",
    });
  });
});

/** Writes a reason where the action leaves it to the author. */
function giveReasons(desk: Desk, uri: string): void {
  desk.write(uri, desk.text(uri).replaceAll('state the reason', 'a sandbox'));
}

describe('ignoring with a reason', () => {
  const places: readonly (readonly [string, string, string])[] = [
    ['block YAML', stack, inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: '*'"])],
    ['flow YAML', stack, inRole(star)],
    ['an item of a list', stack, inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource:', "    - '*'"])],
    ['CRLF', stack, inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: '*'"]).replaceAll('\n', '\r\n')],
    ['SAM', template, inFunction(samStar)],
    ['Serverless', serverless, inProvider(["- { Effect: Allow, Action: [s3:GetObject], Resource: '*' }"])],
    ['JSON text of a string', stack, inJsonText(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }'])],
  ];
  test.each(places)('a comment silences the finding: %s', (_name, uri, text) => {
    const desk = createDesk({ [uri]: text });
    expect(rulesFound(desk, uri)).toEqual(['wildcard-resource']);
    perform(desk, uri, 'here, with a reason');
    expect(desk.text(uri)).toContain('# leastwise-ignore wildcard-resource: state the reason');
    expect(rulesFound(desk, uri)).toEqual(['suppression-reason']);
    giveReasons(desk, uri);
    expect(rulesFound(desk, uri)).toEqual([]);
  });
  const resources: readonly (readonly [string, string, string])[] = [
    ['block YAML', stack, inRole(star)],
    ['JSON', jsonStack, inJsonRole(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }'])],
    ['SAM', template, inFunction(samStar)],
    ['JSON text of a string', stack, inJsonText(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }'])],
    ['CRLF', stack, inRole(star).replaceAll('\n', '\r\n')],
  ];
  test.each(resources)('metadata silences the finding: %s', (_name, uri, text) => {
    const desk = createDesk({ [uri]: text });
    perform(desk, uri, "in this resource's Metadata");
    expect(desk.text(uri)).toMatch(/leastwise["']?:/);
    expect(rulesFound(desk, uri)).toEqual(['suppression-reason']);
    giveReasons(desk, uri);
    expect(rulesFound(desk, uri)).toEqual([]);
    expect(desk.analysis.diagnose(uri).ours).toBe(true);
  });
  test('a second rule joins the comment of the first', () => {
    const desk = createDesk({ [stack]: inRole(["- { Effect: Allow, Action: s3:*, Resource: '*' }"]) });
    perform(desk, stack, "Ignore 'wildcard-action' here");
    perform(desk, stack, "Ignore 'wildcard-resource' here");
    expect(desk.text(stack)).toContain('# leastwise-ignore wildcard-action, wildcard-resource: state the reason');
    giveReasons(desk, stack);
    expect(rulesFound(desk, stack)).toEqual([]);
  });
  test('a second rule joins the metadata of the first', () => {
    const desk = createDesk({ [stack]: inRole(["- { Effect: Allow, Action: s3:*, Resource: '*' }"]) });
    perform(desk, stack, "Ignore 'wildcard-action' in");
    perform(desk, stack, "Ignore 'wildcard-resource' in");
    expect(desk.text(stack).match(/Metadata/g)).toHaveLength(1);
    giveReasons(desk, stack);
    expect(rulesFound(desk, stack)).toEqual([]);
  });
  test('a loose policy in JSON has neither', () => {
    const desk = createDesk({ [policyFile]: inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }']) });
    expect(actionsOf(desk, policyFile).filter(({ title }) => title.startsWith('Ignore'))).toEqual([]);
  });
});
