import { reportEach } from '../lint/report-each.ts';
import { findRisky, riskTest } from '../lint/risk.ts';
import { reportRisky } from '../lint/risk-report.ts';
import type { Rule } from '../lint/rule.ts';

export const permissionsManagement: Rule = {
  id: 'permissions-management',
  severity: 'warning',
  summary: 'An Allow statement lets the permissions of any resource be changed.',
  rationale:
    "AWS's reference gives such actions the access level Permissions management: a bucket policy, a grant on a key, a permission of a function. Those that add or change one are reported, those that take one away are not. On every resource they open whatever the account holds, to anybody.",
  alsoKnownAs: { parliament: 'PERMISSIONS_MANAGEMENT_ACTIONS', cloudsplaining: 'ResourceExposure', checkov: 'CKV_AWS_109' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «s3:PutBucketPolicy»\nResource: '*'" },
      {
        code: "Effect: Allow\nAction:\n  - sqs:SendMessage\n  - «kms:PutKeyPolicy»\nResource: ['*', !GetAtt Jobs.Arn]",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:PutBucketPolicy\nResource: 'arn:aws:s3:::reports'" },
      { code: "Effect: Deny\nAction: s3:PutBucketPolicy\nResource: '*'" },
      { code: 'Effect: Allow\nAction: sqs:AddPermission\nResource: !GetAtt Jobs.Arn', resources: 'Jobs:\n  Type: AWS::SQS::Queue' },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    return reportEach(findRisky(policy, context, riskTest(context.catalog, 'permissions')), (found) =>
      reportRisky(found, 'lets its holder change the permissions of any of them'),
    );
  },
};
