import { reportEach } from '../lint/report-each.ts';
import { findRisky, riskTest } from '../lint/risk.ts';
import { findRiskFixes } from '../lint/risk-fixes.ts';
import type { Rule } from '../lint/rule.ts';

export const assumeRoleWildcard: Rule = {
  id: 'assume-role-wildcard',
  severity: 'warning',
  summary: 'An Allow statement lets any role be assumed.',
  rationale:
    'Every role whose trust policy admits the account can then be assumed, those of other accounts and those made later too. Name the roles; where a wildcard covers sts:AssumeRole, wildcard-action reports it.',
  alsoKnownAs: { pathfinding: 'sts-001', checkov: 'CKV_AWS_61' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «sts:AssumeRole»\nResource: '*'" },
      {
        code: "Effect: Allow\nAction: [«sts:AssumeRole», s3:ListBucket]\nResource: ['arn:aws:iam::*:role/*', !GetAtt Reports.Arn]",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: sts:AssumeRole\nResource: 'arn:aws:iam::*:role/deploy-*'" },
      { code: 'Effect: Allow\nAction: sts:AssumeRole\nResource: !GetAtt Worker.Arn', resources: 'Worker:\n  Type: AWS::IAM::Role' },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    return reportEach(findRisky(policy, context, riskTest(context.catalog, 'assume-role')), (found) => ({
      range: found.range,
      message: "'sts:AssumeRole' on every role lets its holder act as any that trusts the account",
      fixes: () => findRiskFixes(found),
    }));
  },
};
