import { addValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import type { Report, Rule, RuleContext, StatementContext } from '../lint/rule.ts';
import { effectOf, literalsOf } from '../lint/statement.ts';
import { listNames, quote } from '../lint/text.ts';
import { actionIndices, actionsOf } from '../policy/action-set.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const dependentAction: Rule = {
  id: 'dependent-action',
  severity: 'information',
  summary: 'An action is allowed, and an action that its calls may need too is not.',
  rationale:
    "AWS's reference names actions that a call needs beside its own: iam:PassRole for lambda:CreateFunction. Some are needed for some calls only, and another policy may allow them; so the rule reports only where it is configured.",
  alsoKnownAs: { policy_sentry: 'write-policy' },
  optIn: true,
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «ecs:RunTask»\nResource: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/report:*'" },
      {
        code: 'Effect: Allow\nAction:\n  - ecs:StopTask\n  - «ecs:RunTask»\nResource: !Ref Report',
        resources: 'Report:\n  Type: AWS::ECS::TaskDefinition',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: ['ecs:RunTask', 'iam:PassRole']\nResource: '*'" },
      { code: "Effect: Deny\nAction: ecs:RunTask\nResource: '*'" },
    ],
  },
  kinds: ['identity'],
  *policy(policy, context) {
    if (!policy.complete) return;
    const allowed = allowedIndices(policy, context);
    if (allowed === undefined) return;
    for (const statement of policy.statements) {
      if (effectOf(statement) !== 'Allow') continue;
      yield* check(statement, allowed, { policy, ...context });
    }
  },
};

function* check(statement: Statement, allowed: ReadonlySet<number>, context: StatementContext): Iterable<Report> {
  const { action } = statement;
  const { catalog } = context;
  for (const value of action?.values ?? []) {
    const index = catalog.actionIndex(literalText(value.text) ?? '');
    if (action === undefined || index === undefined) continue;
    const missing = catalog.action(index).dependentActions.filter((name) => {
      const other = catalog.actionIndex(name);
      return other !== undefined && !allowed.has(other);
    });
    if (missing.length === 0) continue;
    const source = context.sourceOf(value.text.node.outer);
    const values = missing.map((text) => ({ kind: 'literal', text }) as const);
    yield {
      range: value.text.node.outer,
      message: `${quote(catalog.actionName(index))} may need ${listNames(missing.map(quote))} too, which this policy does not allow`,
      fixes: [createFix(`Add ${listNames(missing)}`, 'widens', () => addValues(source, action, values))],
    };
  }
}

/** The actions that the policy allows somewhere; `undefined` where what it allows cannot all be read. */
function allowedIndices(policy: Policy, { catalog }: RuleContext): ReadonlySet<number> | undefined {
  const patterns: string[] = [];
  for (const statement of policy.statements) {
    if (effectOf(statement) === 'Deny') continue;
    const { texts, exact } = literalsOf(statement.action);
    if (!exact || statement.notAction !== undefined || effectOf(statement) === undefined) return undefined;
    patterns.push(...texts);
  }
  return new Set(actionIndices(actionsOf(catalog, patterns)));
}
