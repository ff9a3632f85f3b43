import type { Node } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { Resource, Template } from '../template/template.ts';

/** The functions that a method of a REST API or a route of another one calls, by their logical ids. */
export function routeFunctions(resource: Resource, template: Template): readonly string[] {
  return functionsIn(integrationOf(resource, template), template);
}

/** The functions that a value refers to; of an alias or a version its function. */
export function functionsIn(node: Node | undefined, template: Template): readonly string[] {
  if (node === undefined) return [];
  return symbolsIn(node, template).flatMap(({ name, resourceType }) => {
    if (resourceType === undefined) return [];
    if (FUNCTIONS.has(resourceType)) return [name];
    const of = findPair(template.scope.resources.get(name)?.properties, 'FunctionName')?.value;
    return QUALIFIED.has(resourceType) && of !== undefined ? symbolsIn(of, template).map((symbol) => symbol.name) : [];
  });
}

/** Where a method or a route leads to. */
function integrationOf({ type, properties }: Resource, template: Template): Node | undefined {
  if (type === 'AWS::ApiGateway::Method') return findValue(properties, 'Integration', 'Uri');
  const target = findPair(properties, 'Target')?.value;
  const integration = target === undefined ? undefined : symbolsIn(target, template).find(({ name }) => template.scope.resources.has(name));
  return findPair(template.scope.resources.get(integration?.name ?? '')?.properties, 'IntegrationUri')?.value;
}

const FUNCTIONS: ReadonlySet<string> = new Set(['AWS::Lambda::Function', 'AWS::Serverless::Function']);
const QUALIFIED: ReadonlySet<string> = new Set(['AWS::Lambda::Alias', 'AWS::Lambda::Version']);

function symbolsIn(node: Node, template: Template) {
  return readText(node, template).parts.flatMap((part) => (part.kind === 'symbol' ? [part.symbol] : []));
}
