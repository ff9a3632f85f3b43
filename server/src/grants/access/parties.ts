import type { ArnPattern } from '../../policy/arn.ts';
import { arnFromTokens, arnPattern } from '../../policy/arn.ts';
import { askStatement, findDoubts, matchesAction } from '../../policy/evaluate-statement.ts';
import type { KernelCatalog } from '../../policy/kernel.ts';
import type { Element, Policy, Statement } from '../../policy/model.ts';
import { namesAnother } from '../../policy/other-resource.ts';
import type { AccessRequest } from '../../policy/request.ts';
import { usesVariables } from '../../policy/resource-set.ts';
import { conditionsOf, mapValues } from '../../policy/worlds.ts';
import { literalText } from '../../template/text.ts';
import type { BoundaryUse, Principal, RoleUse } from '../model.ts';
import type { AccessQuestion, DecidingOrigin, PlacedPolicy } from './model.ts';

/** Resources that a principal may be meant to use by an action: those of its Allows and of its boundary's, each once and 20 at most. */
export function usableResources(
  catalog: KernelCatalog,
  principal: Principal,
  question: Pick<AccessQuestion, 'action' | 'known'>,
): readonly ArnPattern[] {
  const policies = [...principal.policies.map(({ policy }) => policy), ...principal.boundaries.flatMap((use) => use.policies ?? [])];
  const found = new Map<string, ArnPattern>();
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (!mayAllow(statement, question.action)) continue;
      const options = { variables: usesVariables(policy) };
      const values = statement.resource?.values ?? [];
      const patterns = statement.resource === undefined ? [] : values.map(({ text }) => arnPattern(catalog, question.known(text), options));
      for (const pattern of statement.resource === undefined ? [EVERYTHING] : patterns) found.set(pattern.key, pattern);
    }
  }
  return [...found.values()].slice(0, MAX_RESOURCES);
}

const MAX_RESOURCES = 20;
const EVERYTHING = arnFromTokens([{ kind: 'star' }]);

/** Whether a statement may be an Allow of the action. */
export function mayAllow(statement: Statement, action: string): boolean {
  const isAllow = statement.effect === undefined || statement.effect.values.some(({ text }) => literalText(text) !== 'Deny');
  return isAllow && matchesAction(statement, { action }) !== 'no';
}

/** What may have a say about the request, in any deployment. */
export interface Parties {
  readonly principal: Principal;
  readonly question: AccessQuestion;
  readonly identity: readonly Party[];
  readonly resource: readonly Party[];
  readonly boundaries: readonly { readonly use: BoundaryUse; readonly parties: readonly Party[] }[];
}

/** A policy with those of its statements that may be about the request. */
export interface Party {
  readonly placed: PlacedPolicy;
  readonly statements: readonly KnownStatement[];
}

export interface KnownStatement {
  readonly written: Statement;
  /** With what is known of its values. */
  readonly statement: Statement;
}

export function findParties(catalog: KernelCatalog, principal: Principal, question: AccessQuestion): Parties {
  // Which statements are about the request does not depend on the role but for principals, which an unknown requester leaves open.
  const roles: readonly (RoleUse | undefined)[] = principal.roles.length === 0 ? [undefined] : principal.roles;
  const requests = roles.map((role): AccessRequest => ({ ...question, requester: question.requesterOf(role) }));
  const know = (policy: Policy, statement: Statement): Statement => knowStatement(catalog, policy, statement, question);
  const partyOf = (placed: PlacedPolicy): Party => ({
    placed,
    statements: placed.policy.statements
      .map((written): KnownStatement => ({ written, statement: know(placed.policy, written) }))
      .filter(({ statement }) =>
        requests.some(
          (request) =>
            askStatement(catalog, placed.policy, statement, request).some(({ applies }) => applies !== 'no') &&
            !(question.some === true && deniesPart(catalog, placed.policy, statement, request)),
        ),
      ),
  });
  const policies = question.resourcePolicies === 'unknown' ? [] : question.resourcePolicies;
  return {
    principal,
    question,
    identity: principal.policies.map(partyOf),
    resource: policies.map(partyOf),
    boundaries: principal.boundaries.map((use) => ({ use, parties: boundaryPolicies(use).map(partyOf) })),
  };
}

/** The statement with what is known of its values, without resources that are certainly others. */
function knowStatement(catalog: KernelCatalog, policy: Policy, written: Statement, { known, resource, own }: AccessQuestion): Statement {
  const options = { variables: usesVariables(policy) };
  const statement = mapValues(written, (values) => values.map((value) => ({ ...value, text: known(value.text) })));
  const without = (element: Element): Element => ({
    ...element,
    values: element.values.filter(({ text }) => !namesAnother(arnPattern(catalog, text, options), resource, own)),
  });
  return {
    ...statement,
    ...(statement.resource && { resource: without(statement.resource) }),
    ...(statement.notResource && { notResource: without(statement.notResource) }),
  };
}

function deniesPart(catalog: KernelCatalog, policy: Policy, statement: Statement, request: AccessRequest): boolean {
  const doubts = findDoubts(catalog, policy, statement, request);
  const isDeny = statement.effect?.values.every(({ text }) => literalText(text) === 'Deny') === true;
  return isDeny && doubts.length === 1 && doubts[0] === 'part of the resource';
}

function boundaryPolicies({ policies = [], text, name, range, when }: BoundaryUse): readonly PlacedPolicy[] {
  const origin: DecidingOrigin = { kind: 'boundary', name: name ?? text, range };
  return policies.map((policy) => ({ policy, when: [...when, ...policy.source.when], origin }));
}

/** The conditions that the decision may depend on. */
export function conditionsIn({ principal, identity, resource, boundaries }: Parties): ReadonlySet<string> {
  const relevant = [...identity, ...resource, ...boundaries.flatMap(({ parties }) => parties)].filter(
    ({ statements }) => statements.length > 0,
  );
  return conditionsOf(
    relevant.flatMap(({ statements }) => statements.map(({ statement }) => statement)),
    [...relevant.map(({ placed }) => placed.when), ...boundaries.map(({ use }) => use.when), ...principal.roles.map(({ when }) => when)],
  );
}
