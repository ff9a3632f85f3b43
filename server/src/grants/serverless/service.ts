import type { KernelCatalog } from '../../policy/kernel.ts';
import { derive, remember } from '../../policy/kernel.ts';
import type { MappingNode, Node, Range } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { normalizeName } from '../../template/implicit-serverless.ts';
import { findIntrinsic, plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource, Template } from '../../template/template.ts';
import { isDeclared } from '../../template/template.ts';
import type { GrantsContext } from '../context.ts';
import { hasVariable, isOn, isUnresolved } from './nodes.ts';

/** What of a service decides about the roles of its functions, its variables replaced (serverless 3.40.0 and 4.29, MIT). */
export interface Service {
  readonly tree: Node | undefined;
  readonly provider: Node | undefined;
  /** Where what all functions share stands: the key `provider`. */
  readonly range: Range;
  /** What the names of functions start with unless they are given: `orders-dev`. */
  readonly prefix: string;
  /** A role that the framework does not make: `provider.iam.role` or `provider.role`. */
  readonly role?: Node;
  /** Every function has a role of its own (`provider.iam.role.mode: perFunction` of version 4). */
  readonly perFunction: boolean;
  /** serverless-iam-roles-per-function: listed, or perhaps among plugins that are not known. */
  readonly plugin: 'yes' | 'no' | 'unknown';
  /** Version 4 gives functions roles of their own without a plugin. */
  readonly isVersion4: boolean;
  readonly functions: readonly ServiceFunction[];
  /** Why there may be more functions than these. */
  readonly moreFunctions?: string;
}

export interface ServiceFunction {
  /** Below `functions`. */
  readonly name: string;
  /** What its logical ids start with: `HelloDashworld`. */
  readonly prefix: string;
  /** Its name in AWS; variables that are not known stand in it as they are written. */
  readonly fullName: string;
  readonly resource: DeclaredResource;
  readonly node: MappingNode;
  /** It has the key `iam`, which is of version 4. */
  readonly hasIam: boolean;
}

const PLUGIN = 'serverless-iam-roles-per-function';

/** What a service says, read once a version. */
export function serviceOf({ catalog, template }: Pick<GrantsContext, 'catalog' | 'template'>): Service {
  return derive(catalog, template, 'service', () => readService(catalog, template));
}

function readService(catalog: KernelCatalog, template: Template): Service {
  const tree = template.trees.get(template.source.uri);
  const pair = findPair(tree, 'provider');
  const provider = pair?.value;
  const prefix = `${nameOfService(tree)}-${plainString(findPair(provider, 'stage')?.value) ?? 'dev'}`;
  const role = findRole(provider);
  const perFunction = role === undefined && plainString(findValue(provider, 'iam', 'role', 'mode')) === 'perFunction';
  const functions = findFunctions(catalog, template, prefix);
  const more = moreFunctions(tree, template);
  return {
    tree,
    provider,
    range: pair?.key.range ?? { unit: template.source.document, start: 0, end: 0 },
    prefix,
    ...(role === undefined ? {} : { role }),
    perFunction,
    plugin: hasPlugin(tree, PLUGIN),
    isVersion4: perFunction || isVersion4(tree) || functions.some(({ hasIam }) => hasIam),
    functions,
    ...(more === undefined ? {} : { moreFunctions: more }),
  };
}

/** The name of a function in AWS. */
export function nameOfFunction(node: Node, name: string, prefix: string): string {
  return plainString(findPair(node, 'name')?.value) ?? `${prefix}-${name}`;
}

/** Whether a plugin is listed; `unknown` where the list, or an item of it, is a variable that is not known. */
export function hasPlugin(tree: Node | undefined, name: string): 'yes' | 'no' | 'unknown' {
  const plugins = findPair(tree, 'plugins')?.value;
  const list = plainMapping(plugins) === undefined ? plugins : findPair(plugins, 'modules')?.value;
  const items = plainItems(list);
  if (items.some((item) => plainString(item) === name)) return 'yes';
  return [plugins, list, ...items].some((node) => isUnresolved(node)) ? 'unknown' : 'no';
}

/** The boundary that serverless-iam-roles-per-function puts on every role that it makes, and on the shared one. */
export function globalBoundary({ tree }: Service): Node | undefined {
  const boundary = findValue(tree, 'custom', PLUGIN, 'iamGlobalPermissionsBoundary');
  return isOn(boundary) === 'no' ? undefined : boundary;
}

/** Whether roles of a function's own have the provider's statements too where the function does not say; `undefined` where the service does not either. */
export function defaultInherit({ tree }: Service): boolean | undefined {
  const inherit = findValue(tree, 'custom', PLUGIN, 'defaultInherit');
  return inherit === undefined ? undefined : isOn(inherit) === 'yes';
}

/** A string, or a function of CloudFormation, is a role that is not made; a mapping says how to make one. */
function findRole(provider: Node | undefined): Node | undefined {
  const role = findValue(provider, 'iam', 'role');
  if (role !== undefined && plainMapping(role) === undefined && isOn(role) !== 'no') return role;
  const old = findPair(provider, 'role')?.value;
  return old === undefined || isOn(old) === 'no' ? undefined : old;
}

function nameOfService(tree: Node | undefined): string {
  const service = findPair(tree, 'service')?.value;
  return plainString(plainMapping(service) === undefined ? service : findPair(service, 'name')?.value) ?? '';
}

function isVersion4(tree: Node | undefined): boolean {
  return /^[\^~>=\s]*4/.test(plainString(findPair(tree, 'frameworkVersion')?.value) ?? '');
}

/** A function stands among the names by its logical id, a resource of the template by the key that it is written with. */
function findFunctions(catalog: KernelCatalog, { scope }: Template, prefix: string): readonly ServiceFunction[] {
  const found: ServiceFunction[] = [];
  for (const resource of scope.resources.values()) {
    if (!isDeclared(resource) || resource.node !== resource.properties) continue;
    // Under the last prefix alone: while one is typed there are many.
    const known = derive(catalog, resource, 'function of a service', () => new Map<string, ServiceFunction | undefined>());
    const fn = remember(known, prefix, () => readFunction(resource, prefix), 1);
    if (fn !== undefined) found.push(fn);
  }
  return found;
}

function readFunction(resource: DeclaredResource, prefix: string): ServiceFunction | undefined {
  const { node } = resource;
  if (findIntrinsic(node) !== undefined) return undefined;
  const { value: name } = resource.key;
  const hasIam = findPair(node, 'iam') !== undefined;
  return { name, prefix: normalizeName(name), fullName: nameOfFunction(node, name, prefix), resource, node, hasIam };
}

function moreFunctions(tree: Node | undefined, { replaced }: Template): string | undefined {
  const functions = findPair(tree, 'functions')?.value;
  const sections = functions?.kind === 'sequence' ? functions.items : [functions];
  const open = sections.filter((section) => section?.kind === 'scalar' && !replaced.has(section));
  const unread = open.map((section) => plainString(section)).find((text) => text !== undefined && hasVariable(text));
  return unread === undefined ? undefined : `the functions of ${unread} are not known`;
}
