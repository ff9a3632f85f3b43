import { insertCondition } from '../edit/insert-condition.ts';
import { createFix } from '../lint/fix.ts';
import { hasUnreadCondition, isPermission, principalValues } from '../lint/principal.ts';
import { limitsCaller } from '../lint/principal-access.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf, literalsOf } from '../lint/statement.ts';
import { listNames } from '../lint/text.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { renderText } from '../template/text.ts';

export const crossAccountAccess: Rule = {
  id: 'cross-account-access',
  severity: 'information',
  summary: "A resource's policy allows something to another account.",
  rationale:
    'What the account is allowed to, it may allow to whom it likes: it is worth a look who it is. Accounts are told by their number; one that the statement or an administrator of the key names as its own is not reported.',
  examples: {
    incorrect: [
      { code: "Effect: Allow\nPrincipal:\n  AWS: «'111122223333'»\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS:\n    - !Sub 'arn:aws:iam::${AWS::AccountId}:root'\n    - «'arn:aws:iam::111122223333:role/reader'»\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'",
      },
      { code: "Effect: Deny\nPrincipal:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: 'arn:aws:iam::111122223333:root'\nAction: sqs:SendMessage\nResource: 'arn:aws:sqs:eu-west-1:111122223333:jobs'",
      },
    ],
  },
  kinds: ['resource'],
  *policy(policy, context) {
    const own = ownAccounts(policy);
    for (const statement of policy.statements) {
      // A permission always allows, and has properties in place of conditions.
      if (!isPermission(policy) && (effectOf(statement) !== 'Allow' || hasUnreadCondition(statement))) continue;
      const source = context.sourceOf(statement.range);
      const isLimited = isPermission(policy) || statement.condition?.entries.some(limitsCaller) === true;
      for (const { group, value, written = '' } of principalValues(statement.principal)) {
        const account = group.type === 'AWS' || isPermission(policy) ? accountOf(written) : undefined;
        if (account === undefined || own.has(account)) continue;
        const what = listNames(literalsOf(statement.action).texts, 2, LONG);
        yield {
          range: value.text.node.outer,
          message: `Account ${account} is allowed ${what === '' ? 'something here' : what}`,
          fixes: isLimited
            ? []
            : [
                createFix('Limit to principals of an organization, ORGANIZATION_ID to be filled in', 'narrows', () =>
                  insertCondition(source, statement, 'StringEquals', 'aws:PrincipalOrgID', [{ kind: 'literal', text: 'ORGANIZATION_ID' }]),
                ),
              ],
        };
      }
    }
  },
};

const LONG = 90;

/** The account of a principal: its number, or that in an ARN of IAM. */
function accountOf(written: string): string | undefined {
  return /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::.*)?$/.exec(written)?.[1];
}

/** Accounts that the policy shows to be the resource's own: of the ARNs in `Resource`, and whoever may do all with the key. */
function ownAccounts(policy: Policy): ReadonlySet<string> {
  const own = new Set<string>();
  for (const statement of policy.statements) {
    for (const { text } of [...(statement.resource?.values ?? []), ...(statement.notResource?.values ?? [])]) {
      const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(renderText(text))?.[1];
      if (account !== undefined) own.add(account);
    }
    if (!isAdministration(statement)) continue;
    for (const { written = '' } of principalValues(statement.principal)) {
      const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(written)?.[1];
      if (account !== undefined) own.add(account);
    }
  }
  return own;
}

/** Every key policy hands the key to its own account like this. */
function isAdministration(statement: Statement): boolean {
  return effectOf(statement) === 'Allow' && literalsOf(statement.action).texts.some((action) => action.toLowerCase() === 'kms:*');
}
