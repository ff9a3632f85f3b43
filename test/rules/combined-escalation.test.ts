import { describe, expect, test } from 'vitest';
import { combinedEscalation } from '../../server/src/rules/combined-escalation.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkExamples, checkSilent, findingsOf } from '../support/check-rule.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(combinedEscalation, ['template']);

const catalog = loadCatalogForTests();
const alone = new Set(catalog.escalationPaths().flatMap(({ actions }) => (actions.length === 1 ? actions : [])));
const together = catalog.escalationPaths().filter(({ actions }) => !actions.some((name) => alone.has(name)));

/** A role with a policy for each list of lines. */
function role(policies: readonly (readonly string[])[], more: readonly string[] = []): string {
  const lines = policies.flatMap((statements, number) => [
    `        - PolicyName: p${number}`,
    '          PolicyDocument:',
    "            Version: '2012-10-17'",
    '            Statement:',
    ...statements.map((statement) => `              - ${statement}`),
  ]);
  return `${['Conditions:', '  Prod: !Equals [a, b]', 'Resources:', '  Role:', '    Type: AWS::IAM::Role', '    Properties:', ...more, '      Policies:', ...lines].join('\n')}\n`;
}

const allow = (action: string, resource = '*', more = ''): string =>
  `{ Effect: Allow, Action: '${action}', Resource: '${resource}'${more} }`;
const messagesOf = (policies: readonly (readonly string[])[], more: readonly string[] = []): readonly string[] =>
  findingsOf('combined-escalation', stack, role(policies, more)).map(({ message }) => message);

describe('combined-escalation', () => {
  test.each(together.map((path) => [path.id, path] as const))('%s, an action a policy', (_, { actions }) => {
    const found = messagesOf(actions.map((name) => [allow(name)]));
    expect(found.length).toBe(1);
    expect(found[0]?.length).toBeLessThan(200);
    const within = together.filter((path) => path.actions.every((name) => actions.includes(name)));
    expect(within.some(({ gain }) => found[0]?.includes(gain))).toBe(true);
    // In one policy it is told of by the rules about policies.
    expect(messagesOf([actions.map((name) => allow(name)), [allow('sqs:SendMessage')]])).toEqual([]);
    // A way that lacks an action is none, unless another way is left.
    const [first = '', ...rest] = actions;
    if (!together.some((path) => path.actions.every((name) => rest.includes(name))))
      expect(messagesOf(rest.map((name) => [allow(name)]))).toEqual([]);
    expect(messagesOf([...actions.map((name) => [allow(name)]), [`{ Effect: Deny, Action: '${first}', Resource: '*' }`]])).not.toContain(
      found[0],
    );
  });

  test('the other ways are counted', () => {
    expect(messagesOf([[allow('iam:PassRole')], [allow('glue:*')]])).toEqual([
      "'glue:CreateDevEndpoint' with iam:PassRole of another policy lets the role run code of its own as any role that Glue may assume (and 4 more ways)",
    ]);
  });

  test('what is limited, bounded, or never there together', () => {
    const pass = [allow('iam:PassRole')];
    for (const other of [
      [allow('ec2:RunInstances', 'arn:aws:ec2:*:111122223333:instance/i-1')],
      [allow('ec2:RunInstances', '*', ", Condition: { StringEquals: { 'aws:RequestTag/team': ops } }")],
      ["{ Effect: Allow, NotAction: 'ec2:*', Resource: 'arn:aws:sqs:*:*:*' }"],
    ])
      checkSilent('combined-escalation', stack, role([pass, other]));
    const conditional = (branch: string, statement: string): string =>
      branch === 'yes' ? `!If [Prod, ${statement}, !Ref AWS::NoValue]` : `!If [Prod, !Ref AWS::NoValue, ${statement}]`;
    expect(messagesOf([[conditional('yes', allow('iam:PassRole'))], [conditional('no', allow('ec2:RunInstances'))]])).toEqual([]);
    expect(messagesOf([[conditional('yes', allow('iam:PassRole'))], [conditional('yes', allow('ec2:RunInstances'))]]).length).toBe(1);
    expect(messagesOf([pass, [allow('ec2:RunInstances')]], ['      PermissionsBoundary: !ImportValue Limits'])).toEqual([]);
  });
});
