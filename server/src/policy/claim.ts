import type { PolicySource } from '../template/template.ts';
import { countActions, emptyActions, unionActions } from './action-set.ts';
import type { Answer } from './answer.ts';
import { and, not, or } from './answer.ts';
import type { Piece } from './difference.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Policy } from './model.ts';
import type { PolicyChange } from './policy-change.ts';
import { comparePolicies } from './policy-change.ts';
import { isRepaired } from './repair.ts';

/** What an edit says it does to the permissions: as `Effect` of a fix (`semantics.md` 3). */
export type Claim = 'equal' | 'narrows' | 'repairs' | 'widens';

/** How the permissions of a template differ, on Allow minus Deny, over the catalogue of its date. */
export interface Comparison {
  readonly lost: Answer;
  readonly gained: Answer;
  /** One for each group of policies that differs, and for each deployment (branches of `Fn::If`) of it. */
  readonly changes: readonly PolicyChange[];
}

/**
 * Compares what policies grant. Identity policies of one owner are taken together; a trust, resource or boundary policy is compared with
 * the one in its place. `sources` are those of the template: a managed policy or a policy template is there or not, an entry with
 * `PolicyDocument` around it grants nothing.
 */
export function compareGrants(
  catalog: KernelCatalog,
  before: readonly Policy[],
  after: readonly Policy[],
  beforeSources: readonly PolicySource[] = [],
  afterSources: readonly PolicySource[] = [],
): Comparison {
  const changes = comparePolicies(catalog, { policies: before, sources: beforeSources }, { policies: after, sources: afterSources });
  return { lost: or(...changes.map(({ lost }) => lost)), gained: or(...changes.map(({ gained }) => gained)), changes };
}

/**
 * Whether the edit that made `after` of `before` keeps its claim.
 *
 * - `equal`: nothing lost, nothing gained.
 * - `narrows`: nothing gained.
 * - `repairs`: nothing lost, and all that is gained is an action that the author wrote in an Allow where no resource admits it, on a
 *   resource that is named there.
 * - `widens`: always.
 *
 * A Deny that shrinks is a gain, though nothing here allows what it denied (`semantics.md` 3).
 */
export function holds(
  catalog: KernelCatalog,
  claim: Claim,
  before: readonly Policy[],
  after: readonly Policy[],
  beforeSources: readonly PolicySource[] = [],
  afterSources: readonly PolicySource[] = [],
): Answer {
  if (claim === 'widens') return 'yes';
  const { lost, gained, changes } = compareGrants(catalog, before, after, beforeSources, afterSources);
  const keptDenied = not(or(...changes.map(({ freed }) => freed)));
  if (claim === 'narrows') return and(keptDenied, not(gained));
  const same = and(keptDenied, not(or(...changes.map(({ forbidden }) => forbidden))), not(lost));
  return claim === 'equal' ? and(same, not(gained)) : and(same, ...changes.map((change) => isRepaired(catalog, change)));
}

export interface ChangeCounts {
  /** Actions of the catalogue of which something is lost or gained, on some resource. */
  readonly lost: number;
  readonly gained: number;
}

/** How many actions a comparison is about. */
export function describeChange(catalog: KernelCatalog, comparison: Comparison): ChangeCounts {
  const count = (pieces: readonly Piece[]): number =>
    countActions(unionActions(emptyActions(catalog), ...pieces.flatMap(({ actions }) => ('words' in actions ? [actions] : []))));
  return {
    lost: count(comparison.changes.flatMap(({ lostPieces }) => lostPieces)),
    gained: count(comparison.changes.flatMap(({ gainedPieces }) => gainedPieces)),
  };
}
