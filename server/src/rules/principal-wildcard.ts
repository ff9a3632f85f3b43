import { insertCondition } from '../edit/insert-condition.ts';
import { createFix } from '../lint/fix.ts';
import type { PrincipalValue } from '../lint/principal.ts';
import { isAnyone, isPermission, principalValues } from '../lint/principal.ts';
import { replaceByAnyone, replacePrincipal } from '../lint/principal-fixes.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { PrincipalElement, Statement } from '../policy/model.ts';

export const principalWildcard: Rule = {
  id: 'principal-wildcard',
  severity: 'error',
  summary: 'A wildcard in a principal where none is taken.',
  rationale:
    "A principal is named whole, or everybody is by '*' under AWS: a pattern such as role/* is rejected when the template is deployed. A pattern of principals is a condition on aws:PrincipalArn.",
  alsoKnownAs: {
    'access-analyzer': ['UNSUPPORTED_WILDCARD_IN_PRINCIPAL', 'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL'],
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: «'arn:aws:iam::111122223333:role/*'»\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'",
        kind: 'resource',
      },
      { code: "Effect: Allow\nPrincipal:\n  Service: «'*.amazonaws.com'»\nAction: sts:AssumeRole", kind: 'trust' },
      { code: "Effect: Allow\nPrincipal: «'*'»\nAction: sts:AssumeRole", kind: 'trust' },
      {
        code: 'Effect: Allow\nPrincipal:\n  AWS:\n    - «!Sub arn:aws:iam::${AWS::AccountId}:role/app-*»\nAction: sts:AssumeRole',
        kind: 'trust',
      },
    ],
    correct: [
      { code: "Effect: Allow\nPrincipal:\n  AWS: 'arn:aws:iam::111122223333:role/app'\nAction: sts:AssumeRole", kind: 'trust' },
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: s3:*\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  Bool:\n    aws:SecureTransport: 'false'",
        kind: 'resource',
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint'],
  *statement(statement, context) {
    if (isPermission(context.policy)) return;
    for (const element of [statement.principal, statement.notPrincipal]) {
      if (element === undefined) continue;
      const values = principalValues(element);
      for (const found of values) {
        const message = findProblem(found, context);
        if (message === undefined) continue;
        yield {
          range: found.value.text.node.outer,
          message,
          fixes: element === statement.principal && values.length === 1 ? () => findFixes(found, element, statement, context) : [],
        };
      }
    }
  },
};

function findProblem(found: PrincipalValue, { policy }: StatementContext): string | undefined {
  const { group, value, written } = found;
  const text = value.text.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
  if (!/[*?]/.test(text)) return undefined;
  if (isAnyone(found)) {
    return group.key === undefined && policy.kind === 'trust'
      ? "A trust policy takes no Principal '*'; everybody is written as AWS: '*'"
      : undefined;
  }
  // Under a key that does not exist, and for what is no principal at all, that is the finding.
  if (group.key === undefined || !KEYS.has(group.type)) return undefined;
  const shown = quote(written ?? text);
  if (group.type === 'AWS') return `${shown} is a pattern, and a principal is named whole; a condition on aws:PrincipalArn takes patterns`;
  return `${shown} under ${group.type} is a pattern, and a principal is named whole`;
}

const KEYS: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

/** Everybody of the account, or at all, whose ARN matches the pattern. */
function findFixes(
  { group, value, written }: PrincipalValue,
  element: PrincipalElement,
  statement: Statement,
  { policy, sourceOf }: StatementContext,
): readonly Fix[] {
  const source = sourceOf(element.key.range);
  const options = { preferred: true, fixAll: false } as const;
  const everybody = { type: 'AWS', value: { kind: 'literal', text: '*' } } as const;
  if (group.key === undefined) {
    return [createFix("Write AWS: '*'", 'widens', () => replacePrincipal(source, element, everybody), options)];
  }
  if (group.type !== 'AWS' || written?.startsWith('arn:') !== true || value.when.length > 0) return [];
  return [
    createFix(
      'Name everybody, with a condition on aws:PrincipalArn',
      'widens',
      () => {
        const named = policy.kind === 'trust' ? replacePrincipal(source, element, everybody) : replaceByAnyone(source, element);
        const condition = insertCondition(source, statement, 'ArnLike', 'aws:PrincipalArn', [{ kind: 'literal', text: written }]);
        return named.length === 0 || condition.length === 0 ? [] : [...named, ...condition];
      },
      options,
    ),
  ];
}
