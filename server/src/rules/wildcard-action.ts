import { describeActions } from '../lint/access-levels.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import { describeOpenRoles } from '../lint/risk-not.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { writtenIn } from '../lint/statement-actions.ts';
import { quote } from '../lint/text.ts';
import { findWildcardFixes } from '../lint/wildcard-fixes.ts';
import { countActions, matchAction } from '../policy/action-set.ts';

export const wildcardAction: Rule = {
  id: 'wildcard-action',
  severity: 'warning',
  summary: 'An Allow statement grants actions by a wildcard.',
  rationale:
    'A wildcard grants every action that it matches, those that AWS adds later too. A function that is taken over can do all of it; name the actions that the code calls.',
  alsoKnownAs: {
    'access-analyzer': ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE', 'CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE'],
    cloudsplaining: 'ServiceWildcard',
    checkov: ['CKV_AWS_1', 'CKV_AWS_49', 'CKV_AWS_62', 'CKV_AWS_63', 'CKV_AWS_111'],
    'cdk-nag': 'AwsSolutions-IAM5',
    cfn_nag: ['F2', 'F3', 'F4', 'F5'],
    trivy: ['AVD-AWS-0057', 'AVD-AWS-0114', 'AVD-AWS-0120', 'AVD-AWS-0345'],
    sonar: 'S6302',
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «s3:*»\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: "Effect: Allow\nAction:\n  - «s3:?etObject»\n  - s3:ListBucket\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']",
      },
      { code: 'Effect: Allow\nAction: «dynamodb:Get*»\nResource: !GetAtt Orders.Arn', resources: 'Orders:\n  Type: AWS::DynamoDB::Table' },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Deny\nAction: s3:*\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: "Effect: Allow\nAction: !Sub '${Service}:Get*'\nResource: !GetAtt Orders.Arn",
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
  },
  kinds: ['identity'],
  statement(statement, context) {
    const element = statement.action;
    if (effectOf(statement) !== 'Allow' || element === undefined || statement.notResource !== undefined) return NOTHING;
    return reportEach(writtenIn(element, context.catalog), ({ value, written, isPattern }) => {
      if (!isPattern) return undefined;
      const matched = matchAction(context.catalog, written);
      const total = countActions(matched);
      if (total === 0) return undefined;
      // Of a bare `*` the levels say little, and would have every service decoded.
      const detail =
        total === context.catalog.actionCount
          ? 'every action of every service'
          : `${describeActions(context.catalog, matched)}${describeOpenRoles(statement, matched, context)}`;
      return {
        range: value.text.node.outer,
        message: `${quote(written)} allows ${detail}`,
        fixes: () => findWildcardFixes({ value, element, statement, matched, context }),
      };
    });
  },
};
