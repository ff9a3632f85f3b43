/**
 * Condition keys of every OpenID Connect provider in a trust policy: the provider's address, a colon and a claim
 * (`token.actions.githubusercontent.com:sub`). The data lists only those of a few providers, and not all of them.
 * Source: AWS's "IAM and AWS STS condition context keys" and the OpenID Connect core specification, from knowledge.
 * Date: 2026-11. Licence of this table: MIT.
 */

/** Claim → description. */
export const OIDC_CLAIMS: Readonly<Record<string, string>> = {
  amr: 'How the user was authenticated, as the provider states it',
  aud: 'Audience of the token: the client for which the provider issued it',
  azp: 'Party for which the provider issued the token',
  email: 'E-mail address in the token',
  oaud: 'Audience of the original token, with Google',
  sub: 'Subject of the token: who or what it was issued to',
};

/** How the address of a provider is written in a key: anything with a dot in it. */
export const OIDC_PROVIDER = '${Subdomain}.${Domain}';
