import { findPair } from '../syntax/node.ts';
import type { Parsed } from '../syntax/source.ts';
import { findBoundaryReferences } from './boundaries.ts';
import type { Collector, LowerContext } from './collector.ts';
import { makeCollector } from './collector.ts';
import { detectDialect } from './detect.ts';
import { addResourcePolicies, markBoundaries } from './dialects/cloudformation.ts';
import { addLoosePolicies } from './dialects/policy.ts';
import { addSamPolicies } from './dialects/sam.ts';
import { addServerlessPolicies, readService } from './dialects/serverless.ts';
import { resolveVariable } from './fragments.ts';
import { findResourceFragment } from './resource-fragments.ts';
import type { Declarations } from './symbols.ts';
import { makeScope } from './symbols.ts';
import type { Dialect, Scope, Template } from './template.ts';

export interface LoweredTemplate {
  readonly template: Template;
  /** URIs of the files asked for, whatever the answer. */
  readonly reads: readonly string[];
  /** Those that the snapshot has not read yet: load them and lower again. */
  readonly wanted: readonly string[];
}

/** Finds the policies of a document and what its names mean; `undefined` for a document that is none of ours. Never throws on user text. */
export function lowerTemplate(parsed: Parsed, context: LowerContext): LoweredTemplate | undefined {
  const dialect = detectDialect(parsed);
  if (dialect === undefined || parsed.tree === undefined) return undefined;
  const collector = makeCollector({ ...parsed, tree: parsed.tree }, dialect, context);
  const scope = addPoliciesOf(collector, dialect);
  markBoundaries(collector, scope, findBoundaryReferences(collector, { dialect, scope, hosts: collector.hosts }));
  const template: Template = {
    dialect,
    source: parsed.source,
    sources: collector.sources,
    trees: collector.trees,
    scope: { ...scope, incomplete: scope.incomplete || collector.incomplete },
    policies: collector.policies,
    problems: [...parsed.problems, ...collector.problems],
    hosts: collector.hosts,
    replaced: collector.replaced,
  };
  return { template, reads: [...collector.reads], wanted: [...collector.wanted] };
}

function addPoliciesOf(collector: Collector, dialect: Dialect): Scope {
  const { tree, context } = collector;
  const declarations = { dialect, functions: [], incomplete: false, catalog: context.catalog };
  switch (dialect) {
    case 'sam':
    case 'cloudformation':
      return addTemplatePolicies(collector, declarations);
    case 'serverless': {
      collector.resolve = (node) => resolveVariable(collector, node);
      const service = readService(collector);
      const scope = makeScope({ ...declarations, ...service, service: tree });
      addServerlessPolicies(collector, service, scope);
      return scope;
    }
    case 'policy':
      addLoosePolicies(collector);
      return makeScope({ ...declarations, sections: [] });
  }
}

function addTemplatePolicies(collector: Collector, declarations: Omit<Declarations, 'sections'>): Scope {
  const { tree, dialect } = collector;
  const fragment = findPair(tree, 'Resources') === undefined ? findResourceFragment(tree) : undefined;
  const section = fragment ?? tree;
  if (dialect === 'sam') addSamPolicies(collector);
  else addResourcePolicies(collector, findPair(section, 'Resources')?.value);
  return makeScope({ ...declarations, sections: [section], incomplete: fragment !== undefined });
}
