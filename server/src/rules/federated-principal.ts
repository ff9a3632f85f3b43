import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { principalValues } from '../lint/principal.ts';
import { keyOf } from '../lint/principal-format.ts';
import { withoutPseudo } from '../lint/resources.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Value } from '../policy/model.ts';

export const federatedPrincipal: Rule = {
  id: 'federated-principal',
  severity: 'error',
  summary: 'A Federated principal is not the name of an identity provider, or stands where none is taken.',
  rationale:
    'Federated takes the ARN of a SAML or OpenID Connect provider, or the domain of one of the four providers that AWS knows itself. Resource policies name the role that the provider leads to.',
  alsoKnownAs: {
    'access-analyzer': ['FEDERATED_PRINCIPAL_NOT_SUPPORTED', 'INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY'],
    parliament: 'UNKNOWN_FEDERATION_SOURCE',
  },
  examples: {
    incorrect: [
      {
        code: 'Effect: Allow\nPrincipal:\n  Federated: «https://token.actions.githubusercontent.com»\nAction: sts:AssumeRoleWithWebIdentity',
      },
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: «!Sub 'arn:aws:cognito-idp:eu-west-1:${AWS::AccountId}:userpool/eu-west-1_a'»\nAction: sts:AssumeRoleWithWebIdentity",
      },
      {
        code: "Effect: Allow\nPrincipal:\n  «Federated»: cognito-identity.amazonaws.com\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'",
        kind: 'resource',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: cognito-identity.amazonaws.com\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringEquals:\n    cognito-identity.amazonaws.com:aud: 'eu-west-1:pool'",
      },
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: !Sub 'arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com'\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringEquals:\n    token.actions.githubusercontent.com:sub: 'repo:org/app:ref:refs/heads/main'",
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint'],
  needs: 'principal',
  *statement(statement, context) {
    const { principal } = statement;
    if (context.policy.kind !== 'trust') {
      for (const { type, key } of principal?.groups ?? []) {
        if (type !== 'Federated' || key === undefined) continue;
        yield {
          range: key.outer,
          severity: 'warning',
          message: 'Only a trust policy names an identity provider; name the role that it leads to under AWS',
        };
      }
      return;
    }
    for (const { group, value } of principalValues(principal)) {
      const written = group.type === 'Federated' ? withoutPseudo(value.text) : undefined;
      if (written === undefined || /[*?]/.test(written)) continue;
      const message = findProblem(written);
      if (message !== undefined) yield { range: value.text.node.outer, message, fixes: () => findFixes(value, written, context) };
    }
  },
};

/** The providers that need not be declared in the account (IAM User Guide, "Create a role for OpenID Connect federation", 2026-11). */
const BUILT_IN: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

function findProblem(written: string): string | undefined {
  // What belongs under another key is another finding.
  if (BUILT_IN.has(written) || keyOf(written) !== undefined) return undefined;
  if (/^arn:[^:]*:iam::[^:]+:(?:saml|oidc)-provider\/./.test(written)) return undefined;
  const shown = quote(written);
  if (written.startsWith('arn:')) return `${shown} is no ARN of a SAML or OpenID Connect provider`;
  if (/^https?:/.test(written)) return `${shown} is an address; Federated takes the ARN of the provider`;
  return `${shown} is none of the providers that AWS knows by their domain; Federated takes the ARN of the provider`;
}

function findFixes(value: Value, written: string, { template, sourceOf }: StatementContext): readonly Fix[] {
  const host = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w./-]*)?)$/i.exec(written)?.[1];
  if (host === undefined || written.startsWith('arn:')) return [];
  const source = sourceOf(value.text.node.outer);
  const provider = `oidc-provider/${host.replace(/\/$/, '')}`;
  const arn =
    template.dialect === 'policy'
      ? ({ kind: 'literal', text: `arn:aws:iam::ACCOUNT:${provider}` } as const)
      : ({ kind: 'sub', text: `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${provider}` } as const);
  return [createFix("Change to the provider's ARN", 'widens', () => replaceValue(source, value, arn), { preferred: true, fixAll: false })];
}
