import { findCloudFormationPrincipals } from './cloudformation.ts';
import type { GrantsContext, GrantsInput, Recalled } from './context.ts';
import { makeContext } from './context.ts';
import { keepPrincipals } from './keep-principals.ts';
import type { Grants, Principal } from './model.ts';
import { findSamPrincipals } from './sam.ts';
import { findServerlessPrincipals } from './serverless.ts';

export interface FoundGrants {
  readonly grants: Grants;
  /** For the next version of the document. */
  readonly memory: GrantsMemory;
}

/** What finding the principals of a document leaves for its next version; the result is the same without. */
export interface GrantsMemory {
  readonly recalled: Recalled;
  readonly principals: readonly Principal[];
}

/**
 * Every function, state machine and role of a template with its effective policy. A principal of which nothing has changed is the same object as
 * in the version before.
 */
export function findGrants(input: GrantsInput, previous?: GrantsMemory): FoundGrants {
  const { context, recalled } = makeContext(input, previous?.recalled);
  const principals = keepPrincipals(previous?.principals, findPrincipals(context));
  return { grants: { principals }, memory: { recalled, principals } };
}

function findPrincipals(context: GrantsContext): readonly Principal[] {
  switch (context.template.dialect) {
    case 'sam':
      return findSamPrincipals(context);
    case 'cloudformation':
      return findCloudFormationPrincipals(context);
    case 'serverless':
      return findServerlessPrincipals(context);
    case 'policy':
      return [];
  }
}
