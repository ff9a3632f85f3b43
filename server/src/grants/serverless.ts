import { findCloudFormationPrincipals } from './cloudformation.ts';
import type { GrantsContext } from './context.ts';
import type { Principal } from './model.ts';

/** The principals of a service: its functions with the roles that the framework makes, and those of its resources. */
export function findServerlessPrincipals(context: GrantsContext): readonly Principal[] {
  return findCloudFormationPrincipals(context);
}
