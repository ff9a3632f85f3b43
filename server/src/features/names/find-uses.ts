import type { Node, ScalarNode } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { sourceRange } from '../../syntax/source.ts';
import type { Intrinsic } from '../../template/intrinsic.ts';
import { argumentList, findIntrinsic, scalarArgument } from '../../template/intrinsic.ts';
import { entries } from '../../template/sections.ts';
import type { Template } from '../../template/template.ts';
import { findSections, isFrameworkFunction } from './find-declarations.ts';
import type { NameKind, NameUse } from './name-use.ts';
import { readName } from './name-use.ts';

/** Every place of a template and of the files it names that uses a name, in no order. Each stretch of text is there once. */
export function findUses(template: Template): readonly NameUse[] {
  const found: NameUse[] = [];
  const add = (kind: NameKind, node: Node | undefined): void => {
    const use = node?.kind === 'scalar' ? readName(kind, node) : undefined;
    if (use !== undefined) found.push(use);
  };
  for (const tree of template.trees.values()) addIntrinsics(found, add, tree, template);
  addOfResources(add, template);
  for (const section of findSections(template)) {
    addOfSection(add, section);
    for (const { key } of entries(findPair(section, 'extensions')?.value).pairs) add('value', key);
  }
  if (template.dialect === 'serverless') for (const tree of template.trees.values()) addOfService(add, tree, template);
  return found;
}

type Add = (kind: NameKind, node: Node | undefined) => void;

/** A stack and not a recursion: nothing bounds how deep a text nests. An alias is the same node in several places. */
function addIntrinsics(found: NameUse[], add: Add, root: Node, { dialect }: Template): void {
  const seen = new Set<Node>();
  const rest: Node[] = [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const intrinsic = findIntrinsic(node);
    if (intrinsic !== undefined) addIntrinsic(found, add, intrinsic);
    if (node.kind === 'scalar') {
      if (dialect === 'serverless') found.push(...namesIn(node, /#\{\s*([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\s*\}/g));
    } else if (node.kind === 'sequence') rest.push(...node.items);
    else for (const pair of node.pairs) rest.push(pair.value);
  }
}

function addIntrinsic(found: NameUse[], add: Add, intrinsic: Intrinsic): void {
  const [first, second] = argumentList(intrinsic);
  switch (intrinsic.name) {
    case 'Ref':
      add('value', scalarArgument(intrinsic));
      return;
    case 'GetAtt':
      add('value', first);
      return;
    case 'Sub':
      if (first?.kind === 'scalar') found.push(...namesInSub(first, second));
      return;
    case 'If':
    case 'Condition':
      add('condition', first);
      return;
    case 'FindInMap':
      add('mapping', first);
  }
}

/** `${Name}` and `${Name.Attribute}`, but for what the map of the `Fn::Sub` gives. */
function namesInSub(text: ScalarNode, map: Node | undefined): readonly NameUse[] {
  const variables = new Set(map?.kind === 'mapping' ? map.pairs.map(({ key }) => key.value) : []);
  const names = namesIn(text, /\$\{\s*([A-Za-z0-9]+)(?:\.[A-Za-z0-9.:]+)?\s*\}/g);
  return variables.size === 0 ? names : names.filter(({ name }) => !variables.has(name)).map((use) => ({ ...use, variables }));
}

function namesIn(text: ScalarNode, pattern: RegExp): readonly NameUse[] {
  return [...text.value.matchAll(pattern)].flatMap(({ 0: written, 1: name, index }) => {
    if (name === undefined) return [];
    const start = index + written.indexOf(name);
    return [{ kind: 'value', name, range: sourceRange(text, start, start + name.length) }];
  });
}

function addOfResources(add: Add, { scope }: Template): void {
  for (const resource of scope.resources.values()) {
    const { node, type, properties } = resource;
    if (node === undefined || isFrameworkFunction(resource)) continue;
    for (const item of itemsOf(findPair(node, 'DependsOn')?.value)) add('value', item);
    add('condition', findPair(node, 'Condition')?.value);
    if (type === 'AWS::Serverless::Connector') addEnds(add, properties, 'Source', 'Destination');
    for (const connector of entries(findPair(node, 'Connectors')?.value).pairs)
      addEnds(add, findPair(connector.value, 'Properties')?.value, 'Destination');
  }
}

/** SAM: the ends of a connector name resources by their ids. */
function addEnds(add: Add, properties: Node | undefined, ...ends: readonly string[]): void {
  for (const end of ends) for (const item of itemsOf(findPair(properties, end)?.value)) add('value', findPair(item, 'Id')?.value);
}

/** Conditions of outputs and of other conditions, and the parameters that `AWS::CloudFormation::Interface` arranges. */
function addOfSection(add: Add, section: Node): void {
  for (const { value } of entries(findPair(section, 'Outputs')?.value).pairs) add('condition', findPair(value, 'Condition')?.value);
  for (const name of ['Conditions', 'Rules']) addConditionsWithin(add, findPair(section, name)?.value);
  const interfaced = findValue(section, 'Metadata', 'AWS::CloudFormation::Interface');
  for (const group of itemsOf(findPair(interfaced, 'ParameterGroups')?.value))
    for (const name of itemsOf(findPair(group, 'Parameters')?.value)) add('value', name);
  for (const { key } of entries(findPair(interfaced, 'ParameterLabels')?.value).pairs) add('value', key);
}

/** The long form of `!Condition`, which elsewhere may be anything. */
function addConditionsWithin(add: Add, root: Node | undefined): void {
  const rest: Node[] = root === undefined ? [] : [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.kind === 'sequence') rest.push(...node.items);
    if (node.kind !== 'mapping') continue;
    if (node.pairs.length === 1) add('condition', findPair(node, 'Condition')?.value);
    for (const pair of node.pairs) rest.push(pair.value);
  }
}

/** What a service of Serverless names by logical ids without any function of CloudFormation. */
function addOfService(add: Add, service: Node, { scope }: Template): void {
  const addKnown = (node: Node | undefined): void => {
    if (node?.kind === 'scalar' && scope.resources.has(node.value)) add('value', node);
  };
  addKnown(findValue(service, 'provider', 'role'));
  addKnown(findValue(service, 'provider', 'iam', 'role'));
  const machines = entries(findValue(service, 'stepFunctions', 'stateMachines')).pairs.map(({ value }) => value);
  const functions = [...scope.resources.values()].filter(isFrameworkFunction).map(({ node }) => node);
  for (const holder of [...machines, ...functions]) {
    addKnown(findPair(holder, 'role')?.value);
    for (const item of itemsOf(findPair(holder, 'dependsOn')?.value)) addKnown(item);
    add('condition', findPair(holder, 'condition')?.value);
  }
}

/** The items of a list, or the sole value that stands for a list of one. */
function itemsOf(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return node.kind === 'sequence' ? node.items : [node];
}
