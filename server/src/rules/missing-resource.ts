import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { isMisspelt } from '../lint/statement.ts';

export const missingResource: Rule = {
  id: 'missing-resource',
  severity: 'error',
  summary: 'A statement of an identity policy has neither Resource nor NotResource.',
  rationale: 'IAM rejects the whole policy when the template is deployed. Trust policies and some resource policies need no Resource.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_RESOURCE', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [{ code: '«Effect»: Allow\nAction: s3:GetObject' }, { code: '«Effect»: Allow\nAction:\n  - !Sub s3:GetObject' }],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Deny\nAction: s3:GetObject\nNotResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  kinds: ['identity', 'boundary'],
  statement(statement) {
    if (
      statement.resource !== undefined ||
      statement.notResource !== undefined ||
      !statement.complete ||
      isMisspelt(statement, ['Resource', 'NotResource'])
    )
      return NOTHING;
    return [
      {
        range: (statement.effect?.key ?? statement.node.pairs[0]?.key)?.range ?? statement.range,
        message: 'The statement has neither Resource nor NotResource',
      },
    ];
  },
};
