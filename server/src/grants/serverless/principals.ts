import type { FoundPrincipal } from '../acting.ts';
import { findCloudFormationPrincipals } from '../cloudformation/principals.ts';
import type { GrantsContext } from '../context.ts';
import { actingInputs, readFunction } from './acting.ts';
import { findAppSyncRoles } from './appsync.ts';
import { findCustomResourcesRole } from './custom-resources.ts';
import { extendRole, readExtensions } from './extensions.ts';
import { findFargateRoles } from './fargate.ts';
import { findMachineEventRoles } from './machine-events.ts';
import { findOwnRoles } from './own-role.ts';
import { serviceOf } from './service.ts';
import { findSharedRole } from './shared-role.ts';
import { findStateMachines } from './state-machines.ts';

/** The principals of a service: its functions, the roles that the framework makes for them, and those of its resources. */
export function findServerlessPrincipals(context: GrantsContext): readonly FoundPrincipal[] {
  const service = serviceOf(context);
  const acting = context.each(service.functions, 'functions', actingInputs(service), (fn, reader) => readFunction(reader, service, fn));
  const own = findOwnRoles(context, service);
  const functions: FoundPrincipal[] = [];
  for (const [index, principal] of acting.entries()) {
    const role = own[index];
    functions.push(principal);
    if (role !== undefined) functions.push(role);
  }
  const made = [findSharedRole(context, service), findCustomResourcesRole(context, service)].filter((role) => role !== undefined);
  const machines = [...findStateMachines(context, service), ...findMachineEventRoles(context, service)];
  const plugins = [...findFargateRoles(context, service), ...findAppSyncRoles(context, service)];
  const extensions = readExtensions(context.template);
  const found = [...functions, ...made, ...machines, ...plugins].map((principal) =>
    principal.generated ? extendRole(context, principal, extensions) : principal,
  );
  const written = findCloudFormationPrincipals(context);
  if (written.length === 0) return found;
  const ids = new Set(found.map(({ logicalId }) => logicalId));
  return [...found, ...written.filter(({ logicalId }) => !ids.has(logicalId))];
}
