import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { analyse } from '../support/analyse.ts';
import { levelsFor, settingsFor } from '../support/check-rule.ts';
import { hostExample } from '../support/hosts.ts';
import { inFunction, inJsonText, inPolicy, inProvider, inRole, policyFile, serverless, stack, template } from '../support/policy-texts.ts';
import type { Desk } from './support.ts';
import { createDesk } from './support.ts';

/** Each host once, with statements of every form of value. */
const fixtures: readonly (readonly [string, string])[] = [
  [
    stack,
    inRole(
      [
        '- &all { Sid: A, Effect: Allow, Action: [s3:*, s3:ListObjectsV2], Resource: * }',
        '- *all',
        '- !If [Prod, { Effect: Allow, Action: s3:GetObject, Resource: !Join ["", ["arn:aws:s3:::", !Ref Reports]] }, !Ref AWS::NoValue]',
        '- Effect: allow # leastwise-ignore invalid-effect: why',
        '  Action: "dynamodb:Get*"',
        "  Resource: !Sub ['${T}/index/*', { T: !GetAtt Reports.Arn }]",
        '  Condition: { StringEquals: { aws:username: "${aws:username}" } }',
      ],
      { Reports: 'AWS::S3::Bucket' },
    ),
  ],
  [
    template,
    inFunction([
      '- PolicyName: x',
      '  PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:*, Resource: "*" }] }',
      '- S3ReadPolcy: { Bucket: x }',
      '- AWSLambdaExecute',
    ]),
  ],
  [
    serverless,
    inProvider([
      '- Effect: Allow',
      '  Action:',
      '    - dyanmodb:GetItem',
      '  Resource: arn:aws:dynamodb:${aws:region}:*:table/${self:custom.t}/index/*',
    ]),
  ],
  [
    policyFile,
    inPolicy([
      '{ "Sid": "🙂", "Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["arn:aws:s3::b", "*"] } // leastwise-ignore invalid-arn',
    ]),
  ],
  [
    stack,
    inJsonText(['{ "Effect": "Allow", "Action": ["s3:Get*", "s3:\\u004cistBucket"], "Resource": "${Reports.Arn}/*" }'], {
      Reports: 'AWS::S3::Bucket',
    }),
  ],
];

/** Asks the facade everything about a text; what it answers must be within the text. */
function askEverything(desk: Desk, uri: string, text: string, offset: number): void {
  desk.write(uri, text);
  const { analysis } = desk;
  const { diagnostics } = analysis.diagnose(uri);
  for (const { place, message, fixes } of diagnostics) {
    expect(place.start).toBeGreaterThanOrEqual(0);
    expect(place.end).toBeLessThanOrEqual(text.length);
    expect(place.start).toBeLessThanOrEqual(place.end);
    expect(message.length).toBeLessThan(200);
    expect(fixes.length).toBeLessThan(100);
  }
  const actions = analysis.codeActions(uri, { start: offset, end: offset });
  for (const { data } of actions.slice(0, 4)) {
    const resolved = analysis.resolveCodeAction(data);
    for (const changes of resolved.kind === 'changes' ? resolved.changes.values() : []) {
      for (const change of changes) expect(0 <= change.start && change.start <= change.end && change.end <= text.length).toBe(true);
    }
  }
  analysis.complete(uri, offset);
  analysis.hover(uri, offset);
  analysis.scaffolds(uri, offset);
}

describe('the facade never throws', () => {
  test.each(fixtures.map(([uri, text], i) => [i, uri, text] as const))('on a truncation of fixture %d', (_number, uri, text) => {
    const desk = createDesk({});
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(1000), (length, at) => askEverything(desk, uri, text.slice(0, length), Math.min(length, at))),
      { numRuns: 20, seed: 20260926 },
    );
  });
  test.each(fixtures.map(([uri, text], i) => [i, uri, text] as const))(
    'on fixture %d with a piece cut out and another put in',
    (_number, uri, text) => {
      const piece = fc.constantFrom(
        '',
        '{',
        '}',
        '[',
        '*',
        ':',
        '\n',
        '\t',
        '"',
        "'",
        '!Sub ',
        '${',
        '&a ',
        '*a',
        '- ',
        '#',
        '\u0000',
        '🙂',
        '<<: *all',
      );
      const desk = createDesk({});
      fc.assert(
        fc.property(fc.nat(text.length), fc.nat(8), piece, (start, length, put) =>
          askEverything(desk, uri, text.slice(0, start) + put + text.slice(start + length), start),
        ),
        { numRuns: 20, seed: 20260927 },
      );
    },
  );
  test('on fix-all of any truncation', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.double({ min: 0, max: 1, noNaN: true }), ([uri, text], part) => {
        analyse({ [uri]: text.slice(0, Math.floor(text.length * part)) }).fixAll(uri);
      }),
      { numRuns: 20, seed: 20260928 },
    );
  });
  test('on offsets outside of the text', () => {
    const [uri, text] = fixtures[0] ?? ['', ''];
    for (const offset of [-5, text.length, text.length + 5]) {
      const analysis = analyse({ [uri]: text });
      analysis.codeActions(uri, { start: offset, end: offset });
      analysis.hover(uri, offset);
      analysis.complete(uri, offset);
      analysis.scaffolds(uri, offset);
    }
  });
});

describe('messages and titles', () => {
  const said = rules.flatMap((rule) =>
    rule.examples.incorrect
      .flatMap((example) => hostExample(rule, example).slice(0, 1))
      .flatMap(({ uri, text }) => analyse({ [uri]: text }, levelsFor(rule.id), settingsFor(rule.id)).diagnose(uri).diagnostics),
  );
  test('messages are short, on one line and end without a period', () => {
    for (const { message } of [...said, ...fixtures.flatMap(([uri, text]) => analyse({ [uri]: text }).diagnose(uri).diagnostics)]) {
      expect(message).toMatch(/^[^\n]{5,199}$/);
      expect(message).not.toMatch(/\.$/);
    }
  });
  test('titles are imperative and end without a period', () => {
    const verb =
      /^(Add|Allow|Append|Ask|Change|Give|Indent|Insert|Keep|Let|Limit|Make|Merge|Move|Name|Put|Remove|Rename|Replace|Set|Spell|Split|Unwrap|Wrap|Write) /;
    for (const { title } of said.flatMap(({ fixes }) => fixes)) {
      expect(title).toMatch(verb);
      expect(title).not.toMatch(/\.$|\n/);
    }
  });
});
