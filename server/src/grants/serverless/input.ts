import type { LoweredPolicies, PolicyMemory } from '../../policy/lower.ts';
import { lowerPolicySteps } from '../../policy/lower.ts';
import type { Node, Pair } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { createResolver } from '../../template/serverless-resolved.ts';
import type { PolicySource, Resource, Template } from '../../template/template.ts';
import type { GrantsInput } from '../context.ts';

/** An input with the values of variables in place of them. */
export interface ResolvedInput {
  readonly input: GrantsInput;
  /** For the next version; absent where there are no variables to replace. */
  readonly memory?: InputMemory;
  /** Whether a variable has another value than in the version before, so that nothing that was found there can be kept. */
  readonly isOther: boolean;
}

export interface InputMemory {
  /** `ServiceVariables.version`. */
  readonly version: object;
  readonly made: ReadonlyMap<Node, Node>;
  readonly resources: ReadonlyMap<Resource, Resource>;
  readonly sources: ReadonlyMap<PolicySource, PolicySource>;
  readonly policies: PolicyMemory;
}

/**
 * What the principals of a service are found in: its variables replaced by what they come to (`ServiceVariables`), in its resources and functions, in the policies and
 * in the tree of the document, whose `functions` and `resources` stay as they are. The input itself for any other template.
 */
export function resolveInput(input: GrantsInput, previous: InputMemory | undefined): ResolvedInput {
  // What is declared is to be read off the scope with its values.
  const { template, version, declared: _, ...others } = input;
  const { variables } = template;
  if (variables === undefined) return { input, isOther: false };
  const before = previous?.version === variables.version ? previous : undefined;
  const resolver = createResolver(variables, (uri) => template.sources.has(uri), before?.made);
  const resources = resolveEach([...template.scope.resources.values()], before?.resources, (resource) =>
    resolveResource(resource, resolver.resolve),
  );
  const sources = resolveEach(template.policies, before?.sources, (source) => resolveSource(source, resolver.resolve));
  const resolved: Template = {
    ...template,
    scope: resources.size === 0 ? template.scope : { ...template.scope, resources: replaceIn(template.scope.resources, resources) },
    policies: sources.size === 0 ? template.policies : template.policies.map((source) => sources.get(source) ?? source),
    trees: resolveTrees(template, resolver.resolve),
  };
  const lowered = lowerAll({ ...resolved, policies: [...sources.values()] }, input, before?.policies);
  const bySource = new Map(lowered.policies.map((policy) => [policy.source, policy]));
  const policies = input.policies.map((policy) => bySource.get(sources.get(policy.source) ?? policy.source) ?? policy);
  const memory = { version: variables.version, made: resolver.made, resources, sources, policies: lowered.memory };
  return {
    input: { ...others, template: resolved, policies, version: { ...version, scope: resolved.scope } },
    memory,
    isOther: previous !== undefined && before === undefined,
  };
}

type Resolved = (node: Node) => Node;

/** Those that come to another object, by what is written; each as an earlier version made it. */
function resolveEach<T>(items: readonly T[], before: ReadonlyMap<T, T> | undefined, resolve: (item: T) => T): ReadonlyMap<T, T> {
  const found = new Map<T, T>();
  for (const item of items) {
    const resolved = resolve(item);
    if (resolved !== item) found.set(item, before?.get(item) ?? resolved);
  }
  return found;
}

function resolveResource(resource: Resource, resolve: Resolved): Resource {
  const { node, properties } = resource;
  if (node === undefined) return resource;
  const resolved = resolve(node);
  if (resolved === node || resolved.kind !== 'mapping') return resource;
  // The properties of a function of Serverless are its entry.
  const own = properties === node ? resolved : findPair(resolved, 'Properties')?.value;
  return { ...resource, node: resolved, ...(own === undefined ? {} : { properties: own }) };
}

function resolveSource(source: PolicySource, resolve: Resolved): PolicySource {
  const node = resolve(source.node);
  return node === source.node ? source : { ...source, node };
}

/** Sections that are read by their entries. */
const apart: ReadonlySet<string> = new Set(['functions', 'resources']);

function resolveTrees({ trees, source }: Template, resolve: Resolved): ReadonlyMap<string, Node> {
  const tree = trees.get(source.uri);
  if (tree?.kind !== 'mapping') return trees;
  const pairs = tree.pairs.map((pair) => {
    if (apart.has(pair.key.value)) return resolveExtensions(pair, resolve);
    // Asked for by itself, an entry is found again by the next version, whatever of its section has changed.
    for (const entry of entriesIn(pair.value, 2)) resolve(entry);
    const value = resolve(pair.value);
    return value === pair.value ? pair : { ...pair, value };
  });
  return new Map([...trees, [source.uri, { ...tree, pairs }]]);
}

/** Of `resources` what extends resources that are made. */
function resolveExtensions(pair: Pair, resolve: Resolved): Pair {
  const { value } = pair;
  if (pair.key.value !== 'resources' || value.kind !== 'mapping') return pair;
  const pairs = value.pairs.map((inner) => (inner.key.value === 'extensions' ? { ...inner, value: resolve(inner.value) } : inner));
  return { ...pair, value: { ...value, pairs } };
}

function entriesIn(node: Node, depth: number): readonly Node[] {
  if (depth === 0 || node.kind !== 'mapping') return [];
  return node.pairs.flatMap(({ value }) => [...entriesIn(value, depth - 1), value]);
}

function replaceIn(resources: ReadonlyMap<string, Resource>, replaced: ReadonlyMap<Resource, Resource>): ReadonlyMap<string, Resource> {
  return new Map([...resources].map(([name, resource]) => [name, replaced.get(resource) ?? resource]));
}

function lowerAll(template: Template, { version }: GrantsInput, before: PolicyMemory | undefined): LoweredPolicies {
  const steps = lowerPolicySteps(template, before, { ...version, scope: template.scope });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
