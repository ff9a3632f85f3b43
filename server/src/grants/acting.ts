import { groupBy } from '../syntax/group-by.ts';
import type { Branch } from '../template/text.ts';
import { areCompatible, joinBranches, shorten } from '../template/text.ts';
import type { Attached } from './attached.ts';
import type { GrantsContext } from './context.ts';
import type { GivenName } from './given-names.ts';
import type { Principal, RoleUse, UnknownGrant } from './model.ts';
import type { RoleNames } from './role-names.ts';
import { nameRoles, roleKey, rolesOf } from './role-names.ts';

/** A principal as it is found at its own entry. */
export interface FoundPrincipal extends Principal {
  /** Of a role: the names that it is given. */
  readonly roleNames?: readonly GivenName[];
}

/** What another entry attaches to roles: an `AWS::IAM::Policy`, a connector. */
export interface Attachment extends Attached {
  readonly roles: readonly RoleUse[];
}

/**
 * Principals with all that is theirs: roles with what other entries attach to them, functions and state machines with what their roles have. Of what
 * acts by a role only `roles`, `when` and what is unknown of its role itself need be found at its own entry. A role that is named and not among `found` is
 * unknown.
 */
export function joinPrincipals(
  context: GrantsContext,
  found: readonly FoundPrincipal[],
  attachments: readonly Attachment[],
  /** What is attached to every role. */
  everywhere: readonly Attachment[] = [],
): readonly Principal[] {
  const names = nameRoles(found);
  const uses = attachments.flatMap((attachment) =>
    attachment.roles.flatMap((one) => rolesOf(one, names).map((use) => ({ key: roleKey(use), attachment, when: use.when }))),
  );
  // Roles that are not of this template too.
  const attached: AttachedRoles = groupBy(uses, ({ key }) => key);
  const always = everywhere.map((attachment): AttachedTo => ({ attachment, when: [] }));
  const roles = new Map<string, FoundPrincipal>();
  for (const principal of found) {
    if (principal.kind === 'role')
      roles.set(
        principal.logicalId,
        joinAttached(context, principal, [...(attached.get(roleKey({ logicalId: principal.logicalId, text: '' })) ?? []), ...always]),
      );
  }
  return found.map((principal) =>
    principal.kind === 'role' ? (roles.get(principal.logicalId) ?? principal) : actBy(context, principal, { byId: roles, names, attached }),
  );
}

interface AttachedTo {
  readonly attachment: Attachment;
  readonly when: readonly Branch[];
}

/** By what `roleKey` says of the roles. */
type AttachedRoles = ReadonlyMap<string, readonly AttachedTo[]>;

function joinAttached(context: GrantsContext, role: FoundPrincipal, attached: readonly AttachedTo[]): FoundPrincipal {
  if (attached.length === 0) return role;
  return context.recall(role, 'attached from elsewhere', inputsOf(attached), () => ({ ...role, ...withAttached(role, attached) }));
}

function inputsOf(attached: readonly AttachedTo[]): readonly unknown[] {
  return attached.flatMap(({ attachment, when }) => [attachment, ...when]);
}

type HasGrants = Pick<Principal, 'policies' | 'managed' | 'unknown'>;

function withAttached(role: HasGrants, attached: readonly AttachedTo[]): HasGrants {
  const policies = [...role.policies];
  const managed = [...role.managed];
  const unknown = [...role.unknown];
  for (const { attachment, when } of attached) {
    addNew(policies, under(attachment.policies, when), (left, right) => left.policy === right.policy);
    addNew(managed, under(attachment.managed, when), (left, right) => left.kind === 'template' && left.text === right.text);
    unknown.push(...attachment.unknown);
  }
  return { policies, managed, unknown };
}

/** Adds what is not attached already, wherever it would be. */
function addNew<T extends { readonly when: readonly Branch[] }>(
  list: T[],
  items: readonly T[],
  isEqual: (left: T, right: T) => boolean,
): void {
  const isThere = (item: T): boolean =>
    list.some((other) => isEqual(other, item) && joinBranches(item.when, other.when).length === item.when.length);
  for (const item of items) if (!isThere(item)) list.push(item);
}

interface Roles {
  readonly byId: ReadonlyMap<string, FoundPrincipal>;
  readonly names: RoleNames;
  readonly attached: AttachedRoles;
}

function actBy(context: GrantsContext, principal: FoundPrincipal, { byId, names, attached }: Roles): Principal {
  const uses = principal.roles
    .flatMap((use) => rolesOf(use, names))
    .map((use): ActingUse => {
      const role = use.logicalId === undefined ? undefined : byId.get(use.logicalId);
      return { use, role, attached: role === undefined ? attached.get(roleKey(use)) : undefined };
    });
  const by = uses.flatMap(({ use, role, attached: others = [] }) => [use.logicalId, ...use.when, role, ...inputsOf(others)]);
  return context.recall(principal, 'acting', by, () => {
    const granted = uses.map((use) => grantedBy(use));
    return {
      ...principal,
      roles: uses.map(({ use }) => use),
      policies: together(granted.map(({ policies }) => policies)),
      managed: together(granted.map(({ managed }) => managed)),
      boundaries: together(uses.map(({ use, role }) => under(role?.boundaries ?? [], use.when))),
      unknown: together([principal.unknown.filter(({ about }) => about === 'role'), ...granted.map(({ unknown }) => unknown)]),
    };
  });
}

/** One list of all: the list itself where only one has items, so that thousands of functions with one role hold it once. */
function together<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [first, ...others] = lists.filter((list) => list.length > 0);
  return first !== undefined && others.length === 0 ? first : lists.flat();
}

interface ActingUse {
  readonly use: RoleUse;
  /** Absent where it is none of this template; what is `attached` to it here is known all the same. */
  readonly role: FoundPrincipal | undefined;
  readonly attached: readonly AttachedTo[] | undefined;
}

function grantedBy({ use, role, attached = [] }: ActingUse): HasGrants {
  const { text, range, when } = use;
  const missing: UnknownGrant = { reason: `the role ${shorten(text)} is not in this template`, range, about: 'role' };
  const { policies, managed, unknown } = role ?? withAttached({ policies: [], managed: [], unknown: [missing] }, attached);
  return { policies: under(policies, when), managed: under(managed, when), unknown };
}

/** What is attached, under further branches; the same list where there are none, without what they rule out. */
function under<T extends { readonly when: readonly Branch[] }>(items: readonly T[], when: readonly Branch[]): readonly T[] {
  if (when.length === 0) return items;
  return items.flatMap((item) => (areCompatible(item.when, when) ? [{ ...item, when: joinBranches(when, item.when) }] : []));
}
