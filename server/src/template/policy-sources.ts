import { parseEmbedded } from '../syntax/embedded.ts';
import type { MappingNode, Node, ScalarNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { expand, expandItems, isList } from './branches.ts';
import type { Collector, Holder } from './collector.ts';
import { isPolicyElement } from './elements.ts';
import { settleVariables } from './fragments.ts';
import type { Intrinsic } from './intrinsic.ts';
import { argumentList, findIntrinsic } from './intrinsic.ts';
import type { LocationForm } from './locations.ts';
import { isStatementLike } from './loose-forms.ts';
import type { PolicySource } from './template.ts';
import type { Branch } from './text.ts';

/** Adds the policies that stand at a place, each branch of `Fn::If` as one of its own. */
export function addPolicies(collector: Collector, holder: Holder, node: Node, form: LocationForm): void {
  switch (form) {
    case 'document':
      for (const place of expand(node, holder.when, collector.resolve).places)
        addDocument(collector, { ...holder, when: place.when }, place.node, 0);
      return;
    case 'statements':
      for (const place of expand(node, holder.when, collector.resolve).places)
        addStatements(collector, { ...holder, when: place.when }, place.node);
      return;
    case 'entries':
      for (const place of expandItems(node, holder.when, collector.resolve).places)
        addEntry(collector, { ...holder, when: place.when }, place.node);
      return;
    case 'managed':
      for (const place of expandItems(node, holder.when, collector.resolve).places) {
        if (isWritten(place.node)) push(collector, { kind: 'managed', node: place.node, ...holder, when: place.when });
      }
      return;
    case 'permission':
      push(collector, { kind: 'permission', node, ...holder });
  }
}

/** JSON text in JSON text, and functions in functions: no real template goes deeper than 2. */
const maximumDepth = 4;

/** A policy document: a mapping, `Fn::ToJsonString` of one, or JSON text in a string, which may be that of a `Fn::Sub`. */
export function addDocument(collector: Collector, holder: Holder, node: Node, depth: number): void {
  for (const { document, when } of findDocuments(collector, node, holder.when, depth)) {
    const kind =
      document.kind === 'sequence' || (isStatementLike(document) && findPair(document, 'Statement') === undefined)
        ? 'statements'
        : 'document';
    push(collector, { kind, node: document, ...holder, when });
  }
}

interface FoundDocument {
  readonly document: Node;
  readonly when: readonly Branch[];
}

function findDocuments(collector: Collector, node: Node, when: readonly Branch[], depth: number): readonly FoundDocument[] {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) {
    if (node.kind === 'mapping') return [{ document: node, when }];
    if (node.kind === 'sequence') return node.items.some(isStatementLike) ? [{ document: node, when }] : [];
    const text = embed(collector, node);
    // An empty value, or a word that is being typed, is a place for a document all the same.
    if (text === undefined) return /^[\s\w]*$/.test(node.value) ? [{ document: node, when }] : [];
    return [{ document: text, when }];
  }
  if (intrinsic.name === 'Sub') {
    const text = embedSub(collector, intrinsic);
    return text === undefined ? [] : [{ document: text, when }];
  }
  if (intrinsic.name !== 'ToJsonString' || depth > maximumDepth) return [];
  const { argument } = intrinsic;
  if (intrinsic.short) return argument.kind === 'mapping' ? [{ document: argument, when }] : [];
  return expand(argument, when, collector.resolve).places.flatMap((place) => findDocuments(collector, place.node, place.when, depth + 1));
}

function embed(collector: Collector, scalar: ScalarNode): Node | undefined {
  const source = collector.sources.get(scalar.range.unit.uri) ?? collector.main;
  const embedded = parseEmbedded(source, scalar);
  if (embedded === undefined) return undefined;
  // Several aliases may lead to one string, whose problems are reported once.
  if (embedded.problems.length > 0) collector.sink.embedded.set(scalar, embedded.problems);
  return embedded.tree;
}

function embedSub(collector: Collector, intrinsic: Intrinsic): Node | undefined {
  const [scalar, variables] = argumentList(intrinsic);
  if (scalar?.kind !== 'scalar') return undefined;
  collector.sink.hosts.set(scalar, variables === undefined ? {} : { variables });
  return embed(collector, scalar);
}

function addStatements(collector: Collector, holder: Holder, node: Node): void {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined && (node.kind !== 'scalar' || node.type === 'null')) push(collector, { kind: 'statements', node, ...holder });
  else collector.sink.incomplete = true;
}

/** An entry of SAM's `Policies`: a document, a policy template, what wraps a document, or a managed policy. */
function addEntry(collector: Collector, holder: Holder, node: Node): void {
  const intrinsic = findIntrinsic(node);
  if (intrinsic !== undefined || node.kind === 'scalar') {
    if (intrinsic?.name === 'Transform') collector.sink.incomplete = true;
    else if (isWritten(node)) push(collector, { kind: 'managed', node, ...holder });
    return;
  }
  if (isList(node)) {
    for (const item of node.items) if (item.kind === 'mapping') addMappingEntry(collector, holder, item);
  } else if (node.kind === 'mapping') addMappingEntry(collector, holder, node);
}

function addMappingEntry(collector: Collector, holder: Holder, node: MappingNode): void {
  const wrapped = findPair(node, 'PolicyDocument')?.value;
  if (wrapped !== undefined) {
    for (const { document, when } of expand(wrapped, holder.when, collector.resolve).places.flatMap((place) =>
      findDocuments(collector, place.node, place.when, 0),
    )) {
      push(collector, { kind: 'wrapped', node, document, ...holder, when });
    }
    return;
  }
  const [first] = node.pairs;
  if (first === undefined) return;
  const ofDocument = node.pairs.some((pair) => isPolicyElement(pair.key.value));
  if (isStatementLike(node)) push(collector, { kind: 'statements', node, ...holder });
  else if (ofDocument) push(collector, { kind: 'document', node, ...holder });
  else push(collector, { kind: 'policy-template', node, name: first.key, parameters: first.value, ...holder });
}

function isWritten(node: Node): boolean {
  return node.kind !== 'scalar' || node.value !== '' || node.tag !== undefined;
}

function push(collector: Collector, source: PolicySource): void {
  settleVariables(collector, source.node);
  collector.sink.policies.push(source);
}
