import { describe, expect, test } from 'vitest';
import { rulesIn } from '../semantics/support.ts';
import { findingsOf } from '../support/check-rule.ts';
import { inFunction, inJsonText, inPolicy, inRole, policyFile, stack, template } from '../support/policy-texts.ts';

const both = ['wildcard-action: warning', 'wildcard-resource: warning'];
const star = ['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"];

/** The same statement with a line written in before the one with `before`. */
function withLine(line: string, before: string): string {
  return inRole(star.flatMap((written) => (written.includes(before) ? [line, written] : [written])));
}

describe('a comment on a line of its own', () => {
  test('nothing is silenced without one', () => expect(rulesIn(stack, inRole(star))).toEqual(both));
  const silenced: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['covers the next line', '  # leastwise-ignore wildcard-action: it is a sandbox', 'Action', ['wildcard-resource: warning']],
    ['needs no reason', '  # leastwise-ignore wildcard-action', 'Action', ['wildcard-resource: warning']],
    ['takes no blank after the sign', '  #leastwise-ignore wildcard-action', 'Action', ['wildcard-resource: warning']],
    ['covers all that begins there', '# leastwise-ignore wildcard-action, wildcard-resource: a sandbox', 'Effect', []],
    ['names the rules it covers', '# leastwise-ignore wildcard-resource: a sandbox', 'Effect', ['wildcard-action: warning']],
    ['may stand at another indent', '# leastwise-ignore wildcard-action: a sandbox', 'Action', ['wildcard-resource: warning']],
    ['does not cover the line after the next', '  # leastwise-ignore wildcard-resource: a sandbox', 'Action', both],
    ['of another rule covers nothing', '  # leastwise-ignore invalid-arn: a sandbox', 'Action', both],
    ['must name a rule', '  # leastwise-ignore', 'Action', both],
    ['is spelt so', '  # leastwise-ignores wildcard-action', 'Action', both],
  ];
  test.each(silenced)('%s', (_name, line, before, left) => expect(rulesIn(stack, withLine(line, before))).toEqual(left));

  test('further comments and blank lines may stand between', () => {
    const text = inRole([...star.slice(0, 1), '  # leastwise-ignore wildcard-action: a sandbox', '', '  # see the wiki', ...star.slice(1)]);
    expect(rulesIn(stack, text)).toEqual(['wildcard-resource: warning']);
  });
  test('above a resource it covers the resource', () => {
    const text = inRole(star).replace('  Role:', '  # leastwise-ignore wildcard-action, wildcard-resource: a sandbox\n  Role:');
    expect(rulesIn(stack, text)).toEqual([]);
  });
  test('above one statement it leaves the next alone', () => {
    const text = inRole(['# leastwise-ignore wildcard-action, wildcard-resource: a sandbox', ...star, ...star]);
    expect(rulesIn(stack, text)).toEqual(both);
  });
  test('above an item of a list it covers that item', () => {
    const text = inRole([
      '- Effect: Allow',
      '  Action:',
      '    # leastwise-ignore wildcard-action: a sandbox',
      '    - s3:Get*',
      '    - s3:Put*',
      '  Resource: arn:aws:s3:::b*',
    ]);
    expect(findingsOf('wildcard-action', stack, text).map(({ message }) => message.slice(0, 10))).toEqual(["'s3:Put*' "]);
  });
  test('with CRLF', () => {
    expect(rulesIn(stack, withLine('  # leastwise-ignore wildcard-action: a sandbox', 'Action').replaceAll('\n', '\r\n'))).toEqual([
      'wildcard-resource: warning',
    ]);
  });
  test('at the end of the text it covers nothing and harms nothing', () => {
    expect(rulesIn(stack, `${inRole(star)}# leastwise-ignore wildcard-action`)).toEqual(both);
  });
});

