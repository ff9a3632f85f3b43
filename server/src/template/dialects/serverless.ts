import type { Node, Pair } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { align } from '../align.ts';
import type { Collector } from '../collector.ts';
import { contribute, contributeEntries } from '../contribute.ts';
import { findIntrinsic } from '../intrinsic.ts';
import { functionLocations, pluginLocations, providerLocations } from '../locations.ts';
import { addPolicies } from '../policy-sources.ts';
import type { Entries } from '../sections.ts';
import { entries } from '../sections.ts';
import type { Owner, Scope } from '../template.ts';
import type { Branch } from '../text.ts';
import { walk } from '../walk.ts';
import { addAt, addEntry, addExtensionPolicies, addResourcePolicies } from './cloudformation.ts';

/** A service with its variables followed: what is in the document and in the files it names. */
export interface Service {
  readonly functions: readonly Pair[];
  /** Mappings with `Resources`, `Outputs`, `extensions`; one for each item of a list. */
  readonly sections: readonly Node[];
}

/** Finds the sections of a service; `functions` and `resources` may be lists of mappings, and files. */
export function readService(collector: Collector): Service {
  const functions = sectionsAt(collector, 'functions').flatMap((section) => resolvedEntries(collector, section));
  const sections = sectionsAt(collector, 'resources').map((section) => resolveSection(collector, section));
  return { functions, sections };
}

/** Reads the entries of the `Resources` of a section, by the section's number. */
export type EntriesOf = (section: number, resources: Node | undefined) => Entries;

/** The policies of the provider, of every function, of plugins and of the resources. */
export function addServerlessPolicies(collector: Collector, service: Service, scope: Scope, entriesOf: EntriesOf): void {
  const pair = findPair(collector.tree, 'provider');
  if (pair !== undefined) {
    addEntry(collector, pair, { name: 'provider', type: 'AWS::IAM::Role', range: pair.key.range }, pair.value, providerLocations);
  }
  const functions = { pairs: service.functions, loops: [], complete: true };
  contributeEntries(collector, 'functions', functions, ({ key, value }) => {
    const owner = { name: key.value, type: 'AWS::Lambda::Function', range: key.range };
    return () => addAt(collector, owner, value, functionLocations);
  });
  for (const { path, kind, form, type } of pluginLocations) {
    for (const { node, when, key } of walk(collector, collector.tree, path)) {
      const owner = { name: key?.value ?? '', type, range: key?.range ?? node.range };
      contribute(collector, node, node, describeHolder(owner, when), () =>
        addPolicies(collector, { owner, policyKind: kind, when }, node, form),
      );
    }
  }
  for (const [index, section] of service.sections.entries()) {
    addResourcePolicies(collector, `Resources ${index}`, entriesOf(index, findPair(section, 'Resources')?.value));
    addExtensionPolicies(collector, findPair(section, 'extensions')?.value, scope.resources);
  }
}

/** What decides beside the node, in words. */
function describeHolder({ type, name }: Owner, when: readonly Branch[]): string {
  return [type, name, ...when.map(({ condition, is }) => `${condition}=${is}`)].join(' ');
}

/** The mappings that a section is: itself, or every item of a list. */
function sectionsAt(collector: Collector, name: string): readonly Node[] {
  return walk(collector, collector.tree, [name]).flatMap(({ node }) => {
    const section = resolved(collector, node);
    const items = section.kind === 'sequence' ? section.items.map((item) => resolved(collector, item)) : [section];
    return items.filter((item) => item.kind === 'mapping');
  });
}

/** What a node stands for; a variable that cannot be followed leaves the template incomplete. */
function resolved(collector: Collector, node: Node): Node {
  if (node.kind !== 'scalar') return node;
  const target = collector.resolve(node);
  if (target === undefined && node.type !== 'null') collector.sink.incomplete = true;
  return target ?? node;
}

/** A section whose `Resources`, and whose resources, are written out. Nothing is copied where no variable stands. */
function resolveSection(collector: Collector, section: Node): Node {
  if (section.kind !== 'mapping') return section;
  const pairs = section.pairs.map((pair) => {
    const value = resolved(collector, pair.value);
    if (pair.key.value !== 'Resources' || value.kind !== 'mapping') return value === pair.value ? pair : { ...pair, value };
    const inner = resolvedEntries(collector, value);
    const unchanged = value === pair.value && (inner === value.pairs || inner.every((entry, index) => entry === value.pairs[index]));
    return unchanged ? pair : { ...pair, value: { ...value, pairs: inner } };
  });
  return pairs.every((pair, index) => pair === section.pairs[index]) ? section : { ...section, pairs };
}

function resolvedEntries(collector: Collector, node: Node): readonly Pair[] {
  if (node.kind !== 'mapping') return [];
  const before = collector.context.previous?.plain[collector.plain.length] ?? [];
  const isPlain = findIntrinsic(node) === undefined && arePlain(node.pairs, before);
  collector.plain.push(isPlain ? node.pairs : []);
  if (isPlain) return node.pairs;
  const { pairs, complete } = entries(node);
  if (!complete) collector.sink.incomplete = true;
  const found = node.pairs.some((pair) => pair.key.value.startsWith('Fn::')) ? node.pairs : pairs;
  return found.map((pair) => {
    const value = pair.value.kind === 'scalar' ? resolved(collector, pair.value) : pair.value;
    return value === pair.value ? pair : replaceValue(collector, pair, value);
  });
}

/** Whether nothing else brings any of the entries, where it is known that nothing does for those of `before`. */
function arePlain(pairs: readonly Pair[], before: readonly Pair[]): boolean {
  const { head, tail } = align(before, pairs);
  return pairs.slice(head, pairs.length - tail).every(({ key, value }) => value.kind !== 'scalar' && !key.value.startsWith('Fn::'));
}

/** The same object as in an earlier version, where the variable brings the same. */
function replaceValue(collector: Collector, pair: Pair, value: Node): Pair {
  const known = collector.context.previous?.resolved.get(pair);
  const replaced = known?.value === value ? known : { ...pair, value };
  collector.resolved.set(pair, replaced);
  return replaced;
}
