import type { Policy } from '../policy/model.ts';
import { unreadOf } from '../policy/opaque.ts';
import type { Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Template } from '../template/template.ts';
import { isDeclared } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import type { GrantedPolicy, Grants, ResourceUse } from './model.ts';
import { renderSub } from './render.ts';

/** A resource with all that says who else may use it. */
export interface PolicedResource {
  /** Where it is one of the template. */
  readonly logicalId?: string;
  readonly type?: string;
  /** Its logical id, or what is written where it is none of the template. */
  readonly text: string;
  /** Its policies; of a role its trust policy. */
  readonly policies: readonly GrantedPolicy[];
  /** Why somebody else may use it too; equal where `key` is. */
  readonly unknown: readonly OpenUse[];
}

export interface OpenUse {
  readonly key: string;
  /** No trailing period. */
  readonly reason: string;
  readonly range: Range;
}

/** The resources that policies stand on, roles with a trust policy, and URLs of functions: by a key that is equal for one resource in two versions. */
export function findPolicedResources({ resourcePolicies, principals }: Grants, template: Template): ReadonlyMap<string, PolicedResource> {
  const found = new Map<string, PolicedResource>();
  const add = (
    on: Pick<ResourceUse, 'logicalId' | 'type' | 'text'>,
    policies: readonly GrantedPolicy[],
    unknown: readonly OpenUse[],
  ): void => {
    const key = on.logicalId ?? `${on.type ?? ''} ${on.text}`;
    const known = found.get(key) ?? {
      ...(on.logicalId === undefined ? {} : { logicalId: on.logicalId }),
      ...(on.type === undefined ? {} : { type: on.type }),
      text: on.logicalId ?? on.text,
      policies: [],
      unknown: [],
    };
    found.set(key, { ...known, policies: [...known.policies, ...policies], unknown: [...known.unknown, ...unknown] });
  };
  for (const { on, policy, origin, when } of resourcePolicies) add(on, [{ policy, origin, when }], unreadIn(policy, origin.range));
  for (const { logicalId, type, trust, when, generated, range } of principals) {
    const origin = { kind: generated ? ('framework' as const) : ('inline' as const), range };
    for (const policy of trust) add({ logicalId, type, text: logicalId }, [{ policy, origin, when }], unreadIn(policy, range));
  }
  for (const resource of template.scope.resources.values()) {
    if (resource.type !== 'AWS::Lambda::Url' || !isDeclared(resource)) continue;
    const { logicalId, type } = resource;
    const open = openUrl(resource, template);
    if (open !== undefined) add({ logicalId, type, text: logicalId }, [], [open]);
  }
  return found;
}

function unreadIn(policy: Policy, range: Range): readonly OpenUse[] {
  if (policy.complete) return [];
  return [{ key: `unread ${unreadOf([policy])}`, reason: 'its policy comes from what cannot be read here', range }];
}

/** A URL lets nobody in by itself: a policy of the function does, of one without authorization mostly everybody. */
function openUrl({ properties, key }: DeclaredResource, template: Template): OpenUse | undefined {
  const node = findPair(properties, 'AuthType')?.value;
  const text = node === undefined ? undefined : readText(node, template);
  if (text === undefined || literalText(text) === 'AWS_IAM') return undefined;
  const written = renderSub(text);
  const does = literalText(text) === undefined ? 'may ask' : 'asks';
  return { key: `url ${written}`, reason: `the URL ${does} for no authorization (AuthType ${written})`, range: node?.outer ?? key.range };
}

/** Branches that what a resource's policies say stands under. */
export function whensOf({ policies }: PolicedResource): readonly (readonly Branch[])[] {
  return policies.flatMap(({ when, policy }) => [when, policy.source.when]);
}
