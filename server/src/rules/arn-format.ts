import { findFormatFaults } from '../lint/arn-format.ts';
import { createFix } from '../lint/fix.ts';
import { CURATED_SERVICES } from '../lint/mismatch.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import { resourceValues } from '../lint/resources.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { actionValues } from '../lint/statement-actions.ts';
import { quote, showText } from '../lint/text.ts';
import { literalService } from '../policy/arn.ts';

export const arnFormat: Rule = {
  id: 'arn-format',
  severity: 'warning',
  summary: 'An ARN has a Region or an account where its service has none, lacks one that it has, or names no resource of the service.',
  rationale:
    "The value matches no resource of the service, so nothing is granted for it. It is an error for services whose formats have been checked by hand, else AWS's reference is good for a warning.",
  alsoKnownAs: {
    'access-analyzer': [
      'ARN_REGION_NOT_ALLOWED',
      'MISSING_ARN_REGION',
      'ARN_ACCOUNT_NOT_ALLOWED',
      'MISSING_ARN_ACCOUNT',
      'INVALID_ARN_RESOURCE',
    ],
    parliament: 'RESOURCE_MISMATCH',
    'cfn-lint': 'I3510',
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:s3:eu-west-1:111122223333:reports/*'»" },
      { code: "Effect: Allow\nAction: dynamodb:GetItem\nResource: «'arn:aws:dynamodb:eu-west-1:111122223333:tabel/Orders'»" },
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «'arn:aws:sqs:::jobs'»" },
      {
        code: "Effect: Allow\nAction: lambda:InvokeFunction\nResource: «!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function/${Job}'»",
        resources: 'Job:\n  Type: AWS::Lambda::Function',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports/object/*'" },
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: 'arn:aws:sqs:*:*:jobs'" },
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: !Sub 'arn:aws:sqs:${Rest}'" },
    ],
  },
  kinds: ['identity', 'resource', 'boundary'],
  statement(statement, context) {
    if (effectOf(statement) === undefined || statement.action === undefined) return NOTHING;
    const actions = actionValues(statement.action, context);
    if (!actions.known) return NOTHING;
    const faults = findFormatFaults(resourceValues(statement.resource, context), actions.values, context);
    return reportEach(faults, ([{ value, pattern }, { message, fix }]) => ({
      range: value.text.node.outer,
      severity: CURATED_SERVICES.has(literalService(pattern) ?? '') ? 'error' : 'warning',
      message: `${quote(showText(value.text))} ${message}`,
      fixes: fix === undefined ? [] : [createFix(fix.title, 'widens', () => fix.edits(), { preferred: true, fixAll: false })],
    }));
  },
};
