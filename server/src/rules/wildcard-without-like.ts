import type { ReadCondition } from '../lint/condition.ts';
import { changeEffect, plainValues, readConditions } from '../lint/condition.ts';
import { changeOperator } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { renderOperator } from '../policy/condition-operator.ts';

export const wildcardWithoutLike: Rule = {
  id: 'wildcard-without-like',
  severity: 'warning',
  summary: 'A value of a condition has a wildcard, and its operator compares it to the letter.',
  rationale: 'StringEquals takes * and ? for themselves: the condition waits for a value with a star in it, which no request has.',
  alsoKnownAs: { 'access-analyzer': 'WILDCARD_WITHOUT_LIKE_OPERATOR' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringEquals:\n    s3:prefix: «public/*»",
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringNotEquals:\n    aws:PrincipalArn: «'arn:aws:iam::111122223333:role/reader-*'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringLike:\n    s3:prefix: public/*",
      },
      {
        code: "Effect: Allow\nAction: lambda:InvokeFunction\nResource: !GetAtt Work.Arn\nCondition:\n  ArnEquals:\n    aws:SourceArn: 'arn:aws:s3:::reports-*'",
        resources: 'Work:\n  Type: AWS::Lambda::Function',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      const { entry, operator } = condition;
      if (operator.type !== 'String' || operator.patterns) continue;
      const like = likeOf(condition);
      for (const { value, text } of plainValues(entry)) {
        if (!/[*?]/.test(text)) continue;
        const source = context.sourceOf(value.text.node.outer);
        yield {
          range: value.text.node.outer,
          message: `${quote(entry.operator.value)} takes the wildcard in ${quote(text)} for itself: patterns need '${like}'`,
          fixes: () => [
            createFix(
              `Change to '${like}'`,
              changeEffect(statement, operator.name.endsWith('IgnoreCase') ? 'other' : operator.negated ? 'fewer' : 'more'),
              () => changeOperator(source, statement, entry, like),
              { preferred: true, fixAll: false },
            ),
          ],
        };
      }
    }
  },
};

/** The operator that reads patterns; for ARNs the one that keeps a wildcard within its part. */
function likeOf({ operator, key }: ReadCondition): string {
  const family = key?.type === 'ARN' ? 'Arn' : 'String';
  return renderOperator({ ...operator, name: `${family}${operator.negated ? 'Not' : ''}Like` });
}
