import type { ArnPattern } from '../policy/arn.ts';
import { arnFromTokens, arnPattern } from '../policy/arn.ts';
import type { DecidedBy, Decision, EvaluatedPolicies, Evaluation, PolicySet } from '../policy/evaluate.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Doubt } from '../policy/evaluate-statement.ts';
import { askStatement, findDoubts, matchesAction } from '../policy/evaluate-statement.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Element, Policy, Statement } from '../policy/model.ts';
import type { NamedResource } from '../policy/other-resource.ts';
import { namesAnother } from '../policy/other-resource.ts';
import type { AccessRequest, Requester } from '../policy/request.ts';
import { usesVariables } from '../policy/resource-set.ts';
import type { World } from '../policy/worlds.ts';
import { conditionsOf, mapValues, statementIn, valuesOf, worldsOf } from '../policy/worlds.ts';
import type { Branch, Text, TextSymbol } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import type { BoundaryUse, Origin, Principal, RoleUse } from './model.ts';

/** A request that a principal of a template makes. */
export interface AccessQuestion extends Omit<AccessRequest, 'requester'> {
  /** Who asks, for the role that the principal acts by. */
  requesterOf(role: RoleUse | undefined): Requester;
  /** The policies of the resource that the template has; `unknown`: it has some that are not in the template, and they are needed. */
  readonly resourcePolicies: readonly PlacedPolicy[] | 'unknown';
  /** It is enough that some of `resource` may be used: what is denied on another part of it does not count. */
  readonly some?: true;
  /** The resource of the template that `resource` is, or lies below. */
  readonly own?: NamedResource;
  /** What is known of a value beyond what is written: that of a parameter, the name of a resource. */
  known(text: Text): Text;
}

/** A policy that has a say, with where it comes from. */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly when: readonly Branch[];
  readonly origin: Origin | DecidingOrigin;
}

/** Of what is not attached to the principal. */
export type DecidingOrigin = Omit<Origin, 'kind'> & { readonly kind: 'boundary' | 'resource-policy' };

export interface AccessAnswer {
  readonly decision: Decision;
  readonly by: DecidedBy;
  /** Those that decided, in any deployment. */
  readonly statements: readonly DecidingStatement[];
  /** Conditions of `Fn::If` that it depends on; the decision is unknown then, or a denial of different kinds. */
  readonly conditions: readonly string[];
  /** Beyond conditions, why it is not known. */
  readonly unknown: readonly AccessUnknown[];
}

export interface DecidingStatement {
  readonly statement: Statement;
  readonly placed: PlacedPolicy;
  /** Why it is unknown whether it applies; empty for one that applies. */
  readonly doubts: readonly Doubt[];
  /** Its condition keys that the request does not tell. */
  readonly keys: readonly string[];
  /** What its values hold that is not known. */
  readonly symbols: readonly TextSymbol[];
}

/** What is not in the template. */
export type AccessUnknown =
  /** More may be granted to the principal; `reason` as in `UnknownGrant`. */
  | { readonly kind: 'grant'; readonly reason: string }
  /** The document of its boundary. */
  | { readonly kind: 'boundary'; readonly text: string }
  /** The policy of the resource. */
  | { readonly kind: 'resource-policy' }
  /** Which of more deployments than can be gone through it is. */
  | { readonly kind: 'conditions'; readonly count: number };

/** Deployments that are gone through: 64. */
const MAX_CONDITIONS = 6;

/**
 * Decides a request of a principal by all that the template shows: its policies, its boundary, the policies of the resource. What it depends on is
 * asked in every deployment that the conditions of `Fn::If` tell apart.
 */
export function decideAccess(catalog: KernelCatalog, principal: Principal, question: AccessQuestion): AccessAnswer {
  const parties = findParties(catalog, principal, question);
  const conditions = conditionsIn(parties);
  if (conditions.size > MAX_CONDITIONS) {
    return {
      decision: 'unknown',
      by: 'identity',
      statements: [],
      conditions: [],
      unknown: [{ kind: 'conditions', count: conditions.size }],
    };
  }
  const worlds = worldsOf(new Set([...conditions, ...principal.when.map(({ condition }) => condition)]), principal.when);
  return joinAnswers(worlds.map((world) => ({ world, answer: decideIn(catalog, parties, world) })));
}

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

