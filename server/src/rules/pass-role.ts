import { lazy } from '../catalog/shelf.ts';
import { findPassedTo, findPassRoleUse } from '../lint/pass-role.ts';
import { reportEach } from '../lint/report-each.ts';
import { findRisky, riskTest } from '../lint/risk.ts';
import { findConditionFixes, findRiskFixes } from '../lint/risk-fixes.ts';
import type { Rule } from '../lint/rule.ts';
import { listNames } from '../lint/text.ts';

export const passRole: Rule = {
  id: 'pass-role',
  severity: 'warning',
  summary: 'An Allow statement lets any role be passed to any service.',
  rationale:
    'Whoever may pass every role, and start something that runs as it, has the rights of the most powerful role of the account. Name the roles, or the service that may receive them. Where a wildcard covers iam:PassRole, or NotAction or NotResource leaves it open, the rule about that wildcard or element reports it.',
  alsoKnownAs: {
    'access-analyzer': 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
    trivy: 'AVD-AWS-0342',
    cfn_nag: ['F38', 'F39', 'F40'],
    'guard-rules-registry': 'IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE_PASSROLE',
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «iam:PassRole»\nResource: '*'" },
      { code: "Effect: Allow\nAction:\n  - states:CreateStateMachine\n  - «iam:PassRole»\nResource: 'arn:aws:iam::111122223333:role/*'" },
      {
        code: "Effect: Allow\nAction: «iam:PassRole»\nResource:\n  - '*'\n  - !GetAtt Worker.Arn",
        resources: 'Worker:\n  Type: AWS::IAM::Role',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: iam:PassRole\nResource: 'arn:aws:iam::111122223333:role/worker-*'" },
      {
        code: "Effect: Allow\nAction: iam:PassRole\nResource: '*'\nCondition:\n  StringEquals:\n    iam:PassedToService: lambda.amazonaws.com",
      },
      { code: 'Effect: Allow\nAction: iam:PassRole\nResource: !GetAtt Worker.Arn', resources: 'Worker:\n  Type: AWS::IAM::Role' },
      { code: 'Effect: Allow\nAction: iam:PassRole\nResource: !ImportValue worker-role-arn' },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    const findUse = lazy(() => findPassRoleUse(policy, context.catalog));
    return reportEach(findRisky(policy, context, riskTest(context.catalog, 'pass-role')), (found) => {
      const use = findUse();
      const detail =
        use === undefined ? '' : `; with ${listNames(use.others, use.others.join(', ').length > LONG ? 1 : 3)} its holder can ${use.gain}`;
      return {
        range: found.range,
        message: `'iam:PassRole' passes any role to any service${detail}`,
        fixes: () => [...findConditionFixes(found, 'iam:PassedToService', findPassedTo(policy, context.catalog)), ...findRiskFixes(found)],
      };
    });
  },
};

/** Longer names would not leave the message under 200 characters. */
const LONG = 60;
