import type { ChangedGrant } from '../grants/changed-grants.ts';
import type { UnknownChange } from '../grants/compare-principals.ts';
import { comparePrincipals } from '../grants/compare-principals.ts';
import type { ResourceGrant } from '../grants/compare-resources.ts';
import { compareResources } from '../grants/compare-resources.ts';
import type { GrantedPolicy, Principal } from '../grants/model.ts';
import { plainStatements } from '../grants/plain-statements.ts';
import type { PolicedResource } from '../grants/policed-resources.ts';
import { findPolicedResources } from '../grants/policed-resources.ts';
import { plainNotation, renderSub } from '../grants/render.ts';
import { joinPrincipals } from '../grants/requesters.ts';
import { shortPatterns } from '../policy/action-patterns.ts';
import { allActions, countActions, equalActions } from '../policy/action-set.ts';
import type { ArnPattern } from '../policy/arn.ts';
import { arnPattern } from '../policy/arn.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { usesVariables } from '../policy/resource-set.ts';
import { areCompatible } from '../template/text.ts';
import { placeOf } from './diagnostics.ts';
import type { Document } from './document.ts';
import type {
  ChangedPermission,
  ChangedUse,
  PermissionChanges,
  PrincipalDifference,
  ResourceDifference,
  UnknownDifference,
} from './permission-changes-answers.ts';
import type { Describer } from './permissions.ts';
import { describeStatements } from './permissions.ts';

/** What every function, state machine and role of `after` may do that it may not in `before`, and the other way round. */
export function findPermissionChanges(catalog: KernelCatalog, before: Document, after: Document): PermissionChanges {
  const [old, now] = [sideOf(before), sideOf(after)];
  const keys = new Set([...now.shown, ...old.shown]);
  const principals = [...keys].flatMap((key) => differenceOf(catalog, key, old, now));
  const resourceKeys = new Set([...now.resources.keys(), ...old.resources.keys()]);
  const resources = [...resourceKeys].flatMap((key) => resourceDifferenceOf(catalog, key, old, now));
  const some = (about: 'gained' | 'lost'): boolean =>
    [...principals, ...resources].some((one) => one[about].length > 0 || one.unknown.some((unknown) => unknown.about === about));
  return { gained: some('gained'), lost: some('lost'), principals, resources };
}

interface Side {
  readonly document: Document;
  readonly describer: Describer;
  readonly principals: ReadonlyMap<string, Principal>;
  /** Keys of functions, state machines, and roles that none of them acts by. */
  readonly shown: readonly string[];
  readonly resources: ReadonlyMap<string, PolicedResource>;
}

function sideOf(document: Document): Side {
  const { principals } = document.grants;
  const used = new Set(principals.flatMap(({ roles }) => roles.map(({ logicalId }) => logicalId)));
  return {
    document,
    describer: describeStatements(document),
    principals: new Map(principals.map((principal) => [keyOf(principal), principal])),
    shown: principals.filter(({ kind, logicalId }) => kind !== 'role' || !used.has(logicalId)).map(keyOf),
    resources: findPolicedResources(document.grants, document.template),
  };
}

function keyOf({ kind, logicalId }: Principal): string {
  return `${kind} ${logicalId}`;
}

function differenceOf(catalog: KernelCatalog, key: string, before: Side, after: Side): readonly PrincipalDifference[] {
  const [old, now] = [before.principals.get(key), after.principals.get(key)];
  const any = now ?? old;
  if (any === undefined) return [];
  const { gained, lost, unknown } = comparePrincipals(catalog, old, now);
  if (gained.length + lost.length + unknown.length === 0) return [];
  const texts = resourceTexts(
    catalog,
    [old, now].flatMap((principal) => (principal === undefined ? [] : policiesOf(principal))),
  );
  return [
    {
      kind: any.kind,
      logicalId: any.logicalId,
      ...(any.function === undefined ? {} : { function: any.function }),
      type: any.type,
      change: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
      gained: gained.map((one) => describeGrant(catalog, after, now, texts, one)),
      lost: lost.map((one) => describeGrant(catalog, before, old, texts, one)),
      unknown: describeUnknown(unknown, before, after),
    },
  ];
}

function describeUnknown(unknown: readonly UnknownChange[], before: Side, after: Side): readonly UnknownDifference[] {
  return unknown.map(({ about, reason, range }) => ({
    about,
    reason,
    place: placeOf((about === 'gained' ? after : before).document, { range }),
  }));
}

