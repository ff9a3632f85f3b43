import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { isMisspelt } from '../lint/statement.ts';

export const missingAction: Rule = {
  id: 'missing-action',
  severity: 'error',
  summary: 'A statement has neither Action nor NotAction.',
  rationale: 'IAM rejects the whole policy when the template is deployed.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_ACTION', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "«Effect»: Allow\nResource: 'arn:aws:s3:::reports/*'" },
      { code: '«Effect»: Allow\nResource: !GetAtt Reports.Arn', resources: 'Reports:\n  Type: AWS::S3::Bucket' },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Deny\nNotAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  statement(statement) {
    if (
      statement.action !== undefined ||
      statement.notAction !== undefined ||
      !statement.complete ||
      isMisspelt(statement, ['Action', 'NotAction'])
    )
      return NOTHING;
    return [
      {
        range: (statement.effect?.key ?? statement.node.pairs[0]?.key)?.range ?? statement.range,
        message: 'The statement has neither Action nor NotAction',
      },
    ];
  },
};
