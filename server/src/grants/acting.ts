import { groupBy } from '../syntax/group-by.ts';
import { alignResults, haveSame } from '../template/align.ts';
import type { Branch } from '../template/text.ts';
import { areCompatible, joinBranches, shorten } from '../template/text.ts';
import type { Attached } from './attached.ts';
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

/** What principals are joined from. */
export interface JoinInput {
  /** Each as it is at its own entry. */
  readonly found: readonly FoundPrincipal[];
  readonly attachments: readonly Attachment[];
  /** What is attached to every role. */
  readonly everywhere: readonly Attachment[];
}

/** Principals with what the next version may keep of them. */
export interface Joined {
  readonly principals: readonly Principal[];
  readonly input: JoinInput;
  readonly naming: readonly FoundPrincipal[];
  readonly tables: Tables;
  /** Roles with all that is attached to them, by logical id. */
  readonly roles: ReadonlyMap<string, JoinedRole>;
  /** By the place of what is found; nothing for a role. */
  readonly acting: readonly (JoinedActing | undefined)[];
}

/** What all principals are joined by: the same object as in the version before while it says the same. */
interface Tables {
  /** Which roles have which name. */
  readonly names: RoleNames;
  readonly attached: AttachedRoles;
  readonly always: readonly AttachedTo[];
}

/**
 * Principals with all that is theirs: roles with what other entries attach to them, functions and state machines with what their roles have. Of what
 * acts by a role only `roles`, `when` and what is unknown of its role itself need be found at its own entry. A role that is named and not among `found` is
 * unknown.
 */
export function joinPrincipals(input: JoinInput, before: Joined | undefined): Joined {
  const { found } = input;
  const naming = found.filter(({ roleNames }) => roleNames !== undefined && roleNames.length > 0);
  const tables = makeTables(input, naming, before);
  if (before !== undefined && tables === before.tables && haveSame(found, before.input.found)) return before;
  const isSame = tables === before?.tables;
  const { roles, changed } = joinRoles(found, tables, before);
  const keptOf = alignResults(before && { items: before.input.found, results: before.acting }, found);
  const acting = found.map((principal, index) => {
    if (principal.kind === 'role') return undefined;
    const kept = keptOf(index);
    const isKept = isSame && kept !== undefined && !kept.roles.some((id) => changed.has(id));
    return isKept ? kept : actBy(principal, tables, roles, kept);
  });
  const principals = found.map((principal, index) => acting[index]?.principal ?? roles.get(principal.logicalId)?.role ?? principal);
  return { principals, input, naming, tables, roles, acting };
}

function makeTables({ attachments, everywhere }: JoinInput, naming: readonly FoundPrincipal[], before: Joined | undefined): Tables {
  if (before !== undefined && nameTheSame(before.naming, naming)) {
    if (haveSame(before.input.attachments, attachments) && haveSame(before.input.everywhere, everywhere)) return before.tables;
  }
  const names = nameRoles(naming);
  const uses = attachments.flatMap((attachment) =>
    attachment.roles.flatMap((one) => rolesOf(one, names).map((use) => ({ key: roleKey(use), attachment, when: use.when }))),
  );
  // Roles that are not of this template too.
  const attached: AttachedRoles = groupBy(uses, ({ key }) => key);
  return { names, attached, always: everywhere.map((attachment) => ({ attachment, when: [] })) };
}

/** Whether the same roles have the same names. */
function nameTheSame(left: readonly FoundPrincipal[], right: readonly FoundPrincipal[]): boolean {
  return left.length === right.length && left.every((principal, index) => isNamedLike(principal, right[index]));
}

function isNamedLike(left: FoundPrincipal, right: FoundPrincipal | undefined): boolean {
  if (left === right) return true;
  const [ofLeft, ofRight] = [left.roleNames ?? [], right?.roleNames ?? []];
  if (left.logicalId !== right?.logicalId || left.when.length + right.when.length > 0 || ofLeft.length !== ofRight.length) return false;
  return ofLeft.every(({ name, when }, index) => name === ofRight[index]?.name && when.length + ofRight[index].when.length === 0);
}

interface JoinedRole {
  readonly role: FoundPrincipal;
  /** As it is found, and what is attached to it from elsewhere. */
  readonly found: FoundPrincipal;
  readonly attached: readonly AttachedTo[];
}

interface JoinedRoles {
  /** By logical id; of two of one id the last. */
  readonly roles: ReadonlyMap<string, JoinedRole>;
  /** Ids of those that are not what they were in the version before. */
  readonly changed: ReadonlySet<string>;
}

function joinRoles(found: readonly FoundPrincipal[], tables: Tables, before: Joined | undefined): JoinedRoles {
  const roles = new Map<string, JoinedRole>();
  const changed = new Set<string>();
  for (const principal of found) {
    if (principal.kind !== 'role') continue;
    const { logicalId } = principal;
    const known = before?.roles.get(logicalId);
    const joined = joinRole(principal, tables, known, tables === before?.tables);
    roles.set(logicalId, joined);
    if (joined === known) changed.delete(logicalId);
    else changed.add(logicalId);
  }
  if (before !== undefined) for (const id of before.roles.keys()) if (!roles.has(id)) changed.add(id);
  return { roles, changed };
}

function joinRole(found: FoundPrincipal, { attached, always }: Tables, known: JoinedRole | undefined, isSame: boolean): JoinedRole {
  if (isSame && known?.found === found) return known;
  const own = [...(attached.get(roleKey({ logicalId: found.logicalId, text: '' })) ?? []), ...always];
  if (known?.found === found && haveSame(inputsOf(known.attached), inputsOf(own))) return known;
  return { role: own.length === 0 ? found : { ...found, ...withAttached(found, own) }, found, attached: own };
}

interface AttachedTo {
  readonly attachment: Attachment;
  readonly when: readonly Branch[];
}

/** By what `roleKey` says of the roles. */
type AttachedRoles = ReadonlyMap<string, readonly AttachedTo[]>;

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

/** What acts by roles, with all that they have. */
interface JoinedActing {
  readonly principal: Principal;
  /** Logical ids of the roles. */
  readonly roles: readonly string[];
  readonly by: readonly unknown[];
}

function actBy(
  found: FoundPrincipal,
  { names, attached }: Tables,
  roles: ReadonlyMap<string, JoinedRole>,
  known: JoinedActing | undefined,
): JoinedActing {
  const uses = found.roles
    .flatMap((use) => rolesOf(use, names))
    .map((use): ActingUse => {
      const role = use.logicalId === undefined ? undefined : roles.get(use.logicalId)?.role;
      return { use, role, attached: role === undefined ? attached.get(roleKey(use)) : undefined };
    });
  const by = uses.flatMap(({ use, role, attached: others = [] }) => [use.logicalId, ...use.when, role, ...inputsOf(others)]);
  if (known !== undefined && haveSame(known.by, by)) return known;
  const granted = uses.map((use) => grantedBy(use));
  const principal: Principal = {
    ...found,
    roles: uses.map(({ use }) => use),
    policies: together(granted.map(({ policies }) => policies)),
    managed: together(granted.map(({ managed }) => managed)),
    boundaries: together(uses.map(({ use, role }) => under(role?.boundaries ?? [], use.when))),
    unknown: together([found.unknown.filter(({ about }) => about === 'role'), ...granted.map(({ unknown }) => unknown)]),
  };
  return { principal, roles: uses.flatMap(({ use }) => use.logicalId ?? []), by };
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
