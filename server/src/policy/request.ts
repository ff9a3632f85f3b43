import type { ArnPattern } from './arn.ts';
import { arnFromTokens } from './arn.ts';
import type { Token } from './glob.ts';

/** Who asks. */
export type Requester =
  /** An IAM user, by the user's ARN. */
  | { readonly kind: 'user'; readonly arn: string }
  /**
   * A session of a role, by the role's ARN and, where it matters, the session's (`arn:aws:sts::…:assumed-role/Role/session`). `pattern`: what a template
   * says of the role's ARN; `arn` is '' then where that is all that is known. Of such a role any session may be asking.
   */
  | { readonly kind: 'role'; readonly arn: string; readonly session?: string; readonly pattern?: ArnPattern }
  /** A service of AWS: `lambda.amazonaws.com`. */
  | { readonly kind: 'service'; readonly name: string }
  /** An identity of a provider, who assumes a role: the provider as a trust policy names it. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' };

/** Values of one condition key in a request: `absent`, or not known to whoever asks. */
export type ContextValue = readonly string[] | 'absent' | 'unknown';

/** One call of an API, as IAM sees it. */
export interface AccessRequest {
  /** `s3:GetObject`, without wildcards. */
  readonly action: string;
  /** What it is about. `requestedArn` makes one of an ARN; a pattern of the template (`!GetAtt Bucket.Arn`) is one too. */
  readonly resource: ArnPattern;
  readonly requester: Requester;
  /** The account of the resource, 12 digits, where its ARN does not say it; absent: that of the requester. */
  readonly resourceAccount?: string;
  /** The values of a condition key, by its name in lower case: `aws:sourceip`, `aws:resourcetag/team`. */
  context(key: string): ContextValue;
}

/** A concrete ARN, or `*` for an action that takes no resource. Every character stands for itself. */
export function requestedArn(arn: string): ArnPattern {
  return arnFromTokens([{ kind: 'literal', text: arn }]);
}

/** A text that stands for itself in a comparison. */
export function literalToken(text: string): Token {
  return { kind: 'literal', text };
}

/** The account in an ARN; `undefined` where there is none. */
export function accountOf(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}
