import type { Node, ScalarNode } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { Owner } from '../../template/template.ts';
import type { UnknownGrant } from '../model.ts';
import { hasVariable, isOn } from './nodes.ts';
import type { Service } from './service.ts';

/** The owner of the provider's policies, as `locations.ts` finds them. */
export function providerOwner({ range }: Service): Owner {
  return { name: 'provider', type: 'AWS::IAM::Role', range };
}

/** Statements that all functions share; the old `iamRoleStatements` count where there are none of `iam.role`. */
export function providerStatements(provider: Node | undefined): Node | undefined {
  return firstOn(findValue(provider, 'iam', 'role', 'statements'), findPair(provider, 'iamRoleStatements')?.value);
}

/** Statements that a role of a function's own inherits: of `iam.role` wherever there is `iam`. */
export function inheritedStatements(provider: Node | undefined): Node | undefined {
  const iam = findPair(provider, 'iam')?.value;
  return iam === undefined || isOn(iam) === 'no' ? findPair(provider, 'iamRoleStatements')?.value : findValue(iam, 'role', 'statements');
}

export function managedOf(provider: Node | undefined): Node | undefined {
  return firstOn(findValue(provider, 'iam', 'role', 'managedPolicies'), findPair(provider, 'iamManagedPolicies')?.value);
}

/** The permissions boundary of the roles that are made, in all its spellings. */
export function providerBoundary(provider: Node | undefined): Node | undefined {
  return firstOn(
    findValue(provider, 'iam', 'role', 'permissionsBoundary'),
    findValue(provider, 'iam', 'role', 'permissionBoundary'),
    findPair(provider, 'rolePermissionsBoundary')?.value,
  );
}

/** The name of the shared role, in `Fn::Sub` notation. */
export function sharedRoleName({ provider, prefix }: Service): string {
  return plainString(findValue(provider, 'iam', 'role', 'name')) ?? `${prefix}-\${AWS::Region}-lambdaRole`;
}

/** The key `vpc` of the provider, where it is set. */
export function networkOf(provider: Node | undefined): ScalarNode | undefined {
  const pair = findPair(provider, 'vpc');
  return pair === undefined || isOn(pair.value) === 'no' ? undefined : pair.key;
}

/** What of the provider is a variable that is not known, so that more may be granted. */
export function unreadProvider({ provider, moreFunctions, range }: Service): readonly UnknownGrant[] {
  const nodes = [provider, ...['iam', 'vpc'].map((key) => findPair(provider, key)?.value), findValue(provider, 'iam', 'role')];
  const unread = nodes.flatMap((node) => {
    const text = plainString(node);
    return node === undefined || text === undefined || !hasVariable(text)
      ? []
      : [{ reason: `what ${text} sets is not known`, range: node.outer }];
  });
  const more = moreFunctions === undefined ? [] : [{ reason: moreFunctions, range }];
  return [...unread, ...more].map((one) => ({ ...one, about: 'attached' }));
}

function firstOn(...nodes: readonly (Node | undefined)[]): Node | undefined {
  return nodes.find((node) => isOn(node) !== 'no');
}
