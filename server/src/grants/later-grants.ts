import type { GrantsInput } from './context.ts';
import type { Grants } from './model.ts';
import type { FoundGrants, GrantsMemory } from './roles.ts';
import { findGrants } from './roles.ts';

/** The grants of one version of a document, found once somebody asks for them. */
export class LaterGrants {
  // What they are found in, and what is left of an earlier version, is let go of once it is used: a version must not hold on to all before it.
  #state: { readonly input: GrantsInput; readonly memory: GrantsMemory | undefined } | FoundGrants;

  /** `previous` is what an earlier version left. */
  constructor(input: GrantsInput, previous: GrantsMemory | undefined) {
    this.#state = { input, memory: previous };
  }

  find(): Grants {
    if ('input' in this.#state) this.#state = findGrants(this.#state.input, this.#state.memory);
    return this.#state.grants;
  }

  /** For the next version: of the last one whose grants were asked for. */
  get memory(): GrantsMemory | undefined {
    return this.#state.memory;
  }
}
