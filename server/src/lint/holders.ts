import type { Principal } from '../grants/model.ts';
import type { Policy } from '../policy/model.ts';

/**
 * A policy that is attached to no role of the template as far as its place says (a loose file, that of a user, a managed policy), as if somebody had it and
 * nothing else. `undefined` for the others: rules about all that is granted see their roles.
 */
export function holderOf(policy: Policy): Principal | undefined {
  const { owner } = policy.source;
  if (policy.kind !== 'identity' || !UNATTACHED.has(owner.type)) return undefined;
  const none = { managed: [], boundaries: [], trust: [], when: [], unknown: [], roles: [] };
  const granted = { policy, origin: { kind: 'inline', range: policy.range }, when: [] } as const;
  return { kind: 'role', logicalId: owner.name, type: owner.type, range: owner.range, generated: false, policies: [granted], ...none };
}

/** A loose policy has no type. */
const UNATTACHED: ReadonlySet<string> = new Set([
  '',
  'AWS::IAM::User',
  'AWS::IAM::Group',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::SSO::PermissionSet',
]);
