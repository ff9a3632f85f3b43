import { removeStatement } from '../edit/statements.ts';
import { createFix } from '../lint/fix.ts';
import { findRedundantStatements } from '../lint/redundant-statements.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { nameStatement } from '../lint/statement-name.ts';

export const redundantStatement: Rule = {
  id: 'redundant-statement',
  severity: 'hint',
  summary: 'A statement adds nothing to another one of the same policy.',
  rationale: 'It can go without any change, and the policy says in fewer words what it allows; policies are limited in length.',
  alsoKnownAs: { 'access-analyzer': 'REDUNDANT_STATEMENT' },
  examples: {
    incorrect: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: [s3:GetObject, s3:ListBucket]\n    Resource: 'arn:aws:s3:::reports*'\n  - «Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/2026/*'»",
      },
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: sqs:SendMessage\n    Resource: !GetAtt Jobs.Arn\n  - «Effect: Allow\n    Action: [sqs:SendMessage]\n    Resource: [!Sub '${Jobs.Arn}']»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'\n    Condition: { Bool: { aws:SecureTransport: 'true' } }\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/2026/*'",
      },
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Deny\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::invoices/*'",
      },
    ],
  },
  policy(policy, context) {
    return reportEach(findRedundantStatements(policy, context.catalog), ({ statement, by, same }) => {
      const source = context.sourceOf(statement.range);
      const other = nameStatement(by, policy);
      return {
        range: statement.node.outer,
        message: same ? `This statement says the same as ${other}` : `This statement says nothing that ${other} does not`,
        unnecessary: true,
        related: [{ range: by.node.outer, message: same ? 'the same' : 'covers it' }],
        fixes: () => [
          createFix('Remove this redundant statement', 'equal', () => removeStatement(source, policy, statement), {
            preferred: true,
            fixAll: same,
          }),
        ],
      };
    });
  },
};
