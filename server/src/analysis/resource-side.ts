import { arnsOfResource } from '../generate/resource-arns.ts';
import type { PlacedPolicy } from '../grants/access/model.ts';
import { mayAllow } from '../grants/access/parties.ts';
import type { Principal, ResourceUse } from '../grants/model.ts';
import type { Answer } from '../policy/answer.ts';
import { or } from '../policy/answer.ts';
import type { ArnPattern } from '../policy/arn.ts';
import { arnFromTokens, arnPattern, coversArn } from '../policy/arn.ts';
import { needsOwnPolicy } from '../policy/evaluate.ts';
import type { Token } from '../policy/glob.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Statement } from '../policy/model.ts';
import type { NamedResource } from '../policy/other-resource.ts';
import { namesAnother } from '../policy/other-resource.ts';
import type { Requester } from '../policy/request.ts';
import { accountOf } from '../policy/request.ts';
import { usesVariables } from '../policy/resource-set.ts';
import type { Template } from '../template/template.ts';
import type { Branch, Text } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import type { Document } from './document.ts';
import { readSub } from './read-sub.ts';

export interface ResourceSide {
  readonly document: Document;
  readonly catalog: KernelCatalog;
  readonly known: (text: Text) => Text;
  /** The resource of the template that is asked about. */
  readonly own?: NamedResource;
}

/**
 * The policies that the template puts on a resource, the trust policy of a role to be assumed among them; `unknown` where it has none, and the request
 * is one that needs one: of another account, for a KMS key, to assume a role.
 */
export function policiesOf(
  side: ResourceSide,
  action: string,
  resource: ArnPattern,
  requester: Requester,
): readonly PlacedPolicy[] | 'unknown' {
  const { grants } = side.document;
  const found: PlacedPolicy[] = [];
  for (const { on, policy, origin, when } of grants.resourcePolicies) {
    const about = isAbout(side, on, resource);
    const own = { policy, origin: { ...origin, kind: 'resource-policy' as const, name: on.logicalId ?? on.text } };
    if (about !== 'no') found.push({ ...own, when: about === 'yes' ? when : [...when, maybe(on, resource)] });
  }
  if (/^sts:assumerole/i.test(action)) {
    for (const role of grants.principals) found.push(...trustOf(side, role, resource));
  }
  const isElsewhere = 'arn' in requester && areDifferent(accountOf(requester.arn), accountOf(resource.text));
  return found.length === 0 && (isElsewhere || needsOwnPolicy({ action })) ? 'unknown' : found;
}

/** Resources that a role may be let use by their own policies, roles that it may be let assume among them: each once and 20 at most. */
export function openResources(side: ResourceSide, action: string): readonly ArnPattern[] {
  const { document, catalog, known } = side;
  const { resourcePolicies, principals } = document.grants;
  const roles = /^sts:assumerole/i.test(action) ? principals.filter(({ kind }) => kind === 'role') : [];
  const all = [
    ...resourcePolicies.map(({ on, policy }) => ({ on, policy })),
    ...roles.flatMap((role) => role.trust.map((policy) => ({ on: useOf(role), policy }))),
  ];
  const found = new Map<string, ArnPattern>();
  for (const { on, policy } of all) {
    const options = { variables: usesVariables(policy) };
    for (const statement of policy.statements) {
      if (!mayAllow(statement, action) || !namesRoles(statement)) continue;
      const values = statement.resource?.values.map(({ text }) => text) ?? [];
      const isAny = values.length === 0 || values.some((text) => literalText(text) === '*');
      for (const text of isAny ? arnsOf(catalog, document.template, on) : values) {
        const pattern = arnPattern(catalog, known(text), options);
        found.set(pattern.key, pattern);
      }
    }
  }
  return [...found.values()].slice(0, MAX_RESOURCES);
}

const MAX_RESOURCES = 20;

/** Whether a role can be among those whom a statement is about. */
function namesRoles({ principal, notPrincipal }: Statement): boolean {
  if (principal === undefined) return notPrincipal !== undefined;
  return !principal.complete || principal.groups.some(({ key, type }) => key === undefined || type === 'AWS');
}

function useOf({ logicalId, range }: Principal): ResourceUse {
  return { logicalId, type: 'AWS::IAM::Role', text: logicalId, range };
}

function trustOf(side: ResourceSide, role: Principal, resource: ArnPattern): readonly PlacedPolicy[] {
  const { kind, logicalId, trust, range, when } = role;
  const on = useOf(role);
  const about = kind === 'role' ? isAbout(side, on, resource) : 'no';
  if (about === 'no') return [];
  const origin = { kind: 'resource-policy', name: logicalId, range } as const;
  return trust.map((policy) => ({
    policy,
    origin,
    when: [...when, ...policy.source.when, ...(about === 'yes' ? [] : [maybe(on, resource)])],
  }));
}

/** Asked both ways, as a condition of the template is. */
function maybe({ logicalId, text }: ResourceUse, resource: ArnPattern): Branch {
  return { condition: `${resource.text} is ${logicalId ?? text}`, is: true };
}

function areDifferent(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && right !== undefined && left !== right;
}

/** Whether `resource` is what a policy stands on, or lies below it. */
function isAbout({ document, catalog, known, own }: ResourceSide, on: ResourceUse, resource: ArnPattern): Answer {
  const answers = arnsOf(catalog, document.template, on).map((text): Answer => {
    const { tokens } = arnPattern(catalog, known(text), { variables: false });
    const below = ['/', ':'].map((separator): readonly Token[] => [...tokens, { kind: 'literal', text: separator }, { kind: 'star' }]);
    const covers = or(...[tokens, ...below].map((one) => coversArn(arnFromTokens(one), resource)));
    return covers === 'unknown' && namesAnother(arnFromTokens(tokens), resource, own) ? 'no' : covers;
  });
  return or(...answers);
}

/** The ARNs that a resource can have, as it is referred to. */
function arnsOf(catalog: KernelCatalog, template: Template, { logicalId, type: written, text }: ResourceUse): readonly Text[] {
  const resource = logicalId === undefined ? undefined : template.scope.resources.get(logicalId);
  const type = catalog.cloudFormationType(resource?.type ?? written ?? '');
  if (resource !== undefined) return arnsOfResource(catalog, resource, type?.resourceTypes ?? []).map(({ sub }) => readSub(template, sub));
  if (text.includes(':') || type?.arnSub === undefined) return [readSub(template, text)];
  return [
    readSub(
      template,
      type.arnSub.replace(/\$\{Ref[^}]*\}/, () => text),
    ),
  ];
}
