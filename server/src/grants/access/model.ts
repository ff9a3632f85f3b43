import type { DecidedBy, Decision } from '../../policy/evaluate.ts';
import type { Doubt } from '../../policy/evaluate-statement.ts';
import type { Policy, Statement } from '../../policy/model.ts';
import type { NamedResource } from '../../policy/other-resource.ts';
import type { AccessRequest, Requester } from '../../policy/request.ts';
import type { Branch, Text, TextSymbol } from '../../template/text.ts';
import type { Origin, RoleUse } from '../model.ts';

/** A request that a principal of a template makes. */
export interface AccessQuestion extends Omit<AccessRequest, 'requester'> {
  /** Who asks, for the role that the principal acts by. */
  requesterOf(role: RoleUse | undefined): Requester;
  /** The policies of the resource that the template has; `unknown`: it has some that are not in the template, and they are needed. */
  readonly resourcePolicies: readonly PlacedPolicy[] | 'unknown';
  /** It is enough that some of `resource` may be used: what is denied on another part of it does not count. */
  readonly some?: true;
  /** The resource of the template that `resource` is, or lies below. */
  readonly own?: NamedResource;
  /** What is known of a value beyond what is written: that of a parameter, the name of a resource. */
  known(text: Text): Text;
}

/** A policy that has a say, with where it comes from. */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly when: readonly Branch[];
  readonly origin: Origin | DecidingOrigin;
}

/** Of what is not attached to the principal. */
export type DecidingOrigin = Omit<Origin, 'kind'> & { readonly kind: 'boundary' | 'resource-policy' };

export interface AccessAnswer {
  readonly decision: Decision;
  readonly by: DecidedBy;
  /** Those that decided, in any deployment. */
  readonly statements: readonly DecidingStatement[];
  /** Conditions of `Fn::If` that it depends on; the decision is unknown then, or a denial of different kinds. */
  readonly conditions: readonly string[];
  /** Beyond conditions, why it is not known. */
  readonly unknown: readonly AccessUnknown[];
}

export interface DecidingStatement {
  readonly statement: Statement;
  readonly placed: PlacedPolicy;
  /** Why it is unknown whether it applies; empty for one that applies. */
  readonly doubts: readonly Doubt[];
  /** Its condition keys that the request does not tell. */
  readonly keys: readonly string[];
  /** What its values hold that is not known. */
  readonly symbols: readonly TextSymbol[];
}

/** What is not in the template. */
export type AccessUnknown =
  /** More may be granted to the principal; `reason` as in `UnknownGrant`. */
  | { readonly kind: 'grant'; readonly reason: string }
  /** The document of its boundary. */
  | { readonly kind: 'boundary'; readonly text: string }
  /** The policy of the resource. */
  | { readonly kind: 'resource-policy' }
  /** Which of more deployments than can be gone through it is. */
  | { readonly kind: 'conditions'; readonly count: number };
