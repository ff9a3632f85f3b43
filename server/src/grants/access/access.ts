import type { EvaluatedPolicies, Evaluation, PolicySet } from '../../policy/evaluate.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { findDoubts } from '../../policy/evaluate-statement.ts';
import type { KernelCatalog } from '../../policy/kernel.ts';
import type { Policy, Statement } from '../../policy/model.ts';
import type { AccessRequest } from '../../policy/request.ts';
import type { World } from '../../policy/worlds.ts';
import { statementIn, valuesOf, worldsOf } from '../../policy/worlds.ts';
import type { Branch, TextSymbol } from '../../template/text.ts';
import type { BoundaryUse, Principal } from '../model.ts';
import type { AccessAnswer, AccessQuestion, AccessUnknown, DecidingStatement } from './model.ts';
import type { Parties, Party } from './parties.ts';
import { conditionsIn, findParties } from './parties.ts';

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
