import { readConditions } from '../lint/condition.ts';
import { isSetByCaller } from '../lint/condition-facts.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';

export const untrustedConditionKey: Rule = {
  id: 'untrusted-condition-key',
  severity: 'warning',
  summary: 'Access depends on a value that the caller writes at will: the user agent or the referring page.',
  rationale: 'Whoever knows the value can send it, and it is in every log and every page: it keeps nobody out.',
  alsoKnownAs: { 'access-analyzer': 'UNTRUSTWORTHY_CONDITION_KEY' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringLike:\n    «aws:Referer»: https://www.example.com/*",
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringNotEquals:\n    «aws:UserAgent»: reader",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringLike:\n    aws:UserAgent: '*crawler*'",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringLike:\n    aws:PrincipalTag/referer: https://www.example.com/*",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const { entry, operator, name } of readConditions(statement, context.catalog)) {
      if (!isSetByCaller(name) || operator.type === 'Null') continue;
      // Who is let in by what he says of himself; a Deny of what somebody admits to be hurts nobody else.
      if (effectOf(statement) !== (operator.negated ? 'Deny' : 'Allow')) continue;
      yield {
        range: entry.key.outer,
        message: `The caller sets ${quote(entry.key.value)} as it likes, so it keeps nobody out`,
      };
    }
  },
};
