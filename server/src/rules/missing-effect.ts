import { insertPair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { isMisspelt } from '../lint/statement.ts';

export const missingEffect: Rule = {
  id: 'missing-effect',
  severity: 'error',
  summary: 'A statement has no Effect.',
  rationale: 'IAM rejects the whole policy when the template is deployed; Effect has no default.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_EFFECT', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "«Action»: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: '«Action»: s3:ListBucket\nResource: !GetAtt Reports.Arn', resources: 'Reports:\n  Type: AWS::S3::Bucket' },
    ],
    correct: [{ code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" }],
  },
  statement(statement, context) {
    if (statement.effect !== undefined || !statement.complete || isMisspelt(statement, ['Effect'])) return NOTHING;
    const source = context.sourceOf(statement.range);
    const insert = (effect: string) => () =>
      insertPair(source, statement.node, 'Effect', { kind: 'literal', text: effect }, statement.sid?.pair);
    return [
      {
        range: statement.node.pairs[0]?.key.range ?? statement.range,
        message: 'The statement has no Effect',
        fixes: [
          createFix("Insert 'Effect: Allow'", 'widens', insert('Allow')),
          createFix("Insert 'Effect: Deny'", 'narrows', insert('Deny')),
        ],
      },
    ];
  },
};
