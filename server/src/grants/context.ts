import type { PolicyKind } from '../catalog/catalog.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { lowerPolicy } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import type { MappingNode, Node, Range } from '../syntax/node.ts';
import type { Resolve } from '../template/branches.ts';
import type { ScopeVersion } from '../template/dependencies.ts';
import { changeSince, isAffected, recordScope } from '../template/dependencies.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Owner, PolicySource, Template } from '../template/template.ts';
import { isDeclared } from '../template/template.ts';
import type { Branch, Text } from '../template/text.ts';
import type { Answers } from './asked.ts';
import { areSameAnswers, recordAsked } from './asked.ts';
import { nameResources } from './given-names.ts';
import type { OwnedSources } from './owned-sources.ts';
import { findPolicy, findSources, groupByOwner } from './owned-sources.ts';
import type { Recall, RecalledResults } from './recall.ts';
import { createRecall } from './recall.ts';
import type { ResourcesByType } from './resources-by-type.ts';
import { groupByType } from './resources-by-type.ts';
import type { Written } from './written.ts';
import { mappingOf } from './written.ts';

/** What the principals of a document are found in. */
export interface GrantsInput {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  /** Every policy of the template, lowered. */
  readonly policies: readonly Policy[];
  readonly version: ScopeVersion;
  /** What the scope declares, in its order, where that is known already. */
  readonly declared?: readonly DeclaredResource[];
  /** The policies of a permissions boundary whose document is another file, by what is written; none if absent. */
  findBoundary?(text: string): readonly Policy[] | undefined;
}

/** What one version leaves for the next: what was made of each key. */
export interface Recalled {
  readonly version: ScopeVersion;
  readonly owned: OwnedSources;
  readonly resources: ResourcesByType;
  readonly results: RecalledResults;
}

/** Reads what belongs to one entry. What it is asked is noted, so that the result can be kept. */
export interface GrantsReader extends Answers {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  readText(node: Node): Text;
  /** For `expand` and `expandItems`: what a string made of one variable stands for. */
  readonly resolve: Resolve;
  /** A policy document that a framework writes for `owner`, for an identity unless said otherwise. Its statements stand at `range`. */
  lower(document: WrittenDocument, owner: Owner, range: Range, when?: readonly Branch[], kind?: PolicyKind): Policy;
}

export interface WrittenDocument {
  readonly [key: string]: Written;
  readonly Statement: Written;
}

export interface GrantsContext extends GrantsReader, Recall<GrantsReader> {
  /** The resources that are written in the template, in their order. */
  readonly declared: readonly DeclaredResource[];
  /** Those of a type. */
  resourcesOf(type: string): readonly DeclaredResource[];
}

/** The context for one version, and what it leaves once all is found. */
export function makeContext(input: GrantsInput, previous: Recalled | undefined): { context: GrantsContext; recalled: Recalled } {
  const { catalog, template, version } = input;
  const { owned, changed } = groupByOwner(template.policies, input.policies, previous?.owned);
  const recorder = recordScope(template.scope);
  const change = previous === undefined ? undefined : changeSince(previous.version, version);
  const declared = input.declared ?? [...template.scope.resources.values()].filter(isDeclared);
  const resources = groupByType(declared, previous?.resources);
  const resourcesOf = (type: string): readonly DeclaredResource[] => resources.byType.get(type) ?? NO_RESOURCES;
  const names = new Map<string, ReadonlyMap<string, string>>();
  const findNamed = (type: string, name: string): string | undefined => {
    const ofType = names.get(type) ?? nameResources(readerOf(template, answers), resourcesOf(type));
    names.set(type, ofType);
    return ofType.get(name);
  };
  const answers: Answers = {
    sourcesOf: (type, name, kind) => findSources(owned, { type, name }, kind),
    policyOf: (source) => findPolicy(owned, source),
    findNamed,
    findBoundary: (text) => input.findBoundary?.(text),
  };
  const readerOf = (read: Template, { sourcesOf, policyOf, findBoundary, findNamed: find }: Answers): GrantsReader => ({
    catalog,
    template: read,
    readText: (node) => readText(node, read),
    resolve: (node) => read.replaced.get(node),
    sourcesOf,
    policyOf,
    findNamed: find,
    findBoundary,
    lower: (document, owner, range, when = [], policyKind = 'identity') =>
      lowerWritten(read, mappingOf(document, range), { owner, policyKind, when }),
  });
  const asked = recordAsked(answers);
  const { recall, results } = createRecall<GrantsReader>(previous?.results, {
    reader: readerOf({ ...template, scope: recorder.scope }, asked),
    take: () => ({ dependencies: recorder.take(), asked: asked.take() }),
    isStill: (kept) => change !== undefined && !isAffected(kept.dependencies, change) && areSameAnswers(kept.asked, changed, answers),
  });
  return {
    context: { ...readerOf(template, answers), ...recall, declared, resourcesOf },
    recalled: { version, owned, resources, results },
  };
}

const NO_RESOURCES: readonly DeclaredResource[] = [];

function lowerWritten(template: Template, node: MappingNode, holder: Pick<PolicySource, 'owner' | 'policyKind' | 'when'>): Policy {
  const source: PolicySource = { kind: 'document', ...holder, node };
  const policy = lowerPolicy(source, template);
  return policy ?? { source, kind: source.policyKind, range: node.range, statements: [], unknown: [], complete: false };
}