describe('a comment behind what it covers', () => {
  test('covers its own line', () => {
    expect(
      rulesIn(stack, inRole(['- Effect: Allow', '  Action: s3:* # leastwise-ignore wildcard-action: a sandbox', "  Resource: '*'"])),
    ).toEqual(['wildcard-resource: warning']);
  });
  test('and not the next', () => {
    expect(
      rulesIn(stack, inRole(['- Effect: Allow', '  Action: s3:* # leastwise-ignore wildcard-resource: a sandbox', "  Resource: '*'"])),
    ).toEqual(both);
  });
  test('covers a mapping in flow style', () => {
    expect(
      rulesIn(stack, inRole(["- { Effect: Allow, Action: s3:*, Resource: '*' } # leastwise-ignore wildcard-action, wildcard-resource"])),
    ).toEqual([]);
  });
});

describe('where it is no comment', () => {
  test('inside a string', () => {
    expect(
      rulesIn(stack, inRole(['- Sid: "# leastwise-ignore wildcard-action"', '  Effect: Allow', '  Action: s3:*', "  Resource: '*'"])),
    ).toEqual(both);
  });
  test('inside a block of text', () => {
    const text = `Description: |\n  # leastwise-ignore wildcard-action\n${inRole(star)}`;
    expect(rulesIn(stack, text)).toEqual(both);
  });
  test('inside JSON text of a string the comment of JSON is none of YAML', () => {
    const text = inJsonText([
      '{ "Effect": "Allow", "Sid": "// leastwise-ignore wildcard-action", "Action": "s3:*", "Resource": "arn:aws:s3:::b" }',
    ]);
    expect(findingsOf('wildcard-action', stack, text)).toHaveLength(1);
  });
});

describe('in JSON with comments', () => {
  test('on a line of its own and behind', () => {
    const text = inPolicy([
      '{',
      '  "Effect": "Allow",',
      '  // leastwise-ignore wildcard-action: a sandbox',
      '  "Action": "s3:*",',
      '  "Resource": "*" // leastwise-ignore wildcard-resource',
      '}',
    ]);
    expect(findingsOf('wildcard-action', policyFile, text)).toEqual([]);
    expect(findingsOf('wildcard-resource', policyFile, text)).toEqual([]);
  });
  test('a URL is no comment', () => {
    const text = inPolicy([
      '{ "Sid": "https://leastwise-ignore wildcard-action", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b" }',
    ]);
    expect(findingsOf('wildcard-action', policyFile, text)).toHaveLength(1);
  });
});

describe('Metadata of a resource', () => {
  const metadata = (...ignore: readonly string[]): string =>
    inRole(star).replace(
      '    Type: AWS::IAM::Role',
      [
        '    Type: AWS::IAM::Role',
        '    Metadata:',
        '      leastwise:',
        '        ignore:',
        ...ignore.map((line) => `          ${line}`),
      ].join('\n'),
    );
  test('covers its resource', () => {
    expect(rulesIn(stack, metadata('- rule: wildcard-action', '  reason: a sandbox'))).toEqual(['wildcard-resource: warning']);
    expect(rulesIn(stack, metadata('- rule: wildcard-action', '- { rule: wildcard-resource, reason: a sandbox }'))).toEqual([]);
  });
  test('covers no other resource', () => {
    const text = `${metadata('- rule: wildcard-action', '- rule: wildcard-resource')}${inRole(star).replace('Resources:\n', '').replace('  Role:', '  Other:')}`;
    expect(rulesIn(stack, text)).toEqual(both);
  });
  test.each([[['rule: wildcard-action']], [['- wildcard-action']], [['- rule: [wildcard-action]']], [['- reason: a sandbox']], [['']]])(
    'of another shape it covers nothing: %j',
    (ignore) => {
      expect(rulesIn(stack, metadata(...ignore))).toEqual(both);
    },
  );
});

test('a policy template of SAM may be silenced as a statement is', () => {
  const text = inFunction(['# leastwise-ignore unknown-policy-template: a macro brings it', '- Whatever: {}']);
  expect(rulesIn(template, text)).toEqual([]);
});
