import { reportEach } from '../lint/report-each.ts';
import { findRisky, riskOf } from '../lint/risk.ts';
import { reportRisky } from '../lint/risk-report.ts';
import type { Rule } from '../lint/rule.ts';

export const sensitiveDataAccess: Rule = {
  id: 'sensitive-data-access',
  severity: 'warning',
  optIn: true,
  summary: 'An Allow statement lets stored data be read from any resource.',
  rationale:
    'Objects, secrets, parameters, items and messages are what an intruder is after. wildcard-resource says that the star can be limited; this rule says at the action what it opens, for those who sort findings by risk.',
  alsoKnownAs: { cloudsplaining: 'DataExfiltration', checkov: 'CKV_AWS_108', trivy: 'AVD-AWS-0346' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «s3:GetObject»\nResource: '*'" },
      {
        code: "Effect: Allow\nAction:\n  - sqs:SendMessage\n  - «secretsmanager:GetSecretValue»\nResource: [!GetAtt Jobs.Arn, '*']",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [{ code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" }],
  },
  kinds: ['identity'],
  policy(policy, context) {
    const { catalog } = context;
    const isMeant = (index: number): boolean => riskOf(catalog, index) === undefined && catalog.sensitivity(index) === 'data';
    return reportEach(findRisky(policy, context, isMeant), (found) => reportRisky(found, 'reads what is stored in any of them'));
  },
};
