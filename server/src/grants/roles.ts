import { haveSame } from '../template/align.ts';
import type { FoundPrincipal, Joined } from './acting.ts';
import { joinPrincipals } from './acting.ts';
import { findAttachments } from './cloudformation/attachments.ts';
import { findCloudFormationPrincipals } from './cloudformation/principals.ts';
import { findConnectors } from './connectors/connectors.ts';
import type { GrantsContext, GrantsInput, Recalled } from './context.ts';
import { makeContext } from './context.ts';
import { keepPrincipals } from './keep-principals.ts';
import { findMacros } from './macros.ts';
import type { Grants } from './model.ts';
import { findResourcePolicies } from './resource-policies.ts';
import { findSamPermissions } from './sam/permissions.ts';
import { findSamPrincipals } from './sam/principals.ts';
import type { InputMemory } from './serverless/input.ts';
import { resolveInput } from './serverless/input.ts';
import { findServerlessPrincipals } from './serverless/principals.ts';
import { findServerlessUrls } from './serverless/urls.ts';

export interface FoundGrants {
  readonly grants: Grants;
  /** For the next version of the document. */
  readonly memory: GrantsMemory;
}

/** What finding the principals of a document leaves for its next version; the result is the same without. */
export interface GrantsMemory {
  readonly recalled: Recalled;
  readonly joined: Joined;
  readonly grants: Grants;
  /** Of a service of Serverless. */
  readonly resolved?: InputMemory;
}

/**
 * Every function, state machine and role of a template with its effective policy. A principal of which nothing has changed is the same object as
 * in the version before.
 */
export function findGrants(input: GrantsInput, previous?: GrantsMemory): FoundGrants {
  const { input: resolved, memory, isOther } = resolveInput(input, previous?.resolved);
  const { context, recalled } = makeContext(resolved, isOther ? undefined : previous?.recalled);
  const { attachments, policies } = findConnectors(context);
  const joined = joinPrincipals(
    { found: findPrincipals(context), attachments: [...findAttachments(context), ...attachments], everywhere: findMacros(context) },
    previous?.joined,
  );
  const principals = keepPrincipals(previous?.grants.principals, previous?.joined.principals, joined.principals);
  const ofUrls = context.template.dialect === 'serverless' ? findServerlessUrls(context) : [];
  const standing = [...findResourcePolicies(context), ...findSamPermissions(context), ...ofUrls, ...policies];
  const resourcePolicies =
    previous !== undefined && haveSame(previous.grants.resourcePolicies, standing) ? previous.grants.resourcePolicies : standing;
  const grants: Grants = { principals, resourcePolicies };
  return { grants, memory: { recalled, joined, grants, ...(memory && { resolved: memory }) } };
}

/** Each at its own entry; `joinPrincipals` adds what stands elsewhere. */
function findPrincipals(context: GrantsContext): readonly FoundPrincipal[] {
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
