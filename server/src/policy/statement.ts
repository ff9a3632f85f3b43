import type { Answer } from './answer.ts';
import type { Presence } from './condition.ts';
import type { Piece } from './difference.ts';
import { findLost } from './difference.ts';
import type { Grant, ReadStatement } from './grant.ts';
import { always, grantsOf, readStatement } from './grant.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Policy, Statement } from './model.ts';

/** What the policies allow and deny, pair by pair of action and resource, all branches of `Fn::If` at once; `isPresent` chooses some. */
export function grants(catalog: KernelCatalog, policies: readonly Policy[], isPresent: Presence = always): readonly Grant[] {
  return policies.flatMap((policy) =>
    policy.statements.flatMap((statement) =>
      readStatement(catalog, policy, statement, isPresent).flatMap((read) => grantsOf(catalog, read)),
    ),
  );
}

/** Whether whatever the statement `right` allows or denies, `left` does too: every admitted pair under the same conditions or fewer. */
export function coversStatement(catalog: KernelCatalog, left: readonly [Policy, Statement], right: readonly [Policy, Statement]): Answer {
  const pieces = differenceOf(catalog, right, left);
  if (pieces.length === 0) return 'yes';
  return pieces.some(({ answer }) => answer === 'yes') ? 'no' : 'unknown';
}

/** What the statement `left` allows (or denies, if both do) and `right` does not. Of a Deny beside an Allow, all. */
export function differenceOf(
  catalog: KernelCatalog,
  left: readonly [Policy, Statement],
  right: readonly [Policy, Statement],
): readonly Piece[] {
  const [mine, others] = [left, right].map(([policy, statement]) => readStatement(catalog, policy, statement, always));
  const effect = mine?.[0]?.effect;
  const asAllow = (read: ReadStatement): readonly Grant[] => grantsOf(catalog, { ...read, effect: 'Allow' });
  return findLost((mine ?? []).flatMap(asAllow), (others ?? []).filter((read) => read.effect === effect).flatMap(asAllow));
}
