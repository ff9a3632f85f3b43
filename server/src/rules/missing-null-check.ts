import { insertCondition } from '../edit/insert-condition.ts';
import { readConditions } from '../lint/condition.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { hasOneValue } from '../policy/condition-operator-implies.ts';

export const missingNullCheck: Rule = {
  id: 'missing-null-check',
  severity: 'information',
  summary: 'An Allow compares a set of values with ForAllValues, and takes in requests that have none.',
  rationale:
    'ForAllValues is met by a request without the key. That is often meant, as for the tags of a request; where a value is needed, Null asks for one.',
  alsoKnownAs: { parliament: 'SINGLE_VALUE_CONDITION_TOO_PERMISSIVE' },
  optIn: true,
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: ec2:CreateTags\nResource: 'arn:aws:ec2:*:*:volume/*'\nCondition:\n  «ForAllValues:StringEquals»:\n    aws:TagKeys: [team, stage]",
      },
      {
        code: 'Effect: Allow\nAction: dynamodb:GetItem\nResource: !GetAtt Orders.Arn\nCondition:\n  «ForAllValues:StringEquals»:\n    dynamodb:LeadingKeys: [!Ref Tenant]',
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: ec2:CreateTags\nResource: 'arn:aws:ec2:*:*:volume/*'\nCondition:\n  ForAllValues:StringEquals:\n    aws:TagKeys: [team, stage]\n  'Null':\n    aws:tagkeys: 'false'",
      },
      {
        code: "Effect: Deny\nAction: ec2:CreateTags\nResource: 'arn:aws:ec2:*:*:volume/*'\nCondition:\n  ForAllValues:StringNotEquals:\n    aws:TagKeys: [team, stage]",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    if (statement.condition?.complete !== true || effectOf(statement) !== 'Allow') return;
    const conditions = readConditions(statement, context.catalog);
    // A set of which one value must match is not empty either.
    const checked = new Set(
      conditions.flatMap(({ operator, name }) => (operator.type === 'Null' || operator.set === 'ForAnyValue' ? [name] : [])),
    );
    for (const { entry, operator, name } of conditions) {
      if (operator.set !== 'ForAllValues' || operator.type === 'Null' || operator.ifExists || checked.has(name)) continue;
      if (hasOneValue(entry.key.value, context.catalog)) continue;
      const source = context.sourceOf(entry.operator.outer);
      yield {
        range: entry.operator.outer,
        message: `${quote(entry.operator.value)} is also met by a request without ${quote(entry.key.value)}`,
        fixes: [
          createFix(
            `Ask for ${entry.key.value} with Null`,
            'narrows',
            () => insertCondition(source, statement, 'Null', entry.key.value, [{ kind: 'literal', text: 'false' }]),
            { preferred: true },
          ),
        ],
      };
    }
  },
};
