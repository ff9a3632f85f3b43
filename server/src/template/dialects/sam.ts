import { findPair, findValue } from '../../syntax/node.ts';
import type { Collector } from '../collector.ts';
import { globalSections } from '../locations.ts';
import type { Entries } from '../sections.ts';
import { addEntry, addResourcePolicies } from './cloudformation.ts';

/** The policies of a SAM template: those of `Globals` first, as they stand, then those of its resources. */
export function addSamPolicies(collector: Collector, resources: Entries): void {
  for (const [section, { type, locations }] of Object.entries(globalSections)) {
    const pair = findPair(findValue(collector.tree, 'Globals'), section);
    if (pair === undefined) continue;
    addEntry(collector, pair, { name: `Globals.${section}`, type, range: pair.key.range }, pair.value, locations);
  }
  addResourcePolicies(collector, 'Resources 0', resources);
}
