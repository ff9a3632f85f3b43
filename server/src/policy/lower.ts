import type { MappingNode, Node, Pair, Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Made } from '../template/align.ts';
import { alignResults } from '../template/align.ts';
import { expandItems } from '../template/branches.ts';
import type { Dependencies, ScopeChange, ScopeRecorder, ScopeVersion } from '../template/dependencies.ts';
import { changeSince, isAffected, NO_DEPENDENCIES, recordScope } from '../template/dependencies.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { PolicySource, Template } from '../template/template.ts';
import { literalText } from '../template/text.ts';
import type { ReadContext } from '../template/values.ts';
import { lowerScalarElement } from './lower-element.ts';
import { lowerPermission, lowerStatement } from './lower-statement.ts';
import type { Policy, Statement } from './model.ts';

/** Every policy written in a template. Policy templates and managed policies are sources without a policy of their own here. */
export function lowerPolicies(template: Template): readonly Policy[] {
  const steps = lowerPolicySteps(template);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value.policies;
}

export interface LoweredPolicies {
  readonly policies: readonly Policy[];
  /** For the next version of the document. */
  readonly memory: PolicyMemory;
}

/** What each policy source of a version came to. */
export interface PolicyMemory extends Made<PolicySource, LoweredSource> {
  readonly version: ScopeVersion;
}

interface LoweredSource {
  readonly policy: Policy | undefined;
  readonly dependencies: Dependencies;
  /** Values that variables brought. */
  readonly replaced: number;
}

/**
 * The same, one policy a step. A source that an earlier version had as well is not lowered again unless the names that its policy depends on
 * have changed.
 */
export function* lowerPolicySteps(
  template: Template,
  previous?: PolicyMemory,
  version: ScopeVersion = { scope: template.scope, id: {} },
): Generator<void, LoweredPolicies> {
  const { scope, policies: sources } = template;
  const change = previous === undefined ? undefined : changeSince(previous.version, version);
  const { results, open } = keepLowered(previous, sources, change);
  const recorder = recordScope(scope);
  let left = maximumReplaced;
  let at = 0;
  for (const index of open) {
    const source = sources[index];
    if (source === undefined) continue;
    left -= countReplaced(results, at, index);
    at = index;
    const lowered = lowerRecorded(source, template, recorder, left);
    results[index] = lowered;
    if (lowered.policy !== undefined) yield;
  }
  // Some policy of before would be cut short now.
  if (previous !== undefined && left < countReplaced(results, at, results.length))
    return yield* lowerPolicySteps(template, undefined, version);
  return { policies: policiesOf(results), memory: { version, items: sources, results } };
}

const NOT_LOWERED: LoweredSource = { policy: undefined, dependencies: NO_DEPENDENCIES, replaced: 0 };

interface KeptSources {
  readonly results: LoweredSource[];
  /** The numbers of the sources that are to be lowered, ascending. */
  readonly open: readonly number[];
}

function keepLowered(previous: PolicyMemory | undefined, sources: readonly PolicySource[], change: ScopeChange | undefined): KeptSources {
  const kept = alignResults(previous, sources);
  const results: LoweredSource[] = [];
  const open: number[] = [];
  for (let index = 0; index < sources.length; index++) {
    const known = kept(index);
    const isKept = known !== undefined && change !== undefined && !isAffected(known.dependencies, change);
    results.push(isKept ? known : NOT_LOWERED);
    if (!isKept) open.push(index);
  }
  return { results, open };
}

function countReplaced(results: readonly LoweredSource[], from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) count += results[index]?.replaced ?? 0;
  return count;
}

function policiesOf(results: readonly LoweredSource[]): readonly Policy[] {
  const policies: Policy[] = [];
  for (const { policy } of results) if (policy !== undefined) policies.push(policy);
  return policies;
}

/** The policy that a source holds; `undefined` for a policy template and a managed policy. */
export function lowerPolicy(source: PolicySource, template: Template): Policy | undefined {
  return lowerSource(source, readContext(template, { left: maximumReplaced, exceeded: false }));
}

/** Values that variables may bring into all policies of a template; they may name each other many times over. */
const maximumReplaced = 100_000;

interface Budget {
  left: number;
  exceeded: boolean;
}

