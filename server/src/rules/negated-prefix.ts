import { readConditions } from '../lint/condition.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';

export const negatedPrefix: Rule = {
  id: 'negated-prefix',
  severity: 'warning',
  summary: 'A prefix of a bucket is hidden by what a listing must not ask for.',
  rationale:
    'The key s3:prefix is what the caller asks for. A listing with a shorter prefix, or with none, is not asked about the hidden one, and lists it too.',
  alsoKnownAs: { 'access-analyzer': 'S3_PREFIX_IN_NEGATIVE_CONTEXT' },
  examples: {
    incorrect: [
      {
        code: "Effect: Deny\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringLike:\n    «s3:prefix»: secret/*",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  StringNotLike:\n    «s3:prefix»: secret/*',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        code: "Effect: Deny\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringNotLike:\n    s3:prefix: public/*",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  StringLike:\n    s3:prefix: public/*',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const { entry, operator, name } of readConditions(statement, context.catalog)) {
      if (name !== 's3:prefix' || operator.type !== 'String') continue;
      const effect = effectOf(statement);
      if (effect === undefined || (effect === 'Deny') === operator.negated) continue;
      // Denied without a prefix at all: nothing is hidden, listings of the whole are closed.
      if (entry.values.some(({ text }) => text.parts.length === 0)) continue;
      yield {
        range: entry.key.outer,
        message: `A listing with a shorter ${quote(entry.key.value)}, or none, still shows what is under it; allow the prefixes that may be listed`,
      };
    }
  },
};
