import type { MappingNode, Node, Pair, Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { expandItems } from '../template/branches.ts';
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
  return step.value;
}

/** The same, one policy a step. */
export function* lowerPolicySteps(template: Template): Generator<void, readonly Policy[]> {
  const context = readContext(template);
  const policies: Policy[] = [];
  for (const source of template.policies) {
    const policy = lowerSource(source, context);
    if (policy === undefined) continue;
    policies.push(policy);
    yield;
  }
  return policies;
}

/** The policy that a source holds; `undefined` for a policy template and a managed policy. */
export function lowerPolicy(source: PolicySource, template: Template): Policy | undefined {
  return lowerSource(source, readContext(template));
}

/** Values that variables may bring into all policies of a template; they may name each other many times over. */
const maximumReplaced = 100_000;

function readContext({ dialect, scope, hosts, replaced }: Template): ReadContext {
  let left = maximumReplaced;
  return {
    dialect,
    scope,
    hosts,
    substitutions: new Map(),
    resolve(node) {
      const target = left > 0 ? replaced.get(node) : undefined;
      if (target !== undefined) left -= target.kind === 'sequence' ? target.items.length + 1 : 1;
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
  const version = findPair(node, 'Version');
  const elements = version === undefined ? {} : { version: lowerScalarElement(version, context, source.when) };
  return { ...finish(source, node.range, { statements: found.statements, complete }), node, unknown, ...elements };
}

function finish(source: PolicySource, range: Range, { statements, complete }: Lowered): Policy {
  const kind = source.policyKind === 'unknown' ? findKind(statements) : source.policyKind;
  return { source, kind, range, statements, unknown: [], complete };
}

/** A list of statements, or one alone; a list that a branch or a variable brings counts as written in place. */
function lowerStatements(node: Node, source: PolicySource, context: ReadContext): Lowered {
  const { places, complete } = expandItems(node, source.when, context.resolve);
  const statements: Statement[] = [];
  let whole = complete;
  for (const place of places) {
    if (!isStatement(place.node)) whole = false;
    else statements.push(lowerStatement({ ...place, node: place.node }, context));
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
