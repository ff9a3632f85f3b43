import type { ChangedPermission, PermissionChanges } from '../../analysis/permission-changes-answers.ts';
import type { JsonContext } from './permissions-json.ts';
import { encodeOrigin, encodeRange, encodeWhen } from './permissions-json.ts';

/** The two versions, each with what its places become lines and characters by. */
export interface DiffSides<T> {
  readonly before: T;
  readonly after: T;
}

/** The changes as JSON, of `schemas/permissions-diff.schema.json`; lines and characters from 0. */
export function renderDiffJson({ gained, lost, principals }: PermissionChanges, { before, after }: DiffSides<JsonContext>): string {
  const encoded = principals.map((principal) => ({
    logicalId: principal.logicalId,
    ...(principal.function === undefined ? {} : { function: principal.function }),
    type: principal.type,
    change: principal.change,
    gained: principal.gained.map((one) => encodePermission(one, after)),
    lost: principal.lost.map((one) => encodePermission(one, before)),
    ...(principal.unknown.length === 0
      ? {}
      : {
          unknown: principal.unknown.map(({ about, reason, place }) => ({
            about,
            reason,
            range: encodeRange(place, about === 'gained' ? after : before),
          })),
        }),
  }));
  return `${JSON.stringify({ gained, lost, principals: encoded }, undefined, 2)}\n`;
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
