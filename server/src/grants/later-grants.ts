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
  let found: FoundGrants | undefined;
  // What is left of an earlier version is let go of once it is used.
  let memory = previous;
  return {
    find() {
      found ??= findGrants(input, memory);
      memory = found.memory;
      return found.grants;
    },
    get memory() {
      return memory;
    },
  };
}
