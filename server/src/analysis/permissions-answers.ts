/** What the facade answers about who may do what: plain data with offsets. */
import type { AccessCounts } from '../grants/effective.ts';
import type { OriginKind, PrincipalKind } from '../grants/model.ts';
import type { PlainStatement } from '../grants/plain-statements.ts';
import type { Dialect } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import type { Place } from './answers.ts';

export interface Permissions {
  /** `foreign`: it holds neither a policy nor a template; `policy`: it is a policy, which belongs to nobody yet. */
  readonly kind: 'template' | 'policy' | 'foreign';
  readonly dialect: Dialect | undefined;
  /** Every function, state machine and role in the order they are written. */
  readonly principals: readonly PrincipalPermissions[];
  readonly reads: readonly string[];
  /** URIs that were not loaded yet: load them and ask again. */
  readonly wanted: readonly string[];
}

export interface PrincipalPermissions {
  readonly kind: PrincipalKind;
  /** In the template that is deployed. */
  readonly logicalId: string;
  /** Serverless: its name below `functions`. */
  readonly function?: string;
  readonly type: string;
  /** A framework makes it: it is not written. */
  readonly generated: boolean;
  readonly place: Place;
  /** Under which conditions there is such a principal. */
  readonly when: readonly Branch[];
  /** The roles that it acts by: the logical id, or what is written for a role outside of the template. Empty for a role. */
  readonly roles: readonly { readonly role: string; readonly when: readonly Branch[] }[];
  /** Permissions boundaries in `Fn::Sub` notation. */
  readonly boundaries: readonly { readonly boundary: string; readonly known: boolean; readonly when: readonly Branch[] }[];
  /** ARNs in `Fn::Sub` notation. */
  readonly managedPolicies: readonly string[];
  readonly statements: readonly PermissionStatement[];
  /** Why more may be granted than `statements` says; empty: that is all. No trailing period. */
  readonly unknown: readonly { readonly reason: string; readonly place: Place }[];
  /** That of `unknown` for which nothing is known at all: its role is not in the template. */
  readonly nothingKnown?: string;
  /** Of what is left of it within the boundary. */
  readonly totals: PermissionTotals;
}

export interface PermissionStatement extends PlainStatement {
  readonly origin: PermissionOrigin;
}

export interface PermissionOrigin {
  readonly kind: OriginKind | 'boundary' | 'resource-policy';
  readonly name?: string;
  /** Of a managed policy that a framework attaches by itself: what for. */
  readonly addedFor?: string;
  /** Keys and indices from the root of the file that `place` is in. */
  readonly path: readonly (string | number)[];
  readonly place: Place;
}

export type PermissionTotals = AccessCounts;
