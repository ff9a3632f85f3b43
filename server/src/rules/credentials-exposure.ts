import { reportEach } from '../lint/report-each.ts';
import { findRisky, riskTest } from '../lint/risk.ts';
import { reportRisky } from '../lint/risk-report.ts';
import type { Rule } from '../lint/rule.ts';

export const credentialsExposure: Rule = {
  id: 'credentials-exposure',
  severity: 'warning',
  summary: 'An Allow statement lets credentials be fetched for any resource.',
  rationale:
    'What such an action returns acts as somebody: a database user, an instance, a client. On every resource it opens all of them, those of other applications too. Actions that cannot be limited to a resource are not reported.',
  alsoKnownAs: { parliament: 'CREDENTIALS_EXPOSURE', cloudsplaining: 'CredentialsExposure', checkov: 'CKV_AWS_107' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «rds-db:connect»\nResource: '*'" },
      {
        code: "Effect: Allow\nAction:\n  - sqs:SendMessage\n  - «redshift:GetClusterCredentials»\nResource: [!GetAtt Jobs.Arn, '*']",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: rds-db:connect\nResource: 'arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABCDEFGHIJKL/app'" },
      { code: "Effect: Allow\nAction: ecr:GetAuthorizationToken\nResource: '*'" },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    return reportEach(findRisky(policy, context, riskTest(context.catalog, 'credentials')), (found) =>
      reportRisky(found, 'gives its holder credentials or a token for any of them'),
    );
  },
};
