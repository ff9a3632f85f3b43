import type { FoundPrincipal } from './acting.ts';
import { findCloudFormationPrincipals } from './cloudformation.ts';
import type { GrantsContext } from './context.ts';
import { actingOf, findFunction } from './serverless-acting.ts';
import { findOwnRole } from './serverless-own-role.ts';
import { readService } from './serverless-service.ts';
import { findSharedRole } from './serverless-shared-role.ts';

/** The principals of a service: its functions, the roles that the framework makes for them, and those of its resources. */
export function findServerlessPrincipals(context: GrantsContext): readonly FoundPrincipal[] {
  const service = readService(context.template);
  const functions = service.functions.flatMap((fn) => {
    const acting = actingOf(service, fn);
    const principal = findFunction(context, service, fn);
    return acting.kind === 'own' ? [principal, findOwnRole(context, service, fn, acting.by)] : [principal];
  });
  const shared = findSharedRole(context, service);
  return [...functions, ...(shared === undefined ? [] : [shared]), ...findCloudFormationPrincipals(context)];
}
