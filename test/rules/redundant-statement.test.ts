import { describe, expect, test } from 'vitest';
import { findRedundantStatements } from '../../server/src/lint/redundant-statements.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { redundantStatement } from '../../server/src/rules/redundant-statement.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inJsonText, inRole, stack } from '../support/policy-texts.ts';
import { readTemplate } from '../support/template.ts';

checkExamples(redundantStatement, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

const allow = (action: string, resource: string, ...more: readonly string[]) => [
  '- Effect: Allow',
  `  Action: ${action}`,
  `  Resource: ${resource}`,
  ...more,
];
const read = allow('s3:GetObject', "'arn:aws:s3:::reports/*'");
const messagesOf = (text: string): readonly string[] => findingsOf('redundant-statement', stack, text).map(({ message }) => message);

describe('redundant-statement', () => {
  test('names the other by its Sid', () =>
    checkPicture(
      'redundant-statement',
      stack,
      inRole([
        '- Sid: Everything',
        '  Effect: Allow',
        "  Action: 's3:*'",
        "  Resource: '*'",
        '- { Effect: Allow, Action: s3:GetObject, Resource: !GetAtt Reports.Arn }',
        "  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This statement says nothing that statement 'Everything' does not",
      ]),
    ));
  test('the wider one may stand below', () =>
    expect(messagesOf(inRole([...read, ...allow("'s3:Get*'", "'arn:aws:s3:::reports*'")]))).toEqual([
      'This statement says nothing that statement 2 does not',
    ]));
  test('of two that cover each other the later one goes', () =>
    expect(messagesOf(inRole([...allow('[s3:GetObject, s3:PutObject]', "'*'"), ...allow('[s3:PutObject, s3:getobject]', "'*'")]))).toEqual([
      'This statement says the same as statement 1',
    ]));
  test('fewer conditions cover more', () =>
    expect(messagesOf(inRole([...read, ...read, '  Condition: { Bool: { aws:SecureTransport: true } }']))).toEqual([
      'This statement says nothing that statement 1 does not',
    ]));
  test('NotAction and NotResource', () => {
    const not = (effect: string, actions: string) => [`- Effect: ${effect}`, `  NotAction: ${actions}`, "  Resource: '*'"];
    expect(messagesOf(inRole([...not('Deny', 'iam:*'), ...not('Deny', "['iam:*', 's3:*']")]))).toHaveLength(1);
    expect(messagesOf(inRole([...not('Allow', 'iam:*'), ...read]))).toHaveLength(1);
    expect(messagesOf(inRole([...not('Allow', "'s3:*'"), ...read]))).toEqual([]);
    expect(messagesOf(inRole([...not('Allow', 's3:UnheardOf'), ...allow('s3:UnheardOf', "'*'")]))).toEqual([]);
  });
  test('an action that nobody knows is covered by what is written so', () => {
    expect(messagesOf(inRole([...allow("'new:*'", "'*'"), ...allow('new:Thing', "'*'")]))).toHaveLength(1);
    expect(messagesOf(inRole([...allow("'new:Thing*'", "'*'"), ...allow('new:Other', "'*'")]))).toEqual([]);
  });
  test('branches, principals, effects and what is not known tell statements apart', () => {
    for (const other of [
      allow('s3:GetObject', '!Ref Given'),
      allow('!Ref Given', "'arn:aws:s3:::reports/*'"),
      allow('!If [Prod, s3:GetObject, s3:PutObject]', "'arn:aws:s3:::reports/*'"),
      ['- Effect: Deny', '  Action: s3:GetObject', "  Resource: 'arn:aws:s3:::reports/*'"],
      ['- Effect: !Ref Given', '  Action: s3:GetObject', "  Resource: 'arn:aws:s3:::reports/*'"],
    ])
      checkSilent('redundant-statement', stack, inRole([...read, ...other]));
    checkSilent(
      'redundant-statement',
      stack,
      inRole([
        '- !If',
        '  - Prod',
        '  - { Effect: Allow, Action: s3:GetObject, Resource: "*" }',
        '  - { Effect: Allow, Action: s3:GetObject, Resource: "*" }',
      ]),
    );
  });
  test('the same condition is the same branch', () =>
    expect(
      messagesOf(
        inRole([...read, '- !If [Prod, { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }, !Ref AWS::NoValue]']),
      ),
    ).toHaveLength(1));
  test('an alias is one statement', () =>
    checkSilent('redundant-statement', stack, inRole(['- &one { Effect: Allow, Action: s3:GetObject, Resource: "*" }', '- *one'])));
  test('in YAML', () =>
    checkFix(
      stack,
      inRole([...read, ...allow('s3:PutObject', "'*'"), ...read]),
      'Remove this redundant statement',
      inRole([...read, ...allow('s3:PutObject', "'*'")]),
    ));
  test('in JSON text in a string', () =>
    checkFix(
      stack,
      inJsonText([
        '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },',
        '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }',
      ]),
      'Remove this redundant statement',
      inJsonText(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('thousands of statements are looked through in no time', () => {
    const statements = Array.from({ length: 2000 }, (_, i) => allow(`[s3:GetObject, s3:Do${i}]`, `'arn:aws:s3:::reports/${i}/*'`)).flat();
    const [policy] = readTemplate(inRole([...statements, ...statements.slice(0, 3)])).policies;
    expect(policy).toBeDefined();
    if (policy === undefined) return;
    const catalog = withPolicyMemo(loadCatalogForTests());
    const start = performance.now();
    expect(findRedundantStatements(policy, catalog).map(({ by, same }) => ({ by: policy.statements.indexOf(by), same }))).toEqual([
      { by: 0, same: true },
    ]);
    expect(performance.now() - start).toBeLessThan(15_000);
  }, 60_000);
});
