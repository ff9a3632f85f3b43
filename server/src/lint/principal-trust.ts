/** Which actions of STS let which kind of principal assume a role. Facts: AWS STS API Reference and IAM User Guide, "Creating roles", 2026-11. */
import type { Policy, Statement, Value } from '../policy/model.ts';
import type { Node } from '../syntax/node.ts';
import { literalText } from '../template/text.ts';
import type { PrincipalValue } from './principal.ts';
import { isAnyone, principalValues, providerOf } from './principal.ts';
import { effectOf } from './statement.ts';

/** The action by which a principal assumes a role; `any` where its kind is not known. */
export type TrustAction = 'sts:AssumeRole' | 'sts:AssumeRoleWithSAML' | 'sts:AssumeRoleWithWebIdentity';

/** Actions that a trust policy takes: those by which a role is assumed, and those that go with them. */
export const TRUST_ACTIONS: readonly string[] = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
];

/** An action of a statement that is written out. */
export interface WrittenAction {
  readonly value: Value;
  readonly written: string;
  /** In the spelling of `TRUST_ACTIONS`; absent for any other, and for a pattern. */
  readonly known?: string;
}

export function writtenActions(statement: Statement): readonly WrittenAction[] {
  return (statement.action?.values ?? []).flatMap((value): readonly WrittenAction[] => {
    const written = literalText(value.text);
    if (written === undefined) return [];
    const known = TRUST_ACTIONS.find((name) => name.toLowerCase() === written.toLowerCase());
    return [known === undefined ? { value, written } : { value, written, known }];
  });
}

/** The actions by which the principal can assume a role, the usual one first. */
export function trustActionsOf(found: PrincipalValue, propertiesOf: (logicalId: string) => Node | undefined): readonly TrustAction[] {
  // What stands without a key is everybody, or a symbol that may be anything.
  if (isAnyone(found) || found.group.key === undefined)
    return ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];
  switch (found.group.type) {
    case 'AWS':
    case 'Service':
      return ['sts:AssumeRole'];
    case 'Federated': {
      const { kind } = providerOf(found.value.text, propertiesOf);
      if (kind === 'saml') return ['sts:AssumeRoleWithSAML'];
      return kind === 'oidc' ? ['sts:AssumeRoleWithWebIdentity'] : ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];
    }
    default:
      return ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];
  }
}

/** Actions that the policy allows a service, over all its statements; `undefined` where that is not known. */
export function actionsForService({ statements, complete }: Policy, service: string): ReadonlySet<string> | undefined {
  const actions = new Set<string>();
  if (!complete || statements.length > MOST_STATEMENTS) return undefined;
  for (const statement of statements) {
    const isNamed = principalValues(statement.principal).some(({ written }) => written === service);
    if (!isNamed || effectOf(statement) === 'Deny') continue;
    const { action } = statement;
    const written = writtenActions(statement);
    if (action?.complete !== true || written.length < action.values.length || written.some(({ written: text }) => /[*?]/.test(text)))
      return undefined;
    for (const { known } of written) if (known !== undefined) actions.add(known);
  }
  return actions;
}

/** No trust policy has more, which IAM limits to 4,096 characters. */
const MOST_STATEMENTS = 100;

/** Whether a web identity provider is that of GitHub Actions, an enterprise's own included (docs.github.com, "OpenID Connect reference", 2026-11). */
export function isGitHub(host: string): boolean {
  return host.toLowerCase().split('/')[0] === 'token.actions.githubusercontent.com';
}
