import { insertCondition } from '../edit/insert-condition.ts';
import { createFix } from '../lint/fix.ts';
import type { PrincipalValue } from '../lint/principal.ts';
import { conditionsOn, hasUnreadCondition, principalValues, providerOf } from '../lint/principal.ts';
import { isGitHub } from '../lint/principal-trust.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';

export const oidcCondition: Rule = {
  id: 'oidc-condition',
  severity: 'warning',
  summary: 'A role trusts a web identity provider without a condition on what the provider says of its user.',
  rationale:
    'Everybody who has an account with the provider can assume the role. A condition on :aud, :sub or another claim of the provider limits it to an application or a user.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL' },
  examples: {
    incorrect: [
      { code: 'Effect: Allow\nPrincipal:\n  Federated: «cognito-identity.amazonaws.com»\nAction: sts:AssumeRoleWithWebIdentity' },
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: «!Ref Login»\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  Bool:\n    aws:SecureTransport: 'true'",
        resources: 'Login:\n  Type: AWS::IAM::OIDCProvider\n  Properties:\n    Url: https://login.example.com',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: cognito-identity.amazonaws.com\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringEquals:\n    cognito-identity.amazonaws.com:aud: 'eu-west-1:pool'",
      },
      {
        code: 'Effect: Allow\nPrincipal:\n  Federated: !Ref Login\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringEquals:\n    login.example.com:sub: app',
        resources: 'Login:\n  Type: AWS::IAM::OIDCProvider\n  Properties:\n    Url: https://login.example.com',
      },
      { code: 'Effect: Allow\nPrincipal:\n  Federated: !Ref Provider\nAction: sts:AssumeRoleWithWebIdentity' },
    ],
  },
  kinds: ['trust'],
  needs: 'principal',
  *statement(statement, context) {
    if (effectOf(statement) !== 'Allow' || hasUnreadCondition(statement)) return;
    for (const found of principalValues(statement.principal)) {
      const host = hostOf(found, context);
      // The provider of GitHub has a rule of its own.
      if (host === undefined || isGitHub(host) || !lacksClaim(statement, host)) continue;
      yield {
        range: found.value.text.node.outer,
        message: `Whoever has an account at ${quote(host)} can assume the role; a condition on its claim :${claimOf(host).claim} says who may`,
        fixes: () => findFixes(statement, host, context),
      };
    }
  },
};

function hostOf({ group, value }: PrincipalValue, { template }: StatementContext): string | undefined {
  if (group.type !== 'Federated') return undefined;
  const provider = providerOf(value.text, (logicalId) => template.scope.resources.get(logicalId)?.properties);
  return provider.kind === 'oidc' ? provider.host : undefined;
}

/** No key of the provider is asked for; a key with a variable in it may be one. */
function lacksClaim(statement: Statement, host: string): boolean {
  const prefix = `${host.toLowerCase()}:`;
  return conditionsOn(statement, (key) => key.startsWith(prefix) || key.includes('${')).length === 0;
}

interface Claim {
  /** Behind the provider in the condition key. */
  readonly claim: string;
  /** What the author replaces. */
  readonly placeholder: string;
}

/** The claim that providers of AWS's own guides are limited by (IAM User Guide; Amazon EKS User Guide, "IAM roles for service accounts", 2026-11). */
function claimOf(host: string): Claim {
  if (host === 'www.amazon.com' || host === 'graph.facebook.com') return { claim: 'app_id', placeholder: 'APP_ID' };
  if (host === 'cognito-identity.amazonaws.com') return { claim: 'aud', placeholder: 'IDENTITY_POOL_ID' };
  if (host.startsWith('oidc.eks.')) return { claim: 'sub', placeholder: 'system:serviceaccount:NAMESPACE:NAME' };
  return { claim: 'aud', placeholder: 'AUDIENCE' };
}

function findFixes(statement: Statement, host: string, context: StatementContext): readonly Fix[] {
  const { claim, placeholder } = claimOf(host);
  const key = `${host}:${claim}`;
  const source = context.sourceOf(statement.range);
  return [
    createFix(
      `Add a condition on the claim :${claim}, ${placeholder} to be filled in`,
      'narrows',
      () => insertCondition(source, statement, 'StringEquals', key, [{ kind: 'literal', text: placeholder }]),
      { preferred: true, fixAll: false },
    ),
  ];
}
