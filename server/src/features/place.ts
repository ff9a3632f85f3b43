/** Where the cursor is, in the terms of policies. Completion and hover read the same answer. */
import type { PolicyKind } from '../catalog/catalog.ts';
import type { ConditionEntry, Policy, Statement, Value } from '../policy/model.ts';
import { placeholder } from '../syntax/cursor-plan.ts';
import type { MappingNode, ScalarNode } from '../syntax/node.ts';
import type { Intrinsic } from '../template/intrinsic.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { PolicySource } from '../template/template.ts';
import { findBoundaryPlace } from './boundary-place.ts';
import type { Step } from './path.ts';
import { findPath, touchesHere } from './path.ts';
import type { FeatureRequest } from './request.ts';

export type Place =
  | { readonly kind: 'policy-key'; readonly policy: Policy; readonly mapping: MappingNode; readonly key: ScalarNode }
  | { readonly kind: 'version'; readonly node: ScalarNode }
  /** A key of a statement; `statement` is absent where the list item is no mapping yet. */
  | { readonly kind: 'statement-key'; readonly policyKind: PolicyKind; readonly statement?: Statement; readonly key: ScalarNode }
  | (InStatement & { readonly kind: 'effect'; readonly node: ScalarNode })
  | (InStatement & { readonly kind: 'action'; readonly values: readonly Value[]; readonly node: ScalarNode })
  | (InStatement & {
      readonly kind: 'resource';
      readonly values: readonly Value[];
      readonly node: ScalarNode;
      readonly intrinsic?: Intrinsic;
    })
  | (InStatement & { readonly kind: 'principal-type'; readonly key: ScalarNode; readonly present: ReadonlySet<string> })
  /** `type` is absent for a principal that is no mapping. */
  | (InStatement & { readonly kind: 'principal-value'; readonly type?: string; readonly node: ScalarNode; readonly intrinsic?: Intrinsic })
  | (InStatement & { readonly kind: 'condition-operator'; readonly key: ScalarNode; readonly present: ReadonlySet<string> })
  | (InStatement & {
      readonly kind: 'condition-key';
      readonly key: ScalarNode;
      readonly operator: string;
      readonly present: ReadonlySet<string>;
    })
  | (InStatement & {
      readonly kind: 'condition-value';
      readonly operator: string;
      readonly key: string;
      readonly node: ScalarNode;
      readonly entry?: ConditionEntry;
      readonly intrinsic?: Intrinsic;
    })
  /** An entry of a list of managed policies or of SAM's `Policies`; a permissions boundary. */
  | { readonly kind: 'policy-entry'; readonly source: PolicySource; readonly node: ScalarNode; readonly intrinsic?: Intrinsic }
  | { readonly kind: 'template-parameter'; readonly template: string; readonly key: ScalarNode; readonly present: ReadonlySet<string> }
  | {
      readonly kind: 'template-value';
      readonly template: string;
      readonly parameter: string;
      readonly node: ScalarNode;
      readonly intrinsic?: Intrinsic;
    };

interface InStatement {
  readonly policy: Policy;
  readonly statement: Statement;
}

/** `undefined` outside of policies, and where the cursor stands between two things. */
export function findPlace(request: FeatureRequest): Place | undefined {
  return findInPolicies(request) ?? findInSources(request) ?? findInBoundary(request);
}

function findInBoundary(request: FeatureRequest): Place | undefined {
  const found = findBoundaryPlace(request);
  return found && { kind: 'policy-entry', source: found.source, node: found.node, ...intrinsicOf(found.path) };
}