function lowerRecorded(source: PolicySource, template: Template, recorder: ScopeRecorder, left: number): LoweredSource {
  const budget: Budget = { left, exceeded: false };
  const policy = lowerSource(source, readContext({ ...template, scope: recorder.scope }, budget));
  const dependencies = recorder.take();
  // What was cut short would not be in a version that leaves more of the budget.
  return { policy, dependencies: budget.exceeded ? { ...dependencies, everything: true } : dependencies, replaced: left - budget.left };
}

function readContext({ dialect, scope, hosts, replaced }: Template, budget: Budget): ReadContext {
  return {
    dialect,
    scope,
    hosts,
    substitutions: new Map(),
    resolve(node) {
      const target = replaced.get(node);
      if (target === undefined) return undefined;
      if (budget.left <= 0) budget.exceeded = true;
      if (budget.exceeded) return undefined;
      budget.left -= target.kind === 'sequence' ? target.items.length + 1 : 1;
      return target;
    },
  };
}

function lowerSource(source: PolicySource, context: ReadContext): Policy | undefined {
  switch (source.kind) {
    case 'document':
      return lowerDocument(source, source.node, context);
    case 'wrapped':
      return lowerDocument(source, source.document, context);
    case 'statements':
      return finish(source, source.node.range, lowerStatements(source.node, source, context));
    case 'permission': {
      const statement = source.node.kind === 'mapping' ? lowerPermission(source.node, source, context) : undefined;
      return finish(source, source.node.range, { statements: statement === undefined ? [] : [statement], complete: false });
    }
    case 'policy-template':
    case 'managed':
      return undefined;
  }
}

interface Lowered {
  readonly statements: readonly Statement[];
  readonly complete: boolean;
}

function lowerDocument(source: PolicySource, node: Node, context: ReadContext): Policy {
  if (node.kind !== 'mapping') return finish(source, node.range, { statements: [], complete: false });
  const value = findPair(node, 'Statement')?.value;
  const found = value === undefined ? { statements: [], complete: true } : lowerStatements(value, source, context);
  const unknown: Pair[] = [];
  let complete = found.complete;
  for (const pair of node.pairs) {
    const key = pair.key.value;
    if (key.startsWith('Fn::')) complete = false;
    else if (key !== 'Version' && key !== 'Id' && key !== 'Statement') unknown.push(pair);
  }
  const { statements } = found;
  const policy = { source, kind: kindOf(source, statements), range: node.range, node, statements, unknown, complete };
  const version = findPair(node, 'Version');
  return version === undefined ? policy : { version: lowerScalarElement(version, context, source.when), ...policy };
}

function finish(source: PolicySource, range: Range, { statements, complete }: Lowered): Policy {
  return { source, kind: kindOf(source, statements), range, statements, unknown: [], complete };
}

function kindOf({ policyKind }: PolicySource, statements: readonly Statement[]): Policy['kind'] {
  return policyKind === 'unknown' ? findKind(statements) : policyKind;
}

/** A list of statements, or one alone; a list that a branch or a variable brings counts as written in place. */
function lowerStatements(node: Node, source: PolicySource, context: ReadContext): Lowered {
  const { places, complete } = expandItems(node, source.when, context.resolve);
  const statements: Statement[] = [];
  let whole = complete;
  for (const place of places) {
    if (!isStatement(place.node)) whole = false;
    else statements.push(lowerStatement(place.node, place, context));
  }
  return { statements, complete: whole };
}

function isStatement(node: Node): node is MappingNode {
  return node.kind === 'mapping' && findIntrinsic(node) === undefined;
}

/**
 * What the elements of a loose policy say: without a principal it is for an identity; with one and an `sts:AssumeRole…` action and no
 * resource it is a trust policy; with one it is a resource's. A policy without statements says nothing.
 */
function findKind(statements: readonly Statement[]): Policy['kind'] {
  if (statements.length === 0) return 'unknown';
  const principals = statements.filter((statement) => statement.principal !== undefined || statement.notPrincipal !== undefined);
  if (principals.length === 0) return 'identity';
  return principals.every(isTrust) ? 'trust' : 'resource';
}

function isTrust({ action, resource, notResource }: Statement): boolean {
  if (action === undefined || resource !== undefined || notResource !== undefined) return false;
  return action.values.some(({ text }) => /^sts:(?:assumerole|tagsession|setsourceidentity)/i.test(literalText(text) ?? ''));
}
