/** What the facade answers about two versions of a template: plain data with offsets. */
import type { PlainStatement } from '../grants/plain-statements.ts';
import type { Place } from './answers.ts';
import type { PermissionOrigin, PrincipalPermissions } from './permissions-answers.ts';

export interface PermissionChanges {
  /** Whether something is gained, or may be. */
  readonly gained: boolean;
  readonly lost: boolean;
  /** Those of whom something differs. */
  readonly principals: readonly PrincipalDifference[];
  /** Those that others may do something else with: by their policies, roles by who may assume them. */
  readonly resources: readonly ResourceDifference[];
}

export interface PrincipalDifference extends Pick<PrincipalPermissions, 'kind' | 'logicalId' | 'function' | 'type'> {
  readonly change: 'added' | 'removed' | 'changed';
  readonly gained: readonly ChangedPermission[];
  readonly lost: readonly ChangedPermission[];
  readonly unknown: readonly UnknownDifference[];
}

export interface ResourceDifference {
  /** Where it is one of the template. */
  readonly logicalId?: string;
  readonly type?: string;
  /** Its logical id, or what is written where it is none of the template, in `Fn::Sub` notation. */
  readonly resource: string;
  readonly gained: readonly ChangedUse[];
  readonly lost: readonly ChangedUse[];
  readonly unknown: readonly UnknownDifference[];
}

/** What may be gained or lost by what is not known on one side. */
export interface UnknownDifference {
  readonly about: 'gained' | 'lost';
  readonly reason: string;
  readonly place: Place;
}

/** What others may do with a resource. Without `resources` and `notResources` it is on the resource itself. */
export interface ChangedUse extends ChangedPermission, Pick<PlainStatement, 'principals' | 'notPrincipals'> {}

export interface ChangedPermission extends Pick<PlainStatement, 'resources' | 'notResources' | 'condition' | 'when'> {
  /** Patterns that together match exactly the actions, over the catalogue of its date. */
  readonly actions: readonly string[];
  /** How many actions of the catalogue they are. */
  readonly count: number;
  /** False where it depends on what is not known. */
  readonly certain: boolean;
  /** Of what gives it, in the version that has it. */
  readonly origin: PermissionOrigin;
}
