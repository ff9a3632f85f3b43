import type { AccessCounts } from './effective.ts';
import type { Principal, UnknownGrant } from './model.ts';

/** Why nothing is known of what a principal may do: its role is not in the template. `undefined` where something is. */
export function whyNothingIsKnown({ actions }: AccessCounts, { unknown }: Principal): UnknownGrant | undefined {
  return actions === 0 ? unknown.find(({ about }) => about === 'role') : undefined;
}
