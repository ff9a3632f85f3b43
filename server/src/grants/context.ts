import type { PolicyKind } from '../catalog/catalog.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { lowerPolicy } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import type { Node, Range } from '../syntax/node.ts';
import type { Dependencies, ScopeVersion } from '../template/dependencies.ts';
import { changeSince, isAffected, recordScope } from '../template/dependencies.ts';
import { readText } from '../template/intrinsics.ts';
import type { Owner, PolicySource, Template } from '../template/template.ts';
import type { Branch, Text } from '../template/text.ts';
import type { Written } from './written.ts';
import { mappingOf } from './written.ts';

/** What the principals of a document are found in. */
export interface GrantsInput {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  /** Every policy of the template, lowered. */
  readonly policies: readonly Policy[];
  readonly version: ScopeVersion;
}

/** What one version leaves for the next: what was made of each key. */
export interface Recalled {
  readonly version: ScopeVersion;
  readonly made: ReadonlyMap<object, ReadonlyMap<string, Kept>>;
}

interface Kept {
  readonly by: readonly unknown[];
  readonly result: unknown;
  readonly dependencies: Dependencies;
}

/** Reads what belongs to one entry. What it asks of the template's names is noted, so that the result can be kept. */
export interface GrantsReader {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  readText(node: Node): Text;
  /** The policy sources that belong to an owner, by its type and name as in `PolicySource.owner`. */
  sourcesOf(type: string, name: string, kind?: PolicyKind): readonly PolicySource[];
  /** `undefined` for a policy template and a managed policy. */
  policyOf(source: PolicySource): Policy | undefined;
  /** A policy document that a framework writes for `owner`. Its statements stand at `range`. */
  lower(document: WrittenDocument, owner: Owner, range: Range, when?: readonly Branch[]): Policy;
}

export interface WrittenDocument {
  readonly [key: string]: Written;
  readonly Statement: Written;
}

export interface GrantsContext extends GrantsReader {
  /**
   * What `make` makes of `key` (an entry's resource, mostly), or what it made for an earlier version: kept while `key` and every item of `by` are the
   * same objects and what `make` asked of the template's names has the same answers. `make` uses the reader it is given, not the
   * context; what it reads beyond that must be in `by`. `as` tells apart what is made of one key.
   */
  recall<T>(key: object, as: string, by: readonly unknown[], make: (reader: GrantsReader) => T): T;
}

/** The context for one version, and what it leaves once all is found. */
export function makeContext(input: GrantsInput, previous: Recalled | undefined): { context: GrantsContext; recalled: Recalled } {
  const { catalog, template, version } = input;
  const bySource = new Map(input.policies.map((policy) => [policy.source, policy]));
  const byOwner = groupByOwner(template.policies);
  const recorder = recordScope(template.scope);
  const change = previous === undefined ? undefined : changeSince(previous.version, version);
  const made = new Map<object, Map<string, Kept>>();
  const readerOf = (read: Template): GrantsReader => ({
    catalog,
    template: read,
    readText: (node) => readText(node, read),
    sourcesOf: (type, name, kind) => {
      const found = byOwner.get(`${type} ${name}`) ?? NO_SOURCES;
      return kind === undefined ? found : found.filter(({ policyKind }) => policyKind === kind);
    },
    policyOf: (source) => bySource.get(source),
    lower: (document, owner, range, when = []) => lowerWritten(read, document, owner, range, when),
  });
  const recording = readerOf({ ...template, scope: recorder.scope });

  function recall<T>(key: object, as: string, by: readonly unknown[], make: (reader: GrantsReader) => T): T {
    const known = previous?.made.get(key)?.get(as);
    const isKept = known !== undefined && change !== undefined && haveSame(known.by, by) && !isAffected(known.dependencies, change);
    const kept: Kept = isKept ? known : { by, result: make(recording), dependencies: recorder.take() };
    const ofKey = made.get(key);
    if (ofKey === undefined) made.set(key, new Map([[as, kept]]));
    else ofKey.set(as, kept);
    // What was kept under this key, this name and these objects is what `make` made of them.
    return kept.result as T;
  }

  return { context: { ...readerOf(template), recall }, recalled: { version, made } };
}

const NO_SOURCES: readonly PolicySource[] = [];

function groupByOwner(sources: readonly PolicySource[]): ReadonlyMap<string, readonly PolicySource[]> {
  const found = new Map<string, PolicySource[]>();
  for (const source of sources) {
    const key = `${source.owner.type} ${source.owner.name}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [source]);
    else known.push(source);
  }
  return found;
}

function lowerWritten(template: Template, document: WrittenDocument, owner: Owner, range: Range, when: readonly Branch[]): Policy {
  const node = mappingOf(document, range);
  const source: PolicySource = { kind: 'document', owner, policyKind: 'identity', when, node };
  const policy = lowerPolicy(source, template);
  return policy ?? { source, kind: 'identity', range, statements: [], unknown: [], complete: false };
}

function haveSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
