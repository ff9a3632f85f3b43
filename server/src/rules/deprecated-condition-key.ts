import { replacementsOf } from '../lint/condition-facts.ts';
import { changeKey } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';

export const deprecatedConditionKey: Rule = {
  id: 'deprecated-condition-key',
  severity: 'warning',
  summary: 'A condition key was replaced by another.',
  rationale: 'Requests no longer carry the old key, so the condition fails where it should hold.',
  alsoKnownAs: { 'access-analyzer': ['DEPRECATED_GLOBAL_CONDITION_KEY', 'UNSUPPORTED_GLOBAL_CONDITION_KEY'] },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  ArnLike:\n    «aws:ARN»: 'arn:aws:iam::111122223333:role/*'",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  ArnLike:\n    «aws:arn»: !GetAtt Reader.Arn",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nReader:\n  Type: AWS::IAM::Role',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  ArnLike:\n    aws:PrincipalARN: 'arn:aws:iam::111122223333:role/*'",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const entry of statement.condition?.entries ?? []) {
      const replacements = replacementsOf(entry.key.value);
      if (replacements === undefined) continue;
      const source = context.sourceOf(entry.key.outer);
      yield {
        range: entry.key.outer,
        message: `Condition key ${quote(entry.key.value)} is no longer supported; use ${replacements.map((name) => `'${name}'`).join(' or ')}`,
        fixes: replacements.map((name, i) =>
          createFix(`Change to '${name}'`, 'widens', () => changeKey(source, statement, entry, name), {
            preferred: i === 0,
            fixAll: false,
          }),
        ),
      };
    }
  },
};
