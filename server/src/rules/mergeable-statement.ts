import { createFix } from '../lint/fix.ts';
import { findMerges, mergeEdits } from '../lint/redundant-merge.ts';
import type { Rule } from '../lint/rule.ts';
import { nameStatement } from '../lint/statement-name.ts';

export const mergeableStatement: Rule = {
  id: 'mergeable-statement',
  severity: 'hint',
  optIn: true,
  summary: 'Two statements of a policy differ in their actions alone, or in their resources alone.',
  rationale:
    'One statement can say both, in fewer characters. Many keep them apart on purpose, so the rule reports only where it is configured; it helps where a policy is near its greatest length.',
  examples: {
    incorrect: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'\n  - «Effect: Allow\n    Action: s3:PutObject\n    Resource: 'arn:aws:s3:::reports/*'»",
      },
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: sqs:SendMessage\n    Resource: !GetAtt Jobs.Arn\n  - «Effect: Allow\n    Action: sqs:SendMessage\n    Resource: !GetAtt Mails.Arn»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue\nMails:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'\n  - Effect: Allow\n    Action: s3:ListBucket\n    Resource: 'arn:aws:s3:::reports'",
      },
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'\n  - Effect: Deny\n    Action: s3:PutObject\n    Resource: 'arn:aws:s3:::reports/*'",
      },
    ],
  },
  *policy(policy, context) {
    for (const merge of findMerges(policy, context.catalog)) {
      const other = nameStatement(merge.into, policy);
      yield {
        range: merge.statement.node.outer,
        message: `This statement and ${other} have the same ${merge.differ === 'action' ? 'resources' : 'actions'}: one could say both`,
        related: [{ range: merge.into.node.outer, message: 'could be one with this' }],
        fixes: () => [
          createFix(`Merge it into ${other}`, 'equal', () => mergeEdits(merge, policy, context), { preferred: true, fixAll: false }),
        ],
      };
    }
  },
};
