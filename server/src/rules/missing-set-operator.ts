import type { ReadCondition } from '../lint/condition.ts';
import { readConditions } from '../lint/condition.ts';
import { changeOperator } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { renderOperator } from '../policy/condition-operator.ts';

export const missingSetOperator: Rule = {
  id: 'missing-set-operator',
  severity: 'warning',
  summary: 'A condition key of several values is compared without ForAllValues or ForAnyValue.',
  rationale: 'A request has a set of such values: without a set operator it is not said whether one of them must match or all of them.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_QUALIFIER' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: ec2:CreateTags\nResource: 'arn:aws:ec2:*:*:volume/*'\nCondition:\n  «StringEquals»:\n    aws:TagKeys: [team, stage]",
      },
      {
        code: 'Effect: Allow\nAction: kms:Decrypt\nResource: !GetAtt Key.Arn\nCondition:\n  «StringLikeIfExists»:\n    aws:CalledVia: athena.amazonaws.com',
        resources: 'Key:\n  Type: AWS::KMS::Key',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: ec2:CreateTags\nResource: 'arn:aws:ec2:*:*:volume/*'\nCondition:\n  ForAllValues:StringEquals:\n    aws:TagKeys: [team, stage]\n  'Null':\n    aws:TagKeys: 'false'",
      },
      {
        code: 'Effect: Allow\nAction: kms:Decrypt\nResource: !GetAtt Key.Arn\nCondition:\n  StringEquals:\n    aws:CalledViaFirst: [athena.amazonaws.com, glue.amazonaws.com]',
        resources: 'Key:\n  Type: AWS::KMS::Key',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      const { entry, operator } = condition;
      if (operator.set !== undefined || operator.type === 'Null' || condition.key?.multivalued !== true) continue;
      const source = context.sourceOf(entry.operator.outer);
      yield {
        range: entry.operator.outer,
        message: `A request has several values of ${quote(entry.key.value)}: put ForAnyValue or ForAllValues in front of ${quote(entry.operator.value)}`,
        fixes: () =>
          setsFor(condition, effectOf(statement) === 'Allow').map((set) => {
            const name = renderOperator({ ...operator, set });
            return createFix(`Change to '${name}'`, 'widens', () => changeOperator(source, statement, entry, name));
          }),
      };
    }
  },
};

/** The usual one first: all tags of an Allow must be among those listed; a service on the way, or an organization's path, is one of several. */
function setsFor({ name, operator }: ReadCondition, isAllow: boolean): readonly ('ForAllValues' | 'ForAnyValue')[] {
  const isAll = (isAllow && /tagkeys$/.test(name)) || operator.negated;
  return isAll ? ['ForAllValues', 'ForAnyValue'] : ['ForAnyValue', 'ForAllValues'];
}
