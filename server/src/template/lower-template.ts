import type { Node, Problem, ScalarNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Parsed } from '../syntax/source.ts';
import { findBoundaryReferences } from './boundaries.ts';
import type { Collector, LowerContext } from './collector.ts';
import { makeCollector } from './collector.ts';
import type { Contribution, Settlement, Trail } from './contribution.ts';
import { finishSink } from './contribution.ts';
import type { ScopeChange, ScopeVersion } from './dependencies.ts';
import { compareScopes } from './dependencies.ts';
import { detectDialect } from './detect.ts';
import { addResourcePolicies, markBoundaries } from './dialects/cloudformation.ts';
import { addLoosePolicies } from './dialects/policy.ts';
import { addSamPolicies } from './dialects/sam.ts';
import { addServerlessPolicies, readService } from './dialects/serverless.ts';
import { resolveVariable } from './fragments.ts';
import type { TemplateMemory } from './memory.ts';
import { findResourceFragment } from './resource-fragments.ts';
import type { Entries } from './sections.ts';
import { entries } from './sections.ts';
import { findServiceVariables } from './serverless-values.ts';
import type { Declarations, MadeScope } from './symbols.ts';
import { makeScope } from './symbols.ts';
import type { Dialect, PolicySource, Scope, SubHost, Template } from './template.ts';

export interface LoweredTemplate {
  readonly template: Template;
  /** URIs of the files asked for, whatever the answer. */
  readonly reads: readonly string[];
  /** Those that the snapshot has not read yet: load them and lower again. */
  readonly wanted: readonly string[];
  /** For the next version of the document. */
  readonly memory: TemplateMemory;
}

/** Finds the policies of a document and what its names mean; `undefined` for a document that is none of ours. Never throws on user text. */
export function lowerTemplate(parsed: Parsed, given: LowerContext): LoweredTemplate | undefined {
  const { previous, ...others } = given;
  const { dialect, types } = detectDialect(parsed, previous?.types);
  if (dialect === undefined || parsed.tree === undefined) return undefined;
  const context: LowerContext = previous?.dialect === dialect ? { ...others, previous } : others;
  const collector = makeCollector(
    { ...parsed, tree: parsed.tree },
    dialect,
    context,
    dialect === 'serverless' ? resolveInService : resolveNothing,
  );
  const made = addPoliciesOf(collector, dialect);
  const { scope } = made;
  collector.contributions.push(finishSink(collector.sink, parsed.tree, ''));
  const found = gather(collector.contributions);
  const service = variablesOf(collector, made);
  const version = makeVersion({ ...scope, incomplete: scope.incomplete || found.incomplete }, made, context.previous?.names.version);
  const references = findBoundaryReferences(collector, { dialect, version, hosts: found.hosts }, made.declared, found.policies);
  const { policies, marked } = markBoundaries(found.policies, scope, references, context.previous?.marked);
  const template: Template = {
    dialect,
    source: parsed.source,
    sources: collector.sources,
    trees: collector.trees,
    scope: version.scope,
    policies,
    problems: [...parsed.problems, ...collector.problems, ...[...found.embedded.values()].flat()],
    hosts: found.hosts,
    replaced: found.replaced,
    ...(service === undefined ? {} : { variables: service.variables }),
  };
  const memory: TemplateMemory = {
    dialect,
    types,
    contributions: collector.contributionsByKey,
    sections: collector.sections,
    resolved: collector.resolved,
    plain: collector.plain,
    names: { version, parts: made.parts, declared: made.declared },
    boundaries: references.boundaryNodes,
    references: references.read,
    marked,
    ...(service === undefined ? {} : { variables: service.memory }),
  };
  return { template, reads: [...collector.reads], wanted: [...collector.wanted], memory };
}

function resolveInService(collector: Collector, node: ScalarNode): Node | undefined {
  return resolveVariable(collector, node, collector.sink);
}

function resolveNothing(): undefined {
  return undefined;
}

/** Those of a service, whose entries are parts of its names. */
function variablesOf(collector: Collector, { parts }: MadeScope): ReturnType<typeof findServiceVariables> | undefined {
  if (collector.dialect !== 'serverless') return undefined;
  return findServiceVariables(
    collector,
    parts.map(({ items }) => items),
  );
}

