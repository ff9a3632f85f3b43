import { findPair } from '../../syntax/node.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { Attachment } from '../acting.ts';
import { attachInline, nothingAttached } from '../attached.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import type { Origin } from '../model.ts';
import { readRoleUses } from '../role-uses.ts';
import { findUnreadPolicies } from '../unread-policies.ts';
import { conditionOf } from './principals.ts';

/** Resources that attach a policy to roles, and the property that names the roles (CloudFormation template reference, 2026-11). */
const ROLES: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::RolePolicy': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'Roles',
};

/** What resources of a template attach to its roles, in the order they are written by type. */
export function findAttachments(context: GrantsContext): readonly Attachment[] {
  return Object.entries(ROLES).flatMap(([type, property]) =>
    context.each(context.resourcesOf(type), `attached by ${type}`, [], (resource, reader) => readAttachment(reader, resource, property)),
  );
}

function readAttachment(reader: GrantsReader, resource: DeclaredResource, property: string): Attachment {
  const { logicalId, type, key, properties } = resource;
  const node = findPair(properties, property)?.value;
  const when = conditionOf(resource);
  const roles = node === undefined ? [] : readRoleUses(reader, node, when);
  const attached = nothingAttached();
  if (roles.length === 0) return { roles, ...attached };
  const isManaged = type === 'AWS::IAM::ManagedPolicy';
  const origin: Origin = { kind: isManaged ? 'customer-managed-policy' : 'attached-policy', name: logicalId, range: key.range };
  if (isManaged) attached.managed.push({ kind: 'template', text: `\${${logicalId}}`, name: logicalId, range: key.range, when: [] });
  for (const source of reader.sourcesOf(type, logicalId)) attachInline(attached, reader, source, origin);
  attached.unknown.push(...findUnreadPolicies(reader, resource));
  return { roles, ...attached };
}
