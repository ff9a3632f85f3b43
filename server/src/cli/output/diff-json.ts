import type { ChangedPermission, ChangedUse, PermissionChanges, UnknownDifference } from '../../analysis/permission-changes-answers.ts';
import type { JsonContext } from './permissions-json.ts';
import { encodeOrigin, encodeRange, encodeWhen } from './permissions-json.ts';

/** The two versions, each with what its places become lines and characters by. */
export interface DiffSides<T> {
  readonly before: T;
  readonly after: T;
}

/** The changes as JSON, of `schemas/permissions-diff.schema.json`; lines and characters from 0. */
export function renderDiffJson({ gained, lost, principals, resources }: PermissionChanges, sides: DiffSides<JsonContext>): string {
  const ofPrincipals = principals.map((principal) => ({
    logicalId: principal.logicalId,
    ...(principal.function === undefined ? {} : { function: principal.function }),
    type: principal.type,
    change: principal.change,
    ...encodeChanges(principal, sides, encodePermission),
  }));
  const ofResources = resources.map((resource) => ({
    ...(resource.logicalId === undefined ? {} : { logicalId: resource.logicalId }),
    ...(resource.type === undefined ? {} : { type: resource.type }),
    resource: resource.resource,
    ...encodeChanges(resource, sides, encodeUse),
  }));
  return `${JSON.stringify({ gained, lost, principals: ofPrincipals, resources: ofResources }, undefined, 2)}\n`;
}

interface Changes<T> {
  readonly gained: readonly T[];
  readonly lost: readonly T[];
  readonly unknown: readonly UnknownDifference[];
}

function encodeChanges<T>(
  { gained, lost, unknown }: Changes<T>,
  { before, after }: DiffSides<JsonContext>,
  encode: (one: T, context: JsonContext) => object,
): object {
  const open = unknown.map(({ about, reason, place }) => ({
    about,
    reason,
    range: encodeRange(place, about === 'gained' ? after : before),
  }));
  return {
    gained: gained.map((one) => encode(one, after)),
    lost: lost.map((one) => encode(one, before)),
    ...(open.length === 0 ? {} : { unknown: open }),
  };
}

function encodeUse(use: ChangedUse, context: JsonContext): object {
  const { principals, notPrincipals } = use;
  return {
    ...(principals === undefined ? {} : { principals }),
    ...(notPrincipals === undefined ? {} : { notPrincipals }),
    ...encodePermission(use, context),
  };
}

function encodePermission(permission: ChangedPermission, context: JsonContext): object {
  const { actions, count, resources, notResources, condition, when, certain, origin } = permission;
  return {
    actions,
    count,
    ...(resources === undefined ? {} : { resources }),
    ...(notResources === undefined ? {} : { notResources }),
    ...(condition === undefined ? {} : { condition }),
    ...encodeWhen(when),
    certain,
    origin: encodeOrigin(origin, context),
  };
}
