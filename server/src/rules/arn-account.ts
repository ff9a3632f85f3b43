import type { WrittenArn } from '../lint/arn-fields.ts';
import { fieldText, findArns, isFixedBefore, isPlaceholder, writeFields } from '../lint/arn-fields.ts';
import { createFix } from '../lint/fix.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Value } from '../policy/model.ts';

export const arnAccount: Rule = {
  id: 'arn-account',
  severity: 'warning',
  summary: 'The account of an ARN is not an account id of 12 digits.',
  rationale:
    "The value matches no resource, so the call is denied at run time. YAML and spreadsheets drop an account's leading zero. A few ARNs have a word of AWS's own, or nothing, in place of the account.",
  alsoKnownAs: { 'access-analyzer': 'INVALID_ARN_ACCOUNT', parliament: 'INVALID_ARN', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «'arn:aws:sqs:eu-west-1:11112222333:jobs'»" },
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «!Sub 'arn:aws:sqs:${AWS::Region}:1111-2222-3333:jobs'»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: ssm:GetParameter\nResource: 'arn:aws:ssm:eu-west-1::parameter/aws/service/x'" },
      {
        code: "Effect: Allow\nAction: iam:AttachRolePolicy\nResource: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::1111*:role/x']",
      },
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs'",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
  },
  statement(statement, context) {
    return reportEach(findArns(statement, context), (arn) => check(arn, context));
  },
};

function check({ value, parts }: WrittenArn, context: StatementContext): Report | undefined {
  const account = fieldText(parts.account);
  if (account === undefined || account === '' || /[*?]/.test(account) || isPlaceholder(account)) return undefined;
  if (/^\d{12}$/.test(account) || OWN_ACCOUNTS.has(account) || !isFixedBefore(parts, 'account')) return undefined;
  const digits = account.replace(/[-\s]/g, '');
  return {
    range: value.text.node.outer,
    severity: /^\d+$/.test(digits) ? 'error' : 'warning',
    message: `The account ${quote(account)} is not an account id of 12 digits`,
    fixes: findFixes(digits, value, context),
  };
}

/** Words that stand for an account in ARNs of what AWS itself owns (the ARN formats of AWS's reference, 2026-09; `semantics.md` 15). */
const OWN_ACCOUNTS: ReadonlySet<string> = new Set([
  'amazon',
  'aws',
  'aws-marketplace',
  'aws-managed',
  'cloudfront',
  'marketplace',
  'offering',
  'third-party',
]);

function findFixes(digits: string, value: Value, context: StatementContext): readonly Fix[] {
  const fix = (account: string, preferred: boolean) =>
    createFix(`Change to '${account}'`, 'widens', () => writeFields(value, { account }, context), { preferred, fixAll: false });
  const own = context.template.dialect === 'policy' ? [] : [fix('${AWS::AccountId}', false)];
  if (/^\d{12}$/.test(digits)) return [fix(digits, true), ...own];
  return /^\d{11}$/.test(digits) ? [fix(`0${digits}`, false), ...own] : own;
}
