import type { NewValue } from '../edit/edit.ts';
import { createFix } from '../lint/fix.ts';
import { isPermission } from '../lint/principal.ts';
import type { NewPrincipal } from '../lint/principal-fixes.ts';
import { insertPrincipal } from '../lint/principal-fixes.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { isMisspelt, literalsOf } from '../lint/statement.ts';
import type { Statement } from '../policy/model.ts';

export const missingPrincipal: Rule = {
  id: 'missing-principal',
  severity: 'error',
  summary: 'A statement of a trust policy or of a resource policy names no principal.',
  rationale: 'Such a policy says who may do something; without a Principal the whole policy is rejected when the template is deployed.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_PRINCIPAL', 'cfn-lint': ['E3512', 'E3513', 'E3530'] },
  examples: {
    incorrect: [
      { code: '«Effect»: Allow\nAction: sts:AssumeRole', kind: 'trust' },
      { code: "«Effect»: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'", kind: 'resource' },
      {
        code: '«Effect»: Allow\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
        kind: 'resource',
      },
    ],
    correct: [
      { code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: sts:AssumeRole', kind: 'trust' },
      {
        code: "Effect: Allow\nNotPrincipal:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'",
        kind: 'resource',
      },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'", kind: 'identity' },
    ],
  },
  kinds: ['trust', 'resource'],
  *statement(statement, context) {
    const isNamed = statement.principal !== undefined || statement.notPrincipal !== undefined;
    if (isNamed || !statement.complete || isPermission(context.policy) || isMisspelt(statement, ['Principal', 'NotPrincipal'])) return;
    yield {
      range: (statement.effect?.key ?? statement.node.pairs[0]?.key)?.range ?? statement.range,
      message: 'The statement has neither Principal nor NotPrincipal',
      fixes: () => findFixes(statement, context),
    };
  },
};

function findFixes(statement: Statement, context: StatementContext): readonly Fix[] {
  const source = context.sourceOf(statement.range);
  const add = (principal: NewPrincipal, said: string): Fix =>
    createFix(`Add ${said} as the Principal`, 'widens', () => insertPrincipal(source, statement, principal), { fixAll: false });
  const account = add({ type: 'AWS', value: ownAccount(context) }, 'this account');
  if (context.policy.kind !== 'trust') return [account];
  // Web identities and SAML take a provider, which cannot be guessed.
  if (literalsOf(statement.action).texts.some((text) => /^sts:assumerolewith/i.test(text))) return [];
  return [add({ type: 'Service', value: { kind: 'literal', text: 'lambda.amazonaws.com' } }, 'lambda.amazonaws.com'), account];
}

/** The root of the account; to be filled in where there is no template. */
function ownAccount({ template }: StatementContext): NewValue {
  if (template.dialect === 'policy') return { kind: 'literal', text: 'arn:aws:iam::ACCOUNT:root' };
  return { kind: 'sub', text: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };
}
