/** What the facade answers about one request. */
import type { AccessUnknown } from '../grants/access/model.ts';
import type { DecidedBy } from '../policy/evaluate.ts';
import type { Doubt } from '../policy/evaluate-statement.ts';
import type { PermissionStatement, PrincipalPermissions } from './permissions-answers.ts';

export interface AccessRequestOptions {
  /** Who asks: principals of `Permissions`. */
  readonly principals: readonly Pick<PrincipalPermissions, 'kind' | 'logicalId'>[];
  /** `s3:PutObject`, without wildcards. */
  readonly action: string;
  /**
   * An ARN, in which `*` and `?` stand for what they do in a policy; the same in `Fn::Sub` notation; a resource of the template (`Bucket`); an attribute of one
   * (`Bucket.Arn`). Absent: on some resource.
   */
  readonly on?: string;
  /** Values of parameters, pseudo parameters and variables, by name: `Stage`, `AWS::AccountId`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Values of condition keys, by key in lower case. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  /** Whether a key that `context` lacks is absent from the request; else it is not known. */
  readonly wholeContext: boolean;
}

export type Access =
  | { readonly kind: 'answers'; readonly answers: readonly PrincipalAccess[]; readonly notes: readonly string[] }
  /** What is asked makes no sense; no trailing period. */
  | { readonly kind: 'wrong'; readonly reason: string };

export type AccessDecision = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unknown';

export interface PrincipalAccess {
  readonly logicalId: string;
  readonly function?: string;
  readonly decision: AccessDecision;
  /** Which part of the policies left it so. */
  readonly by: DecidedBy;
  /** What it is about, in `Fn::Sub` notation: of several resources those that have this decision. */
  readonly on: readonly string[];
  readonly statements: readonly DecidingPermission[];
  /** Conditions of `Fn::If` that it depends on. */
  readonly conditions: readonly string[];
  readonly unknown: readonly AccessUnknown[];
  /** Permissions boundaries that it has. */
  readonly boundaries: readonly string[];
}

export interface DecidingPermission extends PermissionStatement {
  /** Why it is unknown whether it applies; empty where it does. */
  readonly doubts: readonly Doubt[];
  /** Condition keys of it that the request does not tell. */
  readonly keys: readonly string[];
  /** Parameters, pseudo parameters and variables that its values depend on. */
  readonly parameters: readonly string[];
}
