import type { Catalog } from '../catalog/catalog.ts';
import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { impliedBySam } from './implicit-sam.ts';
import { ALWAYS_OF_SERVERLESS, namesOfFunction, namesOfStateMachine } from './implicit-serverless.ts';
import { findIntrinsic } from './intrinsic.ts';
import type { NamePart, ScopeMemory } from './memory.ts';
import type { Names } from './names.ts';
import { gatherNames, makePart } from './names.ts';
import type { Entries } from './sections.ts';
import { entries } from './sections.ts';
import type { Dialect, Parameter, Resource, Scope } from './template.ts';

/** The sections that declare names; a Serverless service may bring several, one for each item of its `resources`. */
export interface Declarations {
  readonly dialect: Dialect;
  /** Mappings with `Resources`, `Parameters`, `Conditions`. */
  readonly sections: readonly Node[];
  /** The document of a Serverless service. */
  readonly service?: Node;
  readonly functions: readonly Pair[];
  readonly incomplete: boolean;
  readonly catalog: Catalog;
  /** The entries of `Resources` of a section, by the section's number. */
  entriesOf(section: number, resources: Node | undefined): Entries;
}

/** A scope, and what it is made of. */
export interface MadeScope extends Names {
  readonly scope: Scope;
}

/**
 * Every name of a template with what it stands for, those that are known without being declared included (`semantics.md` 13). What an entry of
 * an earlier version was is the same object where the entry is.
 */
export function makeScope(declarations: Declarations, previous: ScopeMemory | undefined): MadeScope {
  const { sections, service, catalog } = declarations;
  const parameters = new Map<string, Parameter>();
  const conditions = new Set<string>();
  const loops = new Set<string>();
  const parts: NamePart[] = [];
  const add = (by: readonly unknown[], pairs: readonly Pair[], find: (pair: Pair) => readonly Resource[]): void => {
    parts.push(makePart(previous?.parts[parts.length], by, pairs, find));
  };
  let { incomplete } = declarations;
  for (const [index, section] of sections.entries()) {
    if (findPair(section, 'Fn::Transform') !== undefined) incomplete = true;
    const found = declarations.entriesOf(index, findValue(section, 'Resources'));
    if (!found.complete) incomplete = true;
    for (const loop of found.loops) loops.add(loop);
    add([declaredBy], found.pairs, declaredBy);
    for (const pair of entries(findValue(section, 'Parameters')).pairs)
      addParameter(parameters, pair, previous?.version.scope.parameters.get(pair.key.value));
    for (const pair of entries(findValue(section, 'Conditions')).pairs) conditions.add(pair.key.value);
  }
  if (declarations.dialect === 'sam') {
    const globals = sections.map((section) => findValue(section, 'Globals', 'Function'));
    for (const { items } of [...parts])
      add(globals, items, (pair) => declaredBy(pair).flatMap((resource) => impliedBySam(resource, globals)));
  }
  if (service !== undefined) {
    parts.push({ by: [ALWAYS_OF_SERVERLESS], items: [], results: [ALWAYS_OF_SERVERLESS] });
    add([namesOfFunction], declarations.functions, namesOfFunction);
    const machines = findValue(service, 'stepFunctions', 'stateMachines');
    add([namesOfStateMachine], machines?.kind === 'mapping' ? machines.pairs : [], namesOfStateMachine);
  }
  const names = gatherNames(parts, previous);
  return { ...names, scope: { resources: names.resources, parameters, conditions, incomplete, loops, catalog } };
}

/** The resource that an entry declares, if it is one. */
function declaredBy(pair: Pair): readonly Resource[] {
  if (pair.value.kind !== 'mapping' || findIntrinsic(pair.value) !== undefined) return [];
  const node: MappingNode = pair.value;
  const type = findPair(node, 'Type')?.value;
  const properties = findPair(node, 'Properties')?.value;
  const condition = findPair(node, 'Condition')?.value;
  const resource: Resource = {
    logicalId: pair.key.value,
    type: type?.kind === 'scalar' ? type.value : '',
    node,
    key: pair.key,
    ...(properties === undefined ? {} : { properties }),
    ...(condition?.kind === 'scalar' ? { condition: condition.value } : {}),
  };
  return [resource];
}

/** The default of a parameter that names an SSM parameter is that name, not its value. */
function addParameter(parameters: Map<string, Parameter>, pair: Pair, before: Parameter | undefined): void {
  if (before?.node === pair.value) {
    parameters.set(before.name, before);
    return;
  }
  const type = findValue(pair.value, 'Type');
  const value = findValue(pair.value, 'Default');
  const written = type?.kind === 'scalar' ? type.value : '';
  const known = value?.kind === 'scalar' && value.type !== 'null' && !written.startsWith('AWS::SSM::Parameter::');
  parameters.set(pair.key.value, { name: pair.key.value, type: written, node: pair.value, ...(known ? { default: value.value } : {}) });
}
