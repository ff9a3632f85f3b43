import { findPair } from '../../syntax/node.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { Branch } from '../../template/text.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { Attached } from '../attached.ts';
import { attachInline, attachManaged, nothingAttached } from '../attached.ts';
import { boundaryUses } from '../boundary.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import { readNames } from '../given-names.ts';
import type { PrincipalKind } from '../model.ts';
import { readRoleUses } from '../role-uses.ts';
import { findUnreadPolicies } from '../unread-policies.ts';

/** The roles of a template, and what acts by a role, each as it is written at its own entry. */
export function findCloudFormationPrincipals(context: GrantsContext): readonly FoundPrincipal[] {
  return context.gather(context.declared, 'principals', [], (resource, reader) => {
    // A function of Serverless has no `Properties`: it is its own.
    return resource.node === resource.properties ? NONE : readCloudFormationPrincipal(reader, resource);
  });
}

/** The principal that a resource of CloudFormation is; none for most of them. */
export function readCloudFormationPrincipal(reader: GrantsReader, resource: DeclaredResource): readonly FoundPrincipal[] {
  if (resource.type === 'AWS::IAM::Role') return [readRole(reader, resource)];
  const acting = ACTING[resource.type];
  return acting === undefined ? NONE : [readActing(reader, resource, acting)];
}

const NONE: readonly FoundPrincipal[] = [];

interface Acting {
  readonly kind: PrincipalKind;
  /** The property that names the role. */
  readonly property: string;
}

/** What acts by a role that it names (CloudFormation template reference, 2026-11). */
const ACTING: Readonly<Record<string, Acting>> = {
  'AWS::Lambda::Function': { kind: 'function', property: 'Role' },
  'AWS::StepFunctions::StateMachine': { kind: 'state-machine', property: 'RoleArn' },
};

function readActing(reader: GrantsReader, resource: DeclaredResource, { kind, property }: Acting): FoundPrincipal {
  const { logicalId, type, key, properties } = resource;
  const node = findPair(properties, property)?.value;
  const roles = node === undefined ? [] : readRoleUses(reader, node);
  const unknown = roles.length > 0 ? [] : [{ reason: `it names no role (${property})`, range: key.range, about: 'role' } as const];
  const none = { policies: [], managed: [], boundaries: [], trust: [] };
  return { kind, logicalId, type, range: key.range, generated: false, roles, when: conditionOf(resource), unknown, ...none };
}

function readRole(reader: GrantsReader, resource: DeclaredResource): FoundPrincipal {
  const { logicalId, type, key, properties } = resource;
  const attached = nothingAttached();
  attachWritten(attached, reader, resource);
  attached.unknown.push(...findUnreadPolicies(reader, resource));
  return {
    kind: 'role',
    logicalId,
    type,
    range: key.range,
    generated: false,
    roles: [],
    ...attached,
    boundaries: boundaryUses(reader, findPair(properties, 'PermissionsBoundary')?.value),
    trust: reader.sourcesOf(type, logicalId, 'trust').flatMap((source) => reader.policyOf(source) ?? []),
    when: conditionOf(resource),
    roleNames: readNames(reader, findPair(properties, 'RoleName')?.value),
  };
}

function attachWritten(attached: Attached, reader: GrantsReader, { type, logicalId }: DeclaredResource): void {
  for (const source of reader.sourcesOf(type, logicalId, 'identity')) {
    if (source.kind === 'managed') attachManaged(attached, reader, source, false);
    else attachInline(attached, reader, source, { kind: 'inline', range: source.node.range });
  }
}

/** Under which conditions there is such a resource. */
export function conditionOf({ condition }: DeclaredResource): readonly Branch[] {
  return condition === undefined ? [] : [{ condition, is: true }];
}
