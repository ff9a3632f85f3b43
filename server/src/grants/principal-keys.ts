import { fingerprint } from '../policy/fingerprint.ts';
import type { Policy, Statement, Value } from '../policy/model.ts';
import { conditionsOf } from '../policy/worlds.ts';
import type { Branch } from '../template/text.ts';
import type { Principal } from './model.ts';

/** Conditions that something depends on which `isMeant`, by its key. */
export function conditionsIn(principals: readonly Principal[], isMeant: (key: string) => boolean): ReadonlySet<string> {
  const statements: Statement[] = [];
  const whens: (readonly Branch[])[] = [];
  for (const principal of principals) {
    whens.push(principal.when, ...principal.boundaries.map(({ when }) => when));
    const all = [
      ...principal.policies,
      ...principal.boundaries.flatMap(({ policies = [] }) => policies.map((policy) => ({ policy, when: policy.source.when }))),
    ];
    for (const { policy, when } of all) {
      const meant = policy.statements.filter((statement) => isMeant(statementKey(policy, when, statement)));
      statements.push(...meant);
      if (meant.length > 0) whens.push(when, policy.source.when);
    }
  }
  return conditionsOf(statements, whens);
}

/** Equal for principals that are granted the same in the same words. */
export function principalKey(principal: Principal): string {
  const bounds = principal.boundaries.map(({ text, when, policies }) => [text, when, policies?.map(policyKey)]);
  return JSON.stringify([[...statementKeys(principal)].sort(), bounds, principal.when]);
}

function policyKey(policy: Policy): readonly string[] {
  return policy.statements.map((statement) => statementKey(policy, policy.source.when, statement));
}

/** What the policies of a principal say, statement by statement. */
export function statementKeys(principal: Principal | undefined): ReadonlySet<string> {
  const all = principal?.policies ?? [];
  return new Set(all.flatMap(({ policy, when }) => policy.statements.map((statement) => statementKey(policy, when, statement))));
}

/** Equal for statements that say the same, however their values came about. */
export function statementKey(policy: Policy, when: readonly Branch[], statement: Statement): string {
  const { effect, action, notAction, resource, notResource, condition, complete } = statement;
  const elements = [policy.version, effect, action, notAction, resource, notResource].map((element) =>
    element === undefined ? null : [element.values.map(valueKey), element.complete || fingerprint(element.pair.value)],
  );
  const entries = condition?.entries.map(({ operator, key, values }) => [operator.value, key.value, values.map(valueKey)]);
  const groups = [statement.principal, statement.notPrincipal].map((element) =>
    element?.groups.map(({ type, values }) => [type, values.map(valueKey)]),
  );
  const isPrincipalRead = statement.principal?.complete !== false && statement.notPrincipal?.complete !== false;
  const isRead = complete && condition?.complete !== false && isPrincipalRead;
  return JSON.stringify([when, statement.when, elements, groups, entries, isRead || fingerprint(statement.node)]);
}

function valueKey({ text, when }: Value): unknown {
  const parts = text.parts.map((part) =>
    part.kind === 'literal' ? part.text : [part.symbol.kind, part.symbol.key, part.symbol.resourceType],
  );
  return [parts, when];
}
