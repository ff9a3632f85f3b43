import type { Principal } from '../grants/model.ts';

/** The functions and state machines that act by each role, by the role's logical id. */
export function findActing(principals: readonly Principal[]): ReadonlyMap<string, readonly Principal[]> {
  const acting = new Map<string, Principal[]>();
  for (const principal of principals) {
    for (const role of new Set(principal.roles.map(({ logicalId }) => logicalId))) {
      if (role === undefined) continue;
      const known = acting.get(role);
      if (known === undefined) acting.set(role, [principal]);
      else known.push(principal);
    }
  }
  return acting;
}

/** All but roles that a framework makes for one function or state machine, which are shown as that. */
export function isShown({ kind, generated, logicalId, range }: Principal, acting: ReadonlyMap<string, readonly Principal[]>): boolean {
  if (kind !== 'role' || !generated) return true;
  const [only, ...others] = acting.get(logicalId) ?? [];
  return only === undefined || others.length > 0 || only.range.unit !== range.unit || only.range.start !== range.start;
}
