import { quoteScalar } from '../edit/scalars.ts';
import { readConditions } from '../lint/condition.ts';
import { changeOperator } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';

export const nullOperator: Rule = {
  id: 'null-operator',
  severity: 'warning',
  summary: 'The operator Null has a set operator in front of it or IfExists behind it, or stands without quotes in YAML.',
  rationale:
    'Null asks whether the request has the key at all. IAM rejects NullIfExists; behind ForAllValues it is always met, behind ForAnyValue never.',
  alsoKnownAs: { 'access-analyzer': ['NULL_WITH_IF_EXISTS', 'NULL_WITH_QUALIFIER'] },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  «NullIfExists»:\n    s3:x-amz-acl: 'true'",
      },
      {
        code: "Effect: Allow\nAction: ec2:CreateTags\nResource: !Sub 'arn:${AWS::Partition}:ec2:*:*:volume/*'\nCondition:\n  «ForAnyValue:Null»:\n    aws:TagKeys: 'false'",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  'Null':\n    s3:x-amz-acl: 'true'",
      },
      {
        code: "Effect: Allow\nAction: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEqualsIfExists:\n    s3:x-amz-acl: private",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const { entry, operator } of readConditions(statement, context.catalog)) {
      if (operator.name !== 'Null') continue;
      const source = context.sourceOf(entry.operator.outer);
      if (entry.operator.type === 'null') {
        yield {
          range: entry.operator.outer,
          severity: 'information',
          message: "Without quotes this is the null of YAML, not the operator 'Null'",
          fixes: [createFix('Put quotes around it', 'equal', () => quoteScalar(source, entry.operator), { preferred: true })],
        };
      }
      if (!operator.ifExists && operator.set === undefined) continue;
      const written = entry.operator.value;
      yield {
        range: entry.operator.outer,
        severity: operator.ifExists ? 'error' : 'warning',
        message: operator.ifExists
          ? `There is no operator ${quote(written)}: Null already tells whether the key is there`
          : `${quote(written)} is ${operator.set === 'ForAllValues' ? 'always' : 'never'} met, whatever the request has`,
        fixes: [
          // What was rejected, always met or never met becomes a real test.
          createFix("Change to 'Null'", 'widens', () => changeOperator(source, statement, entry, 'Null'), { preferred: true }),
        ],
      };
    }
  },
};
