import { describe, expect, test } from 'vitest';
import { findRedundantActions } from '../../server/src/lint/redundant-values.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { redundantAction } from '../../server/src/rules/redundant-action.ts';
import { analyse } from '../support/analyse.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { apply, checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';
import { readTemplate } from '../support/template.ts';

checkExamples(redundantAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

const on = "  Resource: 'arn:aws:s3:::reports/*'";

describe('redundant-action', () => {
  test('twice, in another spelling, and covered', () =>
    checkPicture(
      'redundant-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action:',
        '    - s3:Get*',
        '    - s3:GetObject',
        "      ^^^^^^^^^^^^ 's3:GetObject' is covered by 's3:Get*'",
        '    - s3:get*',
        "      ^^^^^^^ 's3:get*' says the same as 's3:Get*'",
        '    - s3:PutObject',
        '    - s3:PutObject',
        "      ^^^^^^^^^^^^ 's3:PutObject' stands here twice",
        on,
      ]),
    ));
  test('a pattern covers a pattern, whatever there is', () =>
    checkPicture(
      'redundant-action',
      stack,
      inRole([
        '- Effect: Allow',
        "  NotAction: [s*:Get*, s*:Get?bject*, '*:Get*']",
        "              ^^^^^^^ 's*:Get*' is covered by '*:Get*'",
        "                       ^^^^^^^^^^^^^ 's*:Get?bject*' is covered by '*:Get*'",
        on,
      ]),
    ));
  test('a name that no action has is left to the rule that says so', () =>
    checkSilent('redundant-action', stack, inRole(['- Effect: Allow', "  Action: ['s3:*', s3:Frobnicate]", on])));
  test('what is removed, and what can be removed instead', () => {
    const covered = (effect: string, element: string) => inRole([`- Effect: ${effect}`, `  ${element}: [s3:GetObject, 's3:Get*']`, on]);
    expect(fixesOf('redundant-action', stack, covered('Allow', 'Action'))).toEqual([
      "equal: Remove 's3:GetObject'",
      "narrows: Remove 's3:Get*', which covers more",
    ]);
    for (const text of [covered('Deny', 'Action'), covered('Allow', 'NotAction')])
      expect(fixesOf('redundant-action', stack, text)).toEqual(["equal: Remove 's3:GetObject'"]);
  });
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:GetObject"], "Resource": "*" }']),
      "Remove 's3:GetObject'",
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }']),
    ));
  test('in JSON text in a string', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:Get*"], "Resource": "*" }']),
      "Remove 's3:Get*', which covers more",
      inJsonText(['{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }']),
    ));
  test('fix-all takes what stands twice, and leaves what a wildcard covers', () => {
    const fixed = (actions: string) => {
      const text = inRole(['- Effect: Allow', `  Action: ${actions}`, on]);
      return apply(
        text,
        analyse({ [stack]: text })
          .fixAll(stack)
          .changes.get(stack) ?? [],
      );
    };
    expect(fixed('[s3:GetObject, s3:PutObject, s3:GetObject]')).toContain('Action: [s3:GetObject, s3:PutObject]');
    expect(fixed("[s3:GetObject, 's3:Get*']")).toContain("Action: [s3:GetObject, 's3:Get*']");
  });
  test('branches that exclude each other, and values that are not known, are silent', () => {
    for (const action of [
      "!If [Full, ['s3:*'], [s3:GetObject]]",
      "[!If [Full, 's3:*', s3:ListBucket], s3:GetObject]",
      '[!Ref First, !Ref Second, s3:GetObject]',
      "[!Sub '${Service}:Get*', s3:GetObject]",
      '[s3:GetObject, s3:GetObjectAcl]',
    ])
      checkSilent('redundant-action', stack, inRole(['- Effect: Allow', `  Action: ${action}`, on]));
  });
  test('in one branch what always stands is enough', () =>
    expect(
      fixesOf('redundant-action', stack, inRole(['- Effect: Allow', "  Action: ['s3:*', !If [Full, s3:PutObject, !Ref AWS::NoValue]]", on]))
        .length,
    ).toBeGreaterThan(0));
  test('a value that is known by its key alone', () =>
    checkPicture(
      'redundant-action',
      stack,
      inRole([
        '- Effect: Allow',
        "  Action: [!Sub '${Service}:GetItem', !Sub '${Service}:*']",
        "           ^^^^^^^^^^^^^^^^^^^^^^^^^ '${Service}:GetItem' is covered by '${Service}:*'",
        "  Resource: '*'",
      ]),
    ));
  test('thousands of actions are looked through in no time', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `      - s3:Do${i}${i % 2 === 0 ? '*' : ''}`);
    const { policies, template } = readTemplate(inRole(['- Effect: Allow', '  Action:', ...names, '      - s3:do4999', on]));
    const [policy] = policies;
    const [statement] = policy?.statements ?? [];
    expect(policy).toBeDefined();
    if (policy === undefined || statement === undefined) return;
    const catalog = withPolicyMemo(loadCatalogForTests());
    const context = { catalog, template, policies, policy, principals: [], sourceOf: () => template.source };
    const start = performance.now();
    expect(findRedundantActions(statement, context).filter(({ same }) => same)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
