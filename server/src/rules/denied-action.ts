import { removeStatement } from '../edit/statements.ts';
import { removeValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import type { CancelledAllow } from '../lint/redundant-statements.ts';
import { findCancelledAllows } from '../lint/redundant-statements.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { nameStatement } from '../lint/statement-name.ts';
import { quote, showText } from '../lint/text.ts';
import type { Policy, Value } from '../policy/model.ts';

export const deniedAction: Rule = {
  id: 'denied-action',
  severity: 'warning',
  summary: 'An Allow has no effect, because a Deny of the same policy covers it.',
  rationale:
    'A Deny beats every Allow. Where it covers all that an Allow grants, on all its resources and under all its conditions, one of the two is a mistake.',
  examples: {
    incorrect: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: [s3:GetObject, «s3:DeleteObject»]\n    Resource: 'arn:aws:s3:::reports/*'\n  - Effect: Deny\n    Action: s3:Delete*\n    Resource: '*'",
      },
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: [sqs:SendMessage, «sqs:PurgeQueue»]\n    Resource: !GetAtt Jobs.Arn\n  - Effect: Deny\n    NotAction: sqs:SendMessage\n    Resource: !GetAtt Jobs.Arn",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:*\n    Resource: 'arn:aws:s3:::reports/*'\n  - Effect: Deny\n    Action: s3:Delete*\n    Resource: '*'",
      },
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:DeleteObject\n    Resource: 'arn:aws:s3:::reports/*'\n  - Effect: Deny\n    Action: s3:DeleteObject\n    Resource: '*'\n    Condition: { Bool: { aws:MultiFactorAuthPresent: 'false' } }",
      },
    ],
  },
  policy(policy, context) {
    return findCancelledAllows(policy, context.catalog).flatMap((found) =>
      found.whole ? [reportWhole(found, policy, context)] : found.values.map((value) => reportValue(found, value, policy, context)),
    );
  },
};

function reportWhole(found: CancelledAllow, policy: Policy, context: RuleContext): Report {
  const { statement, by } = found;
  const source = context.sourceOf(statement.range);
  const remove = createFix('Remove this statement', 'equal', () => removeStatement(source, policy, statement), {
    preferred: true,
    fixAll: false,
  });
  return {
    range: statement.action?.key.outer ?? statement.range,
    message: `All that this statement allows is denied by ${nameStatement(by, policy)}`,
    related: [{ range: by.node.outer, message: 'denied here' }],
    fixes: [remove, ...removeDeny(found, policy, context)],
  };
}

function reportValue(found: CancelledAllow, value: Value, policy: Policy, context: RuleContext): Report {
  const { statement, by } = found;
  const element = statement.action;
  const source = context.sourceOf(value.text.node.outer);
  const shown = quote(showText(value.text));
  const remove: readonly Fix[] =
    element === undefined
      ? []
      : [createFix(`Remove ${shown}`, 'equal', () => removeValues(source, element, [value]), { preferred: true, fixAll: false })];
  return {
    range: value.text.node.outer,
    message: `${shown} is allowed in vain: ${nameStatement(by, policy)} denies it`,
    unnecessary: true,
    related: [{ range: by.node.outer, message: 'denied here' }],
    fixes: [...remove, ...removeDeny(found, policy, context)],
  };
}

/** The other way out of the contradiction. */
function removeDeny({ by }: CancelledAllow, policy: Policy, context: RuleContext): readonly Fix[] {
  const source = context.sourceOf(by.range);
  return [createFix('Remove the statement that denies it', 'widens', () => removeStatement(source, policy, by))];
}
