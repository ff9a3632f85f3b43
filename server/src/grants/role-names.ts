import { groupBy } from '../syntax/group-by.ts';
import type { Branch } from '../template/text.ts';
import { areCompatible, joinBranches } from '../template/text.ts';
import type { GivenName } from './given-names.ts';
import { nameInArn } from './given-names.ts';
import type { RoleUse } from './model.ts';

interface NamingPrincipal {
  readonly logicalId: string;
  readonly roleNames?: readonly GivenName[];
  readonly when: readonly Branch[];
}

/** Logical ids of roles by the names that they are given. */
export type RoleNames = ReadonlyMap<string, readonly NamedRole[]>;

export interface NamedRole {
  readonly logicalId: string;
  /** Branches in which it has the name. */
  readonly when: readonly Branch[];
  /** Branches in which there is such a role. */
  readonly exists: readonly Branch[];
}

export function nameRoles(found: readonly NamingPrincipal[]): RoleNames {
  const named = found.flatMap(({ logicalId, roleNames = [], when: exists }) =>
    roleNames.map(({ name, when }) => ({ name, logicalId, when, exists })),
  );
  return groupBy(named, ({ name }) => name);
}

/** The roles that a use comes to: the one referred to, or those of its name; the use itself where nothing has the name. */
export function rolesOf(use: RoleUse, names: RoleNames): readonly RoleUse[] {
  if (use.logicalId !== undefined) return [use];
  const named = names.get(nameOf(use)) ?? [];
  if (named.length === 0) return [use];
  return named.flatMap(({ logicalId, when, exists }): readonly RoleUse[] => {
    // Without its only role there would be nothing to name; of several the conditions tell which it is.
    const under = named.length === 1 ? when : joinBranches(when, exists);
    return areCompatible(use.when, under) ? [{ ...use, logicalId, when: joinBranches(use.when, under) }] : [];
  });
}

/** What two uses of one role have in common: its logical id, or its name, which is no logical id. */
export function roleKey(use: Pick<RoleUse, 'logicalId' | 'text'>): string {
  return use.logicalId === undefined ? `name ${nameOf(use)}` : `id ${use.logicalId}`;
}

/** The name in an ARN; that of `${Role.Arn}` is `${Role}`. */
function nameOf({ text }: Pick<RoleUse, 'text'>): string {
  return nameInArn(text, 'role') ?? text.replace(/^\$\{(\w+)\.Arn\}$/, '${$1}');
}