/** The scope with how it differs from that of the version before. */
function makeVersion(scope: Scope, made: MadeScope, before: ScopeVersion | undefined): ScopeVersion {
  if (before === undefined) return { scope, id: {} };
  const others = made.change === undefined ? undefined : compareScopes({ ...before.scope, resources: scope.resources }, scope);
  const change: ScopeChange =
    made.change === undefined || others === undefined
      ? compareScopes(before.scope, scope)
      : {
          names: new Set([...made.change.names, ...others.names]),
          declarations: made.change.declarations,
          sameNames: others.sameNames && made.change.names.size === 0,
          everything: others.everything,
        };
  return { scope, id: {}, since: { id: before.id, change } };
}

function addPoliciesOf(collector: Collector, dialect: Dialect): MadeScope {
  const { tree, context } = collector;
  const read = new Map<Node | undefined, Entries>();
  const entriesOf = (section: number, resources: Node | undefined): Entries => {
    const known = read.get(resources) ?? entries(resources, context.previous?.sections.get(`Resources ${section}`)?.entries);
    read.set(resources, known);
    return known;
  };
  const declarations: Omit<Declarations, 'sections'> = { dialect, functions: [], incomplete: false, catalog: context.catalog, entriesOf };
  switch (dialect) {
    case 'sam':
    case 'cloudformation':
      return addTemplatePolicies(collector, declarations);
    case 'serverless': {
      const service = readService(collector);
      const made = makeScope({ ...declarations, ...service, service: tree }, context.previous?.names);
      addServerlessPolicies(collector, service, made.scope, entriesOf);
      return made;
    }
    case 'policy':
      addLoosePolicies(collector);
      return makeScope({ ...declarations, sections: [] }, context.previous?.names);
  }
}

function addTemplatePolicies(collector: Collector, declarations: Omit<Declarations, 'sections'>): MadeScope {
  const { tree, dialect, context } = collector;
  const fragment = findPair(tree, 'Resources') === undefined ? findResourceFragment(tree) : undefined;
  const section = fragment ?? tree;
  const resources = declarations.entriesOf(0, findPair(section, 'Resources')?.value);
  if (dialect === 'sam') addSamPolicies(collector, resources);
  else addResourcePolicies(collector, 'Resources 0', resources);
  return makeScope({ ...declarations, sections: [section], incomplete: fragment !== undefined }, context.previous?.names);
}

interface Gathered {
  readonly policies: readonly PolicySource[];
  readonly hosts: ReadonlyMap<ScalarNode, SubHost>;
  readonly embedded: ReadonlyMap<ScalarNode, readonly Problem[]>;
  readonly replaced: ReadonlyMap<ScalarNode, Node>;
  readonly incomplete: boolean;
}

/** What all contributions come to, in their order. */
function gather(contributions: readonly Contribution[]): Gathered {
  const policies: PolicySource[] = [];
  const hosts = new Map<ScalarNode, SubHost>();
  const embedded = new Map<ScalarNode, readonly Problem[]>();
  const replaced = new Map<ScalarNode, Node>();
  const settlements = new Set<Settlement>();
  let incomplete = false;
  const addTrail = (trail: Trail): void => {
    for (const [node, target] of trail.replaced) replaced.set(node, target);
  };
  for (const contribution of contributions) {
    for (const policy of contribution.policies) policies.push(policy);
    if (contribution.incomplete) incomplete = true;
    // Most of thousands have nothing else.
    if (contribution.hosts.size > 0) for (const [node, host] of contribution.hosts) hosts.set(node, host);
    if (contribution.settlements.length > 0) for (const settlement of contribution.settlements) settlements.add(settlement);
    if (contribution.replaced.size > 0) addTrail(contribution);
    if (contribution.embedded.size === 0) continue;
    for (const [node, problems] of contribution.embedded) if (!embedded.has(node)) embedded.set(node, problems);
  }
  for (const settlement of settlements) {
    addTrail(settlement);
    for (const further of settlement.further) settlements.add(further);
  }
  return { policies, hosts, embedded, replaced, incomplete };
}
