import { describe, expect, test } from 'vitest';
import { findCombinedEscalations } from '../../server/src/lint/combined-escalation.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { combinedEscalation } from '../../server/src/rules/combined-escalation.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { findPrincipals } from '../support/check-principals.ts';
import { checkExamples, checkSilent, findingsOf } from '../support/check-rule.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(combinedEscalation, ['template']);

const catalog = withPolicyMemo(loadCatalogForTests());
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

/** Ids of the ways that the policies of a role make together. */
const waysOf = (policies: readonly (readonly string[])[]): readonly string[] =>
  findPrincipals(role(policies)).flatMap((principal) => findCombinedEscalations(catalog, principal).map(({ path }) => path.id));

describe('combined-escalation', () => {
  test.each(together.map((path) => [path.id, path] as const))('%s, an action a policy', (id, { actions }) => {
    const [first = '', ...rest] = actions;
    const policies = actions.map((name) => [allow(name)]);
    expect(waysOf(policies)).toContain(id);
    const [message] = messagesOf(policies);
    expect(message).toMatch(/ of another policy lets the role /);
    expect(message?.length).toBeLessThan(200);
    // In one policy it is told of by the rules about policies; without one of its actions, or under a Deny, it is no way.
    expect(waysOf([actions.map((name) => allow(name)), [allow('sqs:SendMessage')]])).toEqual([]);
    expect(waysOf(rest.map((name) => [allow(name)]))).not.toContain(id);
    expect(waysOf([...policies, [`{ Effect: Deny, Action: '${first}', Resource: '*' }`]])).not.toContain(id);
  });

  test('the other ways are counted', () => {
    expect(messagesOf([[allow('iam:PassRole')], [allow('glue:*')]])).toEqual([
      "'glue:CreateDevEndpoint' with iam:PassRole of another policy lets the role run code of its own as any role that Glue may assume (and 4 more ways)",
    ]);
  });

  test('whoever may change its own policies needs no other way', () => {
    const combined = [[allow('iam:PassRole')], [allow('ec2:RunInstances')]];
    expect(waysOf(combined)).toContain('ec2-001');
    expect(waysOf([...combined, [allow('iam:Put*')]])).toEqual([]);
    expect(waysOf([...combined, [allow('lambda:UpdateFunctionCode')]])).toContain('ec2-001');
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
