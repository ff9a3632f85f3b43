import type { FoundPrincipal } from './acting.ts';
import { findCloudFormationPrincipals } from './cloudformation.ts';
import type { GrantsContext } from './context.ts';
import { actingOf, findFunction } from './serverless-acting.ts';
import { findAppSyncRoles } from './serverless-appsync.ts';
import { findCustomResourcesRole } from './serverless-custom-resources.ts';
import { extendRole, readExtensions } from './serverless-extensions.ts';
import { findFargateRoles } from './serverless-fargate.ts';
import { findMachineEventRoles } from './serverless-machine-events.ts';
import { findOwnRole, ownRoleInputs } from './serverless-own-role.ts';
import { readService } from './serverless-service.ts';
import { findSharedRole } from './serverless-shared-role.ts';
import { findStateMachines } from './serverless-state-machines.ts';

/** The principals of a service: its functions, the roles that the framework makes for them, and those of its resources. */
export function findServerlessPrincipals(context: GrantsContext): readonly FoundPrincipal[] {
  const service = readService(context.template);
  const inputs = ownRoleInputs(context, service);
  const functions = service.functions.flatMap((fn) => {
    const acting = actingOf(service, fn);
    const principal = findFunction(context, service, fn);
    return acting.kind === 'own' ? [principal, findOwnRole(context, service, fn, acting.by, inputs)] : [principal];
  });
  const made = [findSharedRole(context, service), findCustomResourcesRole(context, service)].filter((role) => role !== undefined);
  const machines = [...findStateMachines(context, service), ...findMachineEventRoles(context, service)];
  const plugins = [...findFargateRoles(context, service), ...findAppSyncRoles(context, service)];
  const extensions = readExtensions(context.template);
  const found = [...functions, ...made, ...machines, ...plugins].map((principal) =>
    principal.generated ? extendRole(context, principal, extensions) : principal,
  );
  const ids = new Set(found.map(({ logicalId }) => logicalId));
  return [...found, ...findCloudFormationPrincipals(context).filter(({ logicalId }) => !ids.has(logicalId))];
}
