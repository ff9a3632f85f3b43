import { reportEach } from '../lint/report-each.ts';
import { findRisky, riskOf } from '../lint/risk.ts';
import { reportRisky } from '../lint/risk-report.ts';
import type { Rule } from '../lint/rule.ts';
import { needsStar } from '../policy/resource-types.ts';

export const unconstrainedWrite: Rule = {
  id: 'unconstrained-write',
  severity: 'warning',
  optIn: true,
  summary: 'An Allow statement lets any resource be changed.',
  rationale:
    'An action that writes or tags, on every resource, changes and deletes what belongs to other applications. wildcard-resource says that the star can be limited; this rule says at the action what it opens, for those who sort findings by risk.',
  alsoKnownAs: { cloudsplaining: 'InfrastructureModification', checkov: 'CKV_AWS_111' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «dynamodb:DeleteTable»\nResource: '*'" },
      {
        code: "Effect: Allow\nAction:\n  - sqs:GetQueueUrl\n  - «sqs:PurgeQueue»\nResource: [!GetAtt Jobs.Arn, '*']",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [{ code: "Effect: Allow\nAction: dynamodb:PutItem\nResource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders'" }],
  },
  kinds: ['identity'],
  policy(policy, context) {
    const { catalog } = context;
    const isMeant = (index: number): boolean => {
      if (riskOf(catalog, index) !== undefined || needsStar(catalog, index) !== 'no') return false;
      return catalog.accessLevels(index).some((level) => level === 'Write' || level === 'Tagging');
    };
    return reportEach(findRisky(policy, context, isMeant), (found) => reportRisky(found, 'changes any of them'));
  },
};
