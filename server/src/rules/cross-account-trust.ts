import { insertCondition } from '../edit/insert-condition.ts';
import { createFix } from '../lint/fix.ts';
import { hasUnreadCondition, principalValues } from '../lint/principal.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';

export const crossAccountTrust: Rule = {
  id: 'cross-account-trust',
  severity: 'information',
  summary: 'A role trusts a whole account, by its number, without any condition.',
  rationale:
    'Every principal that this account allows to can assume the role. Where the account is that of another company, a condition on sts:ExternalId keeps its other customers out; else name the roles that need it.',
  alsoKnownAs: { cloudsplaining: 'AssumableByCrossAccountPrincipal', checkov: 'CKV_AWS_61' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nPrincipal:\n  AWS: «'arn:aws:iam::111122223333:root'»\nAction: sts:AssumeRole" },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS:\n    - !Sub 'arn:aws:iam::${AWS::AccountId}:root'\n    - «'111122223333'»\nAction: sts:AssumeRole",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: 'arn:aws:iam::111122223333:root'\nAction: sts:AssumeRole\nCondition:\n  StringEquals:\n    sts:ExternalId: '4711'",
      },
      { code: "Effect: Allow\nPrincipal:\n  AWS: 'arn:aws:iam::111122223333:role/deployer'\nAction: sts:AssumeRole" },
      { code: "Effect: Allow\nPrincipal:\n  AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'\nAction: sts:AssumeRole" },
    ],
  },
  kinds: ['trust'],
  needs: 'principal',
  *statement(statement, context) {
    const isOpen = statement.condition === undefined && !hasUnreadCondition(statement);
    if (effectOf(statement) !== 'Allow' || !isOpen) return;
    const source = context.sourceOf(statement.range);
    for (const { group, value, written = '' } of principalValues(statement.principal)) {
      const account =
        group.type === 'AWS' && group.key !== undefined ? /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(written)?.[1] : undefined;
      if (account === undefined) continue;
      yield {
        range: value.text.node.outer,
        message: `Everybody whom account ${account} allows to can assume the role; there is no condition such as sts:ExternalId`,
        fixes: [
          createFix('Add a condition on sts:ExternalId, EXTERNAL_ID to be filled in', 'narrows', () =>
            insertCondition(source, statement, 'StringEquals', 'sts:ExternalId', [{ kind: 'literal', text: 'EXTERNAL_ID' }]),
          ),
        ],
      };
    }
  },
};
