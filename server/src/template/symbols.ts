import type { Catalog } from '../catalog/catalog.ts';
import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { addSamResources } from './implicit-sam.ts';
import { addServerlessResources } from './implicit-serverless.ts';
import { findIntrinsic } from './intrinsic.ts';
import type { Implied, TemplateMemory } from './memory.ts';
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
}

/** A scope, and what is kept of it for the next version of the document. */
export interface MadeScope {
  readonly scope: Scope;
  readonly implied: Implied;
}

/**
 * Every name of a template with what it stands for, those that are known without being declared included (`semantics.md` 13). What an entry of
 * an earlier version was is the same object where the entry is.
 */
export function makeScope(declarations: Declarations, previous: TemplateMemory | undefined): MadeScope {
  const resources = new Map<string, Resource>();
  const parameters = new Map<string, Parameter>();
  const conditions = new Set<string>();
  const loops = new Set<string>();
  let { incomplete } = declarations;
  for (const section of declarations.sections) {
    if (findPair(section, 'Fn::Transform') !== undefined) incomplete = true;
    const found = entries(findValue(section, 'Resources'));
    if (!found.complete) incomplete = true;
    for (const loop of found.loops) loops.add(loop);
    for (const pair of found.pairs) addResource(resources, pair, previous?.scope.resources.get(pair.key.value));
    for (const pair of entries(findValue(section, 'Parameters')).pairs) addParameter(parameters, pair, previous?.scope.parameters.get(pair.key.value));
    for (const pair of entries(findValue(section, 'Conditions')).pairs) conditions.add(pair.key.value);
  }
  const implied =
    declarations.dialect === 'sam' ? addSamResources(resources, declarations.sections, previous?.implied) : NOTHING_IMPLIED;
  if (declarations.service !== undefined) addServerlessResources(resources, declarations.service, declarations.functions, previous?.scope.resources);
  return { scope: { resources, parameters, conditions, incomplete, loops, catalog: declarations.catalog }, implied };
}

const NOTHING_IMPLIED: Implied = { globals: [], resources: new Map() };

function addResource(resources: Map<string, Resource>, pair: Pair, known: Resource | undefined): void {
  if (known?.key === pair.key && known.node === pair.value) {
    resources.set(known.logicalId, known);
    return;
  }
  if (pair.value.kind !== 'mapping' || findIntrinsic(pair.value) !== undefined) return;
  const node: MappingNode = pair.value;
  const type = findPair(node, 'Type')?.value;
  const properties = findPair(node, 'Properties')?.value;
  const condition = findPair(node, 'Condition')?.value;
  resources.set(pair.key.value, {
    logicalId: pair.key.value,
    type: type?.kind === 'scalar' ? type.value : '',
    node,
    key: pair.key,
    ...(properties === undefined ? {} : { properties }),
    ...(condition?.kind === 'scalar' ? { condition: condition.value } : {}),
  });
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
