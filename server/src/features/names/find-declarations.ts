import type { Node, Range, ScalarNode } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { sourceRange } from '../../syntax/source.ts';
import { impliedBySam } from '../../template/implicit-sam.ts';
import { namesOfFunction, namesOfStateMachine } from '../../template/implicit-serverless.ts';
import { entries } from '../../template/sections.ts';
import type { Resource, Template } from '../../template/template.ts';
import type { NameDeclaration, NameKind } from './name-use.ts';

/** Every entry that gives a name its meaning: resources, parameters, conditions and mappings, and functions of Serverless. */
export function findDeclarations(template: Template): readonly NameDeclaration[] {
  const found: NameDeclaration[] = [];
  for (const resource of template.scope.resources.values()) {
    const { key } = resource;
    if (key === undefined) continue;
    found.push(declarationOf(resource, key));
  }
  for (const section of findSections(template)) {
    for (const [name, kind] of SECTIONS)
      for (const { key } of entries(findPair(section, name)?.value).pairs) found.push({ kind, name: key.value, range: wholeOf(key) });
  }
  return found;
}

const SECTIONS: readonly (readonly [string, NameKind])[] = [
  ['Parameters', 'value'],
  ['Conditions', 'condition'],
  ['Mappings', 'mapping'],
];

/** The mappings of a template, and of the files it names, that may hold `Parameters`, `Conditions`, `Mappings` and `Outputs`. */
export function findSections({ trees, dialect }: Template): readonly Node[] {
  return [...trees.values()].flatMap((tree) => {
    const resources = dialect === 'serverless' ? findPair(tree, 'resources')?.value : undefined;
    return [tree, ...(resources === undefined ? [] : resources.kind === 'sequence' ? resources.items : [resources])];
  });
}

/** A function of Serverless stands in `functions` and is its own properties. */
export function isFrameworkFunction({ node, properties }: Resource): boolean {
  return node !== undefined && node === properties;
}

/** The declared entries that a framework makes a name of: `Worker` of `WorkerRole`, `hello` of `HelloLogGroup`. */
export function findOrigins(template: Template, name: string): readonly NameDeclaration[] {
  const found: NameDeclaration[] = [];
  for (const resource of template.scope.resources.values()) {
    const { key } = resource;
    if (key === undefined || !namesMadeOf(template, resource).includes(name)) continue;
    found.push(declarationOf(resource, key));
  }
  if (template.dialect !== 'serverless') return found;
  for (const tree of template.trees.values())
    for (const pair of entries(findValue(tree, 'stepFunctions', 'stateMachines')).pairs)
      if (namesOfStateMachine(pair).some(({ logicalId }) => logicalId === name))
        found.push({ kind: 'value', name, range: wholeOf(pair.key), byAnotherName: true });
  return found;
}

/** Logical ids of what a framework makes of a resource, its own left out. With `name`: what they would be if that was its name. */
export function namesMadeOf({ dialect, trees }: Template, resource: Resource, name?: string): readonly string[] {
  const { node, key } = resource;
  if (node === undefined || key === undefined) return [];
  if (isFrameworkFunction(resource)) {
    const made = namesOfFunction({ key: name === undefined ? key : { ...key, value: name }, value: node, range: node.range });
    // The function itself comes first, as what is declared and as what is made.
    return made.slice(2).map((one) => one.logicalId);
  }
  if (dialect !== 'sam') return [];
  const globals = [...trees.values()].map((tree) => findValue(tree, 'Globals', 'Function'));
  return impliedBySam(name === undefined ? resource : { ...resource, logicalId: name }, globals).map((one) => one.logicalId);
}

/** Of these the names that are the resource's own, by what they would be under another name: `ServerlessRestApi` is nobody's. */
export function findOwnNames(template: Template, resource: Resource, name: string): ReadonlyMap<string, string> {
  const others = namesMadeOf(template, resource, name);
  const made = namesMadeOf(template, resource).map((id, index): [string, string] => [id, others[index] ?? id]);
  return new Map(made.filter(([id, other]) => id !== other));
}

function declarationOf(resource: Resource, key: ScalarNode): NameDeclaration {
  const declaration: NameDeclaration = { kind: 'value', name: resource.logicalId, range: wholeOf(key) };
  return isFrameworkFunction(resource) ? { ...declaration, byAnotherName: true } : declaration;
}

/** A scalar without its quotes. */
function wholeOf(scalar: ScalarNode): Range {
  return sourceRange(scalar, 0, scalar.value.length);
}
