import type { PolicyKind } from '../catalog/catalog.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { lowerPolicy } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import { groupBy } from '../syntax/group-by.ts';
import type { MappingNode, Node, Range } from '../syntax/node.ts';
import { haveSame } from '../template/align.ts';
import type { Resolve } from '../template/branches.ts';
import type { Dependencies, ScopeVersion } from '../template/dependencies.ts';
import { changeSince, isAffected, recordScope } from '../template/dependencies.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Owner, PolicySource, Template } from '../template/template.ts';
import { isDeclared } from '../template/template.ts';
import type { Branch, Text } from '../template/text.ts';
import { nameResources } from './given-names.ts';
import type { OwnedSources } from './owned-sources.ts';
import { findPolicy, findSources, groupByOwner } from './owned-sources.ts';
import type { Written } from './written.ts';
import { mappingOf } from './written.ts';

/** What the principals of a document are found in. */
export interface GrantsInput {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  /** Every policy of the template, lowered. */
  readonly policies: readonly Policy[];
  readonly version: ScopeVersion;
  /** The policies of a permissions boundary whose document is another file, by what is written; none if absent. */
  findBoundary?(text: string): readonly Policy[] | undefined;
}

/** What one version leaves for the next: what was made of each key. */
export interface Recalled {
  readonly version: ScopeVersion;
  readonly owned: OwnedSources;
  readonly made: ReadonlyMap<object, readonly Kept[]>;
}

interface Kept {
  readonly as: string;
  readonly by: readonly unknown[];
  readonly result: unknown;
  readonly dependencies: Dependencies;
}

/** Reads what belongs to one entry. What it asks of the template's names is noted, so that the result can be kept. */
export interface GrantsReader {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  readText(node: Node): Text;
  /** For `expand` and `expandItems`: what a string made of one variable stands for. */
  readonly resolve: Resolve;
  /**
   * The policy sources that belong to an owner, by its type and name as in `PolicySource.owner`: the same list as in the version before while they and their
   * policies are the same.
   */
  sourcesOf(type: string, name: string, kind?: PolicyKind): readonly PolicySource[];
  /** The logical id of the resource of this type that its author gives this name, in `Fn::Sub` notation. */
  findNamed(type: string, name: string): string | undefined;
  /** The policies of a permissions boundary that is in neither the template nor the catalogue, by its ARN or name in `Fn::Sub` notation. */
  findBoundary(text: string): readonly Policy[] | undefined;
  /** `undefined` for a policy template and a managed policy. */
  policyOf(source: PolicySource): Policy | undefined;
  /** A policy document that a framework writes for `owner`, for an identity unless said otherwise. Its statements stand at `range`. */
  lower(document: WrittenDocument, owner: Owner, range: Range, when?: readonly Branch[], kind?: PolicyKind): Policy;
}

export interface WrittenDocument {
  readonly [key: string]: Written;
  readonly Statement: Written;
}

export interface GrantsContext extends GrantsReader {
  /**
   * What `make` makes of `key` (an entry's resource, mostly), or what it made for an earlier version: kept while `key` and every item of `by` are the
   * same objects and what `make` asked of the template's names has the same answers. `make` uses the reader it is given, not the
   * context; what it reads beyond that must be in `by` (`attachmentInputs` says what sources of policies come to). `as` tells apart what is made of one key.
   */
  recall<T>(key: object, as: string, by: readonly unknown[], make: (reader: GrantsReader) => T): T;
  /** The resources that are written in the template, in their order. */
  readonly declared: readonly DeclaredResource[];
  /** Those of a type. */
  resourcesOf(type: string): readonly DeclaredResource[];
}

/** The context for one version, and what it leaves once all is found. */
export function makeContext(input: GrantsInput, previous: Recalled | undefined): { context: GrantsContext; recalled: Recalled } {
  const { catalog, template, version } = input;
  const owned = groupByOwner(template.policies, input.policies, previous?.owned);
  const recorder = recordScope(template.scope);
  const change = previous === undefined ? undefined : changeSince(previous.version, version);
  const made = new Map<object, Kept[]>();
  const declared = [...template.scope.resources.values()].filter(isDeclared);
  let byType: ReadonlyMap<string, readonly DeclaredResource[]> | undefined;
  const resourcesOf = (type: string): readonly DeclaredResource[] => {
    byType ??= groupBy(declared, (resource) => resource.type);
    return byType.get(type) ?? [];
  };
  const names = new Map<string, ReadonlyMap<string, string>>();
  const findNamed = (type: string, name: string): string | undefined => {
    const ofType = names.get(type) ?? nameResources(readerOf(template), resourcesOf(type));
    names.set(type, ofType);
    return ofType.get(name);
  };
  const readerOf = (read: Template): GrantsReader => ({
    catalog,
    template: read,
    readText: (node) => readText(node, read),
    resolve: (node) => read.replaced.get(node),
    sourcesOf: (type, name, kind) => findSources(owned, { type, name }, kind),
    findNamed,
    findBoundary: (text) => input.findBoundary?.(text),
    policyOf: (source) => findPolicy(owned, source),
    lower: (document, owner, range, when = [], policyKind = 'identity') =>
      lowerWritten(read, mappingOf(document, range), { owner, policyKind, when }),
  });
  const recording = readerOf({ ...template, scope: recorder.scope });

  function recall<T>(key: object, as: string, by: readonly unknown[], make: (reader: GrantsReader) => T): T {
    const known = findKept(previous?.made.get(key), as);
    const isKept = known !== undefined && change !== undefined && haveSame(known.by, by) && !isAffected(known.dependencies, change);
    const kept: Kept = isKept ? known : { as, by, result: make(recording), dependencies: recorder.take() };
    const ofKey = made.get(key);
    if (ofKey === undefined) made.set(key, [kept]);
    else ofKey.push(kept);
    // What was kept under this key, this name and these objects is what `make` made of them.
    return kept.result as T;
  }

  return { context: { ...readerOf(template), recall, declared, resourcesOf }, recalled: { version, owned, made } };
}

function findKept(ofKey: readonly Kept[] | undefined, as: string): Kept | undefined {
  for (const kept of ofKey ?? []) if (kept.as === as) return kept;
  return undefined;
}

function lowerWritten(template: Template, node: MappingNode, holder: Pick<PolicySource, 'owner' | 'policyKind' | 'when'>): Policy {
  const source: PolicySource = { kind: 'document', ...holder, node };
  const policy = lowerPolicy(source, template);
  return policy ?? { source, kind: source.policyKind, range: node.range, statements: [], unknown: [], complete: false };
}