function resourceDifferenceOf(catalog: KernelCatalog, key: string, before: Side, after: Side): readonly ResourceDifference[] {
  const [old, now] = [before.resources.get(key), after.resources.get(key)];
  const any = now ?? old;
  if (any === undefined) return [];
  const { gained, lost, unknown } = compareResources(catalog, old, now);
  if (gained.length + lost.length + unknown.length === 0) return [];
  const texts = resourceTexts(
    catalog,
    [...(old?.policies ?? []), ...(now?.policies ?? [])].map(({ policy }) => policy),
  );
  return [
    {
      ...(any.logicalId === undefined ? {} : { logicalId: any.logicalId }),
      ...(any.type === undefined ? {} : { type: any.type }),
      resource: plainNotation(any.text),
      gained: gained.map((one) => describeUse(catalog, after, now, texts, one)),
      lost: lost.map((one) => describeUse(catalog, before, old, texts, one)),
      unknown: describeUnknown(unknown, before, after),
    },
  ];
}

function describeUse(
  catalog: KernelCatalog,
  side: Side,
  resource: PolicedResource | undefined,
  texts: ReadonlyMap<string, string>,
  { requesters, ...changed }: ResourceGrant,
): ChangedUse {
  const described = describeGrant(catalog, side, resource, texts, changed);
  const { resource: on, notResource } = changed.grant.statement;
  const { resources: _, ...rest } = described;
  const principals = joinPrincipals(requesters);
  return {
    ...(requesters.some(({ others }) => others) ? { notPrincipals: principals } : { principals }),
    ...(on === undefined && notResource === undefined ? rest : described),
  };
}

function describeGrant(
  catalog: KernelCatalog,
  side: Side,
  principal: Pick<Principal, 'policies'> | undefined,
  texts: ReadonlyMap<string, string>,
  changed: ChangedGrant,
): ChangedPermission {
  const { actions, resources, grant, certain, when } = changed;
  const granted = principal?.policies.find(({ policy }) => policy === grant.policy);
  const isKnown = 'words' in actions;
  const render = (pattern: ArnPattern): string => texts.get(pattern.key) ?? pattern.text;
  const [first] = resources;
  const condition = conditionOf(grant.statement, when);
  return {
    actions: isKnown ? renderActions(catalog, changed) : [actions.key.includes('\u0000') ? '${?}' : actions.key],
    count: isKnown ? countActions(actions) : 1,
    ...(first?.kind === 'not'
      ? { notResources: first.patterns.map(render) }
      : { resources: resources.flatMap((resource) => (resource.kind === 'pattern' ? [render(resource.pattern)] : [])) }),
    ...(condition === undefined ? {} : { condition }),
    when,
    certain,
    origin: side.describer.originOf(grant.statement, originOf(granted, grant.statement)),
  };
}

function originOf(granted: GrantedPolicy | undefined, statement: Statement): GrantedPolicy['origin'] {
  return granted?.origin ?? { kind: 'inline', range: statement.range };
}

function renderActions(catalog: KernelCatalog, { actions }: ChangedGrant): readonly string[] {
  if (!('words' in actions)) return [];
  return equalActions(actions, allActions(catalog)) ? ['*'] : shortPatterns(catalog, actions, { wholeServices: true });
}

/** All that what it may do depends on. */
function policiesOf({ policies, boundaries }: Principal): readonly Policy[] {
  return [...policies.map(({ policy }) => policy), ...boundaries.flatMap((use) => use.policies ?? [])];
}

/** The resources of statements as they are written, by the pattern that each is. */
function resourceTexts(catalog: KernelCatalog, policies: readonly Policy[]): ReadonlyMap<string, string> {
  const texts = policies.flatMap((policy) => {
    const options = { variables: usesVariables(policy) };
    const values = policy.statements.flatMap(({ resource, notResource }) => [...(resource?.values ?? []), ...(notResource?.values ?? [])]);
    return values.map(({ text }) => [arnPattern(catalog, text, options).key, renderSub(text)] as const);
  });
  return new Map(texts);
}

function conditionOf(statement: Statement, when: ChangedGrant['when']): ChangedPermission['condition'] {
  return plainStatements(statement, []).statements.find((plain) => areCompatible(plain.when, when))?.condition;
}