function mayAllow(statement: Statement, action: string): boolean {
  const isAllow = statement.effect === undefined || statement.effect.values.some(({ text }) => literalText(text) !== 'Deny');
  return isAllow && matchesAction(statement, { action }) !== 'no';
}

/** What may have a say about the request, in any deployment. */
interface Parties {
  readonly principal: Principal;
  readonly question: AccessQuestion;
  readonly identity: readonly Party[];
  readonly resource: readonly Party[];
  readonly boundaries: readonly { readonly use: BoundaryUse; readonly parties: readonly Party[] }[];
}

/** A policy with those of its statements that may be about the request. */
interface Party {
  readonly placed: PlacedPolicy;
  readonly statements: readonly KnownStatement[];
}

interface KnownStatement {
  readonly written: Statement;
  /** With what is known of its values. */
  readonly statement: Statement;
}

function findParties(catalog: KernelCatalog, principal: Principal, question: AccessQuestion): Parties {
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

function conditionsIn({ principal, identity, resource, boundaries }: Parties): ReadonlySet<string> {
  const relevant = [...identity, ...resource, ...boundaries.flatMap(({ parties }) => parties)].filter(
    ({ statements }) => statements.length > 0,
  );
  return conditionsOf(
    relevant.flatMap(({ statements }) => statements.map(({ statement }) => statement)),
    [...relevant.map(({ placed }) => placed.when), ...boundaries.map(({ use }) => use.when), ...principal.roles.map(({ when }) => when)],
  );
}

/** Which statement of the template each one of a deployment is. */
type Deployed = Map<Statement, Pick<DecidingStatement, 'statement' | 'placed'>>;

function deploy(parties: readonly Party[], { isPresent }: World, deployed: Deployed): readonly Policy[] {
  return parties
    .filter(({ placed }) => isPresent(placed.when))
    .map(({ placed, statements }): Policy => {
      const here = statements
        .filter(({ statement }) => isPresent(statement.when))
        .map(({ written, statement }) => {
          const own = statementIn(statement, isPresent);
          deployed.set(own, { statement: written, placed });
          return own;
        });
      return { ...placed.policy, source: { ...placed.policy.source, when: [] }, statements: here };
    });
}

function decideIn(catalog: KernelCatalog, parties: Parties, world: World): AccessAnswer {
  const { principal, question } = parties;
  const origins: Deployed = new Map();
  const set = (own: readonly Party[], complete: boolean): PolicySet => ({ policies: deploy(own, world, origins), complete });
  const boundary = parties.boundaries.find(({ use }) => world.isPresent(use.when));
  const role = principal.roles.find(({ when }) => world.isPresent(when));
  const request: AccessRequest = { ...question, requester: question.requesterOf(role) };
  const policies: EvaluatedPolicies = {
    identity: set(parties.identity, principal.unknown.length === 0),
    ...(boundary === undefined ? {} : { boundary: set(boundary.parties, boundary.use.policies !== undefined) }),
    ...resourceSide(question, set(parties.resource, true)),
  };
  const evaluation = evaluate(catalog, request, policies);
  const statements = evaluation.statements.flatMap((own) => {
    const origin = origins.get(own);
    if (origin === undefined) return [];
    const doubts = evaluation.decision === 'unknown' ? findDoubts(catalog, origin.placed.policy, own, request) : [];
    return [{ ...origin, doubts, keys: openKeys(own, request), symbols: openSymbols(own) }];
  });
  const unknown = evaluation.decision === 'unknown' ? findUnknown(evaluation, parties, boundary?.use) : [];
  return { decision: evaluation.decision, by: evaluation.by, statements, conditions: [], unknown };
}

function openKeys({ condition }: Statement, request: AccessRequest): readonly string[] {
  const keys = condition?.entries.map(({ key }) => key.value) ?? [];
  return [...new Set(keys)].filter((key) => request.context(key.toLowerCase()) === 'unknown');
}

function openSymbols(statement: Statement): readonly TextSymbol[] {
  const symbols = valuesOf(statement).flatMap(({ text }) => text.parts.flatMap((part) => (part.kind === 'symbol' ? [part.symbol] : [])));
  return [...new Map(symbols.map((symbol) => [symbol.key, symbol])).values()];
}

function resourceSide({ resourcePolicies }: AccessQuestion, set: PolicySet): Pick<EvaluatedPolicies, 'resource'> {
  if (resourcePolicies === 'unknown') return { resource: 'unknown' };
  return resourcePolicies.length === 0 ? {} : { resource: set };
}

function findUnknown(
  { by, statements }: Evaluation,
  { principal, question }: Parties,
  boundary: BoundaryUse | undefined,
): readonly AccessUnknown[] {
  const grants = [...new Set(principal.unknown.map(({ reason }) => reason))].map((reason): AccessUnknown => ({ kind: 'grant', reason }));
  const bound: readonly AccessUnknown[] =
    boundary !== undefined && boundary.policies === undefined ? [{ kind: 'boundary', text: boundary.text }] : [];
  const own: readonly AccessUnknown[] = question.resourcePolicies === 'unknown' && by === 'resource' ? [{ kind: 'resource-policy' }] : [];
  // Where something is allowed but for the resource's own policy, that alone is the question.
  return own.length > 0 && statements.length === 0 ? own : [...grants, ...bound, ...own];
}

interface InWorld {
  readonly world: World;
  readonly answer: AccessAnswer;
}

function joinAnswers(all: readonly InWorld[]): AccessAnswer {
  const [first] = all;
  // A principal under conditions that exclude each other is never there.
  if (first === undefined) return { decision: 'implicitDeny', by: 'identity', statements: [], conditions: [], unknown: [] };
  const decisions = new Set(all.map(({ answer }) => answer.decision));
  const statements = distinctStatements(all.flatMap(({ answer }) => answer.statements));
  const unknown = distinctUnknown(all.flatMap(({ answer }) => answer.unknown));
  const by = all.find(({ answer }) => answer.decision === 'unknown')?.answer.by ?? first.answer.by;
  if (decisions.size === 1) return { decision: first.answer.decision, by, statements, conditions: [], unknown };
  const isDenial = !decisions.has('allow') && !decisions.has('unknown');
  return { decision: isDenial ? 'implicitDeny' : 'unknown', by, statements, conditions: decisiveConditions(all), unknown };
}

/** The conditions that alone make a difference in some deployment; all of them where none does alone. */
function decisiveConditions(all: readonly InWorld[]): readonly string[] {
  const names = all[0]?.world.branches.map(({ condition }) => condition) ?? [];
  const decisions = new Map(all.map(({ world, answer }) => [keyOf(world.branches), answer.decision]));
  const decisive = names.filter((name) =>
    all.some(({ world, answer }) => {
      const flipped = world.branches.map((branch) => (branch.condition === name ? { ...branch, is: !branch.is } : branch));
      const other = decisions.get(keyOf(flipped));
      return other !== undefined && other !== answer.decision;
    }),
  );
  return decisive.length > 0 ? decisive : names;
}

function keyOf(branches: readonly Branch[]): string {
  return branches.map(({ is }) => (is ? '1' : '0')).join('');
}

function distinctStatements(statements: readonly DecidingStatement[]): readonly DecidingStatement[] {
  const found = new Map<Statement, DecidingStatement>();
  for (const one of statements) {
    const known = found.get(one.statement);
    if (known === undefined || known.doubts.length < one.doubts.length) found.set(one.statement, one);
  }
  return [...found.values()];
}

function distinctUnknown(unknown: readonly AccessUnknown[]): readonly AccessUnknown[] {
  return [...new Map(unknown.map((one) => [JSON.stringify(one), one])).values()];
}