function findInPolicies(request: FeatureRequest): Place | undefined {
  const { source, offset, policies } = request;
  for (const policy of policies) {
    const statement = policy.statements.findLast((one) => touchesHere(source, one.node.outer, offset));
    if (statement !== undefined) {
      const place = findInStatement(request, { policy, statement });
      if (place !== undefined) return policy.source.kind === 'permission' ? inPermission(place) : place;
    }
  }
  for (const policy of policies) {
    const place = findInDocument(request, policy);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The properties of a permission are no statement as written: only its action and its principal, mostly a service, read as such. */
function inPermission(place: Place): Place | undefined {
  if (place.kind === 'principal-value') return { ...place, type: 'Service' };
  return place.kind === 'action' ? place : undefined;
}

/** Keys of the document, its version, and items of `Statement` that are no mapping yet. */
function findInDocument({ source, offset }: FeatureRequest, policy: Policy): Place | undefined {
  const root = policy.node ?? policy.source.node;
  if (policy.source.kind === 'permission' || !touchesHere(source, root.outer, offset)) return undefined;
  const path = findPath(source, root, offset);
  const last = path.at(-1)?.node;
  const [first] = path;
  const name = first?.pair?.key.value.toLowerCase();
  if (policy.node === undefined) return findNewStatement(path, policy);
  if (first?.pair === undefined) return undefined;
  if (first.inKey) return { kind: 'policy-key', policy, mapping: policy.node, key: first.pair.key };
  if (name === 'statement') return findNewStatement(path.slice(1), policy);
  return name === 'version' && last?.kind === 'scalar' ? { kind: 'version', node: last } : undefined;
}

/** An item of the list of statements that is no mapping yet: its first key is being typed. */
function findNewStatement(path: readonly Step[], policy: Policy): Place | undefined {
  const [list, item, ...rest] = path;
  if (list?.node.kind !== 'sequence' || item?.node.kind !== 'scalar' || rest.length > 0) return undefined;
  return { kind: 'statement-key', policyKind: policy.kind, key: item.node };
}

function findInStatement({ source, offset }: FeatureRequest, inside: InStatement): Place | undefined {
  const path = findPath(source, inside.statement.node, offset);
  const [first, ...rest] = path;
  const pair = first?.pair;
  if (first === undefined || pair === undefined) return undefined;
  if (first.inKey) return { kind: 'statement-key', policyKind: inside.policy.kind, statement: inside.statement, key: pair.key };
  const last = rest.at(-1)?.node;
  switch (pair.key.value.toLowerCase()) {
    case 'effect':
      return last?.kind === 'scalar' ? { ...inside, kind: 'effect', node: last } : undefined;
    case 'action':
    case 'notaction':
      return last?.kind === 'scalar'
        ? { ...inside, kind: 'action', values: valuesOf(inside.statement, pair.key.value), node: last }
        : undefined;
    case 'resource':
    case 'notresource':
      return last?.kind === 'scalar'
        ? { ...inside, kind: 'resource', values: valuesOf(inside.statement, pair.key.value), node: last, ...intrinsicOf(rest) }
        : undefined;
    case 'principal':
    case 'notprincipal':
      return findInPrincipal(inside, rest);
    case 'condition':
      return findInCondition(inside, rest);
    default:
      return undefined;
  }
}

function valuesOf(statement: Statement, name: string): readonly Value[] {
  const elements = [statement.action, statement.notAction, statement.resource, statement.notResource];
  return elements.find((element) => element?.key.value === name)?.values ?? [];
}

function findInPrincipal(inside: InStatement, path: readonly Step[]): Place | undefined {
  const [first] = path;
  const last = path.at(-1)?.node;
  if (first?.node.kind === 'scalar') return { ...inside, kind: 'principal-value', node: first.node, ...intrinsicOf(path) };
  if (first?.node.kind !== 'mapping' || first.pair === undefined) return undefined;
  const { key } = first.pair;
  if (first.inKey) return { ...inside, kind: 'principal-type', key, present: otherKeys(first.node, key) };
  return last?.kind === 'scalar' ? { ...inside, kind: 'principal-value', type: key.value, node: last, ...intrinsicOf(path) } : undefined;
}

function findInCondition(inside: InStatement, path: readonly Step[]): Place | undefined {
  const [first, second] = path;
  if (first?.node.kind === 'scalar') return { ...inside, kind: 'condition-operator', key: first.node, present: new Set() };
  if (first?.node.kind !== 'mapping' || first.pair === undefined) return undefined;
  const operator = first.pair.key;
  if (first.inKey) return { ...inside, kind: 'condition-operator', key: operator, present: otherKeys(first.node, operator) };
  if (second?.node.kind === 'scalar')
    return { ...inside, kind: 'condition-key', key: second.node, operator: operator.value, present: new Set() };
  if (second?.node.kind !== 'mapping' || second.pair === undefined) return undefined;
  const { key } = second.pair;
  if (second.inKey) return { ...inside, kind: 'condition-key', key, operator: operator.value, present: otherKeys(second.node, key) };
  const node = path.at(-1)?.node;
  if (node?.kind !== 'scalar') return undefined;
  const entry = inside.statement.condition?.entries.find((one) => one.key === key);
  const known = entry === undefined ? {} : { entry };
  return { ...inside, kind: 'condition-value', operator: operator.value, key: key.value, node, ...known, ...intrinsicOf(path.slice(2)) };
}

/** What is no policy document: managed policies and policy templates. */
function findInSources({ source, offset, template }: FeatureRequest): Place | undefined {
  for (const policySource of template.policies) {
    if (!touchesHere(source, policySource.node.outer, offset)) continue;
    const path = findPath(source, policySource.node, offset);
    const last = path.at(-1)?.node;
    if (policySource.kind === 'managed' && last?.kind === 'scalar')
      return { kind: 'policy-entry', source: policySource, node: last, ...intrinsicOf(path) };
    if (policySource.kind !== 'policy-template') continue;
    if (touchesHere(source, policySource.name.outer, offset))
      return { kind: 'policy-entry', source: policySource, node: policySource.name };
    return findInParameters(policySource.name.value, path.slice(1));
  }
  return undefined;
}

function findInParameters(template: string, path: readonly Step[]): Place | undefined {
  const [first] = path;
  const last = path.at(-1)?.node;
  if (first?.node.kind === 'scalar') return { kind: 'template-parameter', template, key: first.node, present: new Set() };
  if (first?.node.kind !== 'mapping' || first.pair === undefined) return undefined;
  const { key } = first.pair;
  if (first.inKey) return { kind: 'template-parameter', template, key, present: otherKeys(first.node, key) };
  return last?.kind === 'scalar'
    ? { kind: 'template-value', template, parameter: key.value, node: last, ...intrinsicOf(path.slice(1)) }
    : undefined;
}

/** The innermost function of CloudFormation around the cursor, `Fn::If` and a tag that is being typed aside. */
function intrinsicOf(path: readonly Step[]): { readonly intrinsic?: Intrinsic } {
  for (const step of path.toReversed()) {
    const intrinsic = findIntrinsic(step.node);
    if (intrinsic !== undefined && intrinsic.name !== 'If' && !intrinsic.name.includes(placeholder)) return { intrinsic };
  }
  return {};
}

function otherKeys(mapping: MappingNode, key: ScalarNode): ReadonlySet<string> {
  return new Set(mapping.pairs.filter((pair) => pair.key !== key).map((pair) => pair.key.value));
}

/** Names of the elements of a statement, but for the one whose key is given. */
export function presentElements(statement: Statement | undefined, key: ScalarNode): ReadonlySet<string> {
  return statement === undefined ? new Set() : otherKeys(statement.node, key);
}
