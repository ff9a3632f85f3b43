/**
 * The elements of a policy and of a statement, with one line on each. Source: AWS IAM User Guide, "IAM JSON policy elements reference", as of
 * 2026-09.
 */
import type { PolicyKind } from '../catalog/catalog.ts';

export interface PolicyElement {
  readonly name: string;
  readonly summary: string;
}

export const POLICY_ELEMENTS: readonly PolicyElement[] = [
  { name: 'Version', summary: 'The version of the policy language: 2012-10-17. Without it, policy variables are plain text.' },
  { name: 'Id', summary: 'A name of the policy, which some services ask for.' },
  { name: 'Statement', summary: 'One statement or a list of them: what is allowed or denied.' },
];

/** In the order in which they are offered. */
export const STATEMENT_ELEMENTS: readonly PolicyElement[] = [
  { name: 'Effect', summary: 'Allow or Deny. A Deny wins over every Allow.' },
  {
    name: 'Principal',
    summary: 'Who it is about: AWS accounts and roles, services, federated users. Only in policies of resources and in trust policies.',
  },
  { name: 'Action', summary: 'The actions that it is about, as service:Action; * and ? match in names.' },
  { name: 'Resource', summary: 'The ARNs that it is about; * and ? match in them.' },
  { name: 'Condition', summary: 'When it applies: operators, condition keys and values. All must hold.' },
  { name: 'Sid', summary: 'A name of the statement, unique in its policy: letters and digits.' },
  { name: 'NotAction', summary: 'Every action but these. With Allow it grants all others, of every service.' },
  { name: 'NotResource', summary: 'Every resource but these.' },
  { name: 'NotPrincipal', summary: 'Everybody but these. AWS advises against it, above all with Allow.' },
];

/** The statement's elements that a policy of this kind admits: no principal in an identity policy, no resource in a trust policy. */
export function admittedElements(kind: PolicyKind): readonly PolicyElement[] {
  return STATEMENT_ELEMENTS.filter(({ name }) => {
    if (name === 'Principal' || name === 'NotPrincipal')
      return kind === 'trust' || kind === 'resource' || kind === 'endpoint' || kind === 'rcp' || kind === 'unknown';
    if (name === 'Resource' || name === 'NotResource') return kind !== 'trust';
    return true;
  });
}

/** Elements that exclude each other: one of each pair may stand in a statement. */
export function isExcluded(name: string, present: ReadonlySet<string>): boolean {
  const opposite = name.startsWith('Not') ? name.slice(3) : `Not${name}`;
  return present.has(name) || present.has(opposite);
}

export function findElement(name: string): PolicyElement | undefined {
  return [...POLICY_ELEMENTS, ...STATEMENT_ELEMENTS].find((element) => element.name.toLowerCase() === name.toLowerCase());
}
