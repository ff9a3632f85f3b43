import type { GrantsInput } from './context.ts';
import type { Grants } from './model.ts';
import type { FoundGrants, GrantsMemory } from './roles.ts';
import { findGrants } from './roles.ts';

/** The grants of one version of a document, found once somebody asks for them. */
export interface LaterGrants {
  find(): Grants;
  /** For the next version: of the last one whose grants were asked for. */
  readonly memory: GrantsMemory | undefined;
}

export function findGrantsLater(input: GrantsInput, previous: GrantsMemory | undefined): LaterGrants {
  // What they are found in, and what is left of an earlier version, is let go of once it is used: a version must not hold on to all before it.
  let state: { readonly input: GrantsInput; readonly memory: GrantsMemory | undefined } | FoundGrants = { input, memory: previous };
  return {
    find() {
      if ('input' in state) state = findGrants(state.input, state.memory);
      return state.grants;
    },
    get memory() {
      return state.memory;
    },
  };
}
