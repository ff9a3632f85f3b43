import { findLinkedServices } from '../lint/pass-role.ts';
import { reportEach } from '../lint/report-each.ts';
import { findRisky, riskTest } from '../lint/risk.ts';
import { findConditionFixes, findRiskFixes } from '../lint/risk-fixes.ts';
import type { Rule } from '../lint/rule.ts';

export const serviceLinkedRole: Rule = {
  id: 'service-linked-role',
  severity: 'warning',
  summary: 'An Allow statement lets a service-linked role of any service be created.',
  rationale:
    'A service-linked role gives its service rights in the account that no policy of yours limits. Name the service with iam:AWSServiceName, or by the role below aws-service-role/. Where a wildcard covers the action, or NotAction or NotResource leaves it open, the rule about that wildcard or element reports it.',
  alsoKnownAs: { 'access-analyzer': 'CREATE_SLR_WITH_STAR_IN_RESOURCE' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «iam:CreateServiceLinkedRole»\nResource: '*'" },
      {
        code: "Effect: Allow\nAction: «iam:CreateServiceLinkedRole»\nResource: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*'",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: iam:CreateServiceLinkedRole\nResource: '*'\nCondition:\n  StringEquals:\n    iam:AWSServiceName: ecs.amazonaws.com",
      },
      {
        code: "Effect: Allow\nAction: iam:CreateServiceLinkedRole\nResource: 'arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS*'",
      },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    return reportEach(findRisky(policy, context, riskTest(context.catalog, 'service-linked-role')), (found) => ({
      range: found.range,
      message: "'iam:CreateServiceLinkedRole' creates the service-linked role of any service",
      fixes: () => [
        ...findConditionFixes(found, 'iam:AWSServiceName', findLinkedServices(policy, context.catalog)),
        ...findRiskFixes(found),
      ],
    }));
  },
};
