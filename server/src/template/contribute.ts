import type { Node } from '../syntax/node.ts';
import type { Collector } from './collector.ts';
import type { Contribution, Sink } from './contribution.ts';
import { finishSink, makeSink } from './contribution.ts';
import { followVariable, isSettled } from './fragments.ts';

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
