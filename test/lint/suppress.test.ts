import { describe, expect, test } from 'vitest';
import { diagnose, rulesIn } from '../semantics/support.ts';
import { checkFix, findingsOf } from '../support/check-rule.ts';
import { inFunction, inJsonText, inPolicy, inProvider, inRole, policyFile, serverless, stack, template } from '../support/policy-texts.ts';

const both = ['wildcard-action: warning', 'wildcard-resource: warning'];
const star = ['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"];

/** Findings of the two rules that these texts break; what is said of the suppressions themselves has tests of its own. */
function wildcardsIn(uri: string, text: string): readonly string[] {
  return rulesIn(uri, text).filter((finding) => finding.startsWith('wildcard-'));
}

/** The same statement with a line written in before the one with `before`. */
function withLine(line: string, before: string): string {
  return inRole(star.flatMap((written) => (written.includes(before) ? [line, written] : [written])));
}

describe('a comment on a line of its own', () => {
  test('nothing is silenced without one', () => expect(wildcardsIn(stack, inRole(star))).toEqual(both));
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
  test.each(silenced)('%s', (_name, line, before, left) => expect(wildcardsIn(stack, withLine(line, before))).toEqual(left));

  test('further comments and blank lines may stand between', () => {
    const text = inRole([...star.slice(0, 1), '  # leastwise-ignore wildcard-action: a sandbox', '', '  # see the wiki', ...star.slice(1)]);
    expect(wildcardsIn(stack, text)).toEqual(['wildcard-resource: warning']);
  });
  test('above a resource it covers the resource', () => {
    const text = inRole(star).replace('  Role:', '  # leastwise-ignore wildcard-action, wildcard-resource: a sandbox\n  Role:');
    expect(wildcardsIn(stack, text)).toEqual([]);
  });
  test('above one statement it leaves the next alone', () => {
    const text = inRole(['# leastwise-ignore wildcard-action, wildcard-resource: a sandbox', ...star, ...star]);
    expect(wildcardsIn(stack, text)).toEqual(both);
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
    expect(wildcardsIn(stack, withLine('  # leastwise-ignore wildcard-action: a sandbox', 'Action').replaceAll('\n', '\r\n'))).toEqual([
      'wildcard-resource: warning',
    ]);
  });
  test('at the end of the text it covers nothing and harms nothing', () => {
    expect(wildcardsIn(stack, `${inRole(star)}# leastwise-ignore wildcard-action`)).toEqual(both);
  });
});

describe('a comment behind what it covers', () => {
  test('covers its own line', () => {
    expect(
      wildcardsIn(stack, inRole(['- Effect: Allow', '  Action: s3:* # leastwise-ignore wildcard-action: a sandbox', "  Resource: '*'"])),
    ).toEqual(['wildcard-resource: warning']);
  });
  test('and not the next', () => {
    expect(
      wildcardsIn(stack, inRole(['- Effect: Allow', '  Action: s3:* # leastwise-ignore wildcard-resource: a sandbox', "  Resource: '*'"])),
    ).toEqual(both);
  });
  test('covers a mapping in flow style', () => {
    expect(
      wildcardsIn(
        stack,
        inRole(["- { Effect: Allow, Action: s3:*, Resource: '*' } # leastwise-ignore wildcard-action, wildcard-resource"]),
      ),
    ).toEqual([]);
  });
});

describe('where it is no comment', () => {
  test('inside a string', () => {
    expect(
      wildcardsIn(stack, inRole(['- Sid: "# leastwise-ignore wildcard-action"', '  Effect: Allow', '  Action: s3:*', "  Resource: '*'"])),
    ).toEqual(both);
  });
  test('inside a block of text', () => {
    const text = `Description: |\n  # leastwise-ignore wildcard-action\n${inRole(star)}`;
    expect(wildcardsIn(stack, text)).toEqual(both);
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
    expect(wildcardsIn(stack, metadata('- rule: wildcard-action', '  reason: a sandbox'))).toEqual(['wildcard-resource: warning']);
    expect(wildcardsIn(stack, metadata('- rule: wildcard-action', '- { rule: wildcard-resource, reason: a sandbox }'))).toEqual([]);
  });
  test('covers no other resource', () => {
    const text = `${metadata('- rule: wildcard-action', '- rule: wildcard-resource')}${inRole(star).replace('Resources:\n', '').replace('  Role:', '  Other:')}`;
    expect(wildcardsIn(stack, text)).toEqual(both);
  });
  test.each([[['rule: wildcard-action']], [['- wildcard-action']], [['- rule: [wildcard-action]']], [['- reason: a sandbox']], [['']]])(
    'of another shape it covers nothing: %j',
    (ignore) => {
      expect(wildcardsIn(stack, metadata(...ignore))).toEqual(both);
    },
  );
});

test('a policy template of SAM may be silenced as a statement is', () => {
  const text = inFunction(['# leastwise-ignore unknown-policy-template: a macro brings it', '- Whatever: {}']);
  expect(rulesIn(template, text)).toEqual([]);
});

describe('Metadata of the template', () => {
  test('covers all of it', () => {
    const text = `Metadata:\n  leastwise:\n    ignore:\n      - { rule: wildcard-action, reason: a sandbox }\n${inRole(star)}`;
    expect(wildcardsIn(stack, text)).toEqual(['wildcard-resource: warning']);
  });
  test('`custom` of a Serverless service does the same', () => {
    const text = `${inProvider(star)}custom:\n  leastwise:\n    ignore:\n      - { rule: wildcard-action, reason: a sandbox }\n`;
    expect(wildcardsIn(serverless, text)).toEqual(['wildcard-resource: warning']);
  });
});

describe('other tools', () => {
  const inMetadata = (...lines: readonly string[]): string =>
    inRole(star).replace(
      '    Type: AWS::IAM::Role',
      ['    Type: AWS::IAM::Role', '    Metadata:', ...lines.map((line) => `      ${line}`)].join('\n'),
    );
  const quiet = ['foreign-suppression: hint'];
  const found = (text: string) => rulesIn(stack, text).filter((one) => /^(?:wildcard-|foreign-)/.test(one));

  test('a comment of checkov covers its resource, wherever in it', () => {
    expect(found(withLine('  # checkov:skip=CKV_AWS_111:a sandbox', 'Effect'))).toEqual(quiet);
  });
  test('checkov in metadata', () => {
    expect(found(inMetadata('checkov:', '  skip:', '    - { id: CKV_AWS_111, comment: a sandbox }'))).toEqual(quiet);
  });
  test('cfn_nag', () => {
    expect(found(inMetadata('cfn_nag:', '  rules_to_suppress:', '    - { id: W11, reason: a sandbox }'))).toEqual([
      'foreign-suppression: hint',
      'wildcard-action: warning',
    ]);
  });
  test('cfn-lint takes the beginning of a name', () => {
    const text = inMetadata('cfn-lint:', '  config:', '    ignore_checks:', '      - W30').replace('Action: s3:*', 'Action: s3:Frobnicate');
    expect(rulesIn(stack, text)).toContain('foreign-suppression: hint');
    expect(rulesIn(stack, text).join()).not.toContain('unknown-action');
  });
  test('a check that no rule covers silences nothing, and nothing is said', () => {
    expect(found(withLine('  # checkov:skip=CKV_AWS_18:no logs', 'Effect'))).toEqual(both);
  });
});

describe('what is said of suppressions', () => {
  const said = (text: string) =>
    diagnose(stack, text).flatMap(({ rule, message }) => (rule.includes('suppression') ? [`${rule}: ${message}`] : []));

  test('one that silences nothing', () => {
    expect(said(withLine('  # leastwise-ignore invalid-arn: a sandbox', 'Action'))).toEqual([
      "unused-suppression: There is nothing to silence here: 'invalid-arn' finds nothing",
    ]);
  });
  test('a rule that is misspelt', () => {
    expect(said(withLine('  # leastwise-ignore wildcard-acton: a sandbox', 'Action'))).toEqual([
      "unused-suppression: There is no rule 'wildcard-acton'; did you mean 'wildcard-action'?",
    ]);
  });
  test('no reason, and the reason that a quick-fix leaves to the author', () => {
    for (const reason of ['', ': state the reason']) {
      expect(said(withLine(`  # leastwise-ignore wildcard-action${reason}`, 'Action'))).toEqual([
        "suppression-reason: No reason is given for silencing 'wildcard-action'",
      ]);
    }
  });
  test('each of two that silence the same is used', () => {
    expect(
      said(
        withLine('  # leastwise-ignore wildcard-action: one', 'Action').replace(
          '  Role:',
          '  # leastwise-ignore wildcard-action: two\n  Role:',
        ),
      ),
    ).toEqual([]);
  });
  test('they cannot be silenced', () => {
    expect(said(withLine('  # leastwise-ignore unused-suppression: never mind', 'Action'))).toHaveLength(1);
  });
  test('the comment goes where nothing else is on its line', () => {
    checkFix(stack, withLine('  # leastwise-ignore invalid-arn: a sandbox', 'Action'), 'Remove the comment', inRole(star));
  });
});
