import type { Node, Pair } from '../syntax/node.ts';
import { makeAgain } from './align.ts';
import type { Collector } from './collector.ts';
import type { Contribution, Sink } from './contribution.ts';
import { finishSink, makeSink } from './contribution.ts';
import { followVariable, isSettled } from './fragments.ts';
import type { Entries } from './sections.ts';

/**
 * Adds what `find` finds below `root`: as an earlier version found it, where `root` is the same object and every variable followed stands for
 * the same. `key` tells places apart, `as` is all else that decides what is found.
 */
export function contribute(collector: Collector, key: Node, root: Node, as: string, find: () => void): void {
  const known = collector.context.previous?.contributions.get(key);
  const kept = known !== undefined && known.root === root && known.as === as && holds(collector, known);
  const contribution = kept ? known : finishSink(fill(collector, find), root, as);
  collector.contributions.push(contribution);
  collector.contributionsByKey.set(key, contribution);
}

/** The same for the entries of a section, `name`d for the next version. `find` answers whether an entry is one that may bring something. */
export function contributeEntries(collector: Collector, name: string, found: Entries, as: (pair: Pair) => (() => void) | undefined): void {
  const known = collector.context.previous?.sections.get(name);
  const make = (pair: Pair): Contribution | null => {
    const find = as(pair);
    return find === undefined ? null : finishSink(fill(collector, find), pair.value, '');
  };
  const before = known === undefined ? undefined : { items: known.entries.pairs, results: known.contributions };
  const again = makeAgain(before, found.pairs, make);
  const checked =
    known?.followed !== true
      ? again
      : again.map((one, index) => (one === null || holds(collector, one) ? one : makeAt(found, index, make)));
  let followed = false;
  for (const one of checked) {
    if (one === null) continue;
    collector.contributions.push(one);
    followed ||= one.followed.size > 0 || one.settlements.length > 0;
  }
  collector.sections.set(name, { entries: found, contributions: checked, followed });
}

function makeAt({ pairs }: Entries, index: number, make: (pair: Pair) => Contribution | null): Contribution | null {
  const pair = pairs[index];
  return pair === undefined ? null : make(pair);
}

function fill(collector: Collector, find: () => void): Sink {
  const outer = collector.sink;
  const sink = makeSink();
  collector.sink = sink;
  find();
  collector.sink = outer;
  return sink;
}

function holds(collector: Collector, { followed, settlements }: Contribution): boolean {
  for (const [content, target] of followed) if (followVariable(collector, content) !== target) return false;
  return settlements.every((settlement) => isSettled(collector, settlement));
}
