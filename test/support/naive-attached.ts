/**
 * What is granted by name: managed policies, policy templates of SAM, what SAM attaches by itself, and the bound that a permissions boundary sets.
 * Plain data throughout; of the catalogue only the texts of the documents. Source: SAM Developer Guide, "AWS::Serverless::Function" and "Policy template
 * list"; Serverless 3.40.0, `provider.iam.role`; IAM User Guide, "Permissions boundaries".
 */
import { loadCatalogForTests } from './catalog.ts';
import type { Data, Mapping } from './naive-document.ts';
import { isMapping, listOf, parseJson } from './naive-document.ts';

/** Statements of version 2012-10-17, and the path at which the same statements could be written out. */
export interface Attachment {
  readonly path: readonly string[];
  readonly statements: readonly Data[];
}

/** What is attached by the names in one mapping of a resolved document. `resolve` makes plain data of a policy template's definition. */
export function attachmentsAt(
  value: Mapping,
  path: readonly string[],
  globals: Mapping,
  resolve: (value: Data) => Data,
): readonly Attachment[] {
  const [section] = path;
  if ((section === 'provider' && path.length === 1) || (section === 'functions' && path.length === 2)) return ofServerless(value, path);
  if (typeof value.Type !== 'string') return [];
  const own = isMapping(value.Properties) ? value.Properties : {};
  if (/^AWS::IAM::(Role|User|Group)$/.test(value.Type)) {
    const statements = byArns(own.ManagedPolicyArns);
    return [{ path: [...path, 'Properties', 'Policies', 'PolicyDocument'], statements }, boundary(path, own.PermissionsBoundary)];
  }
  if (!/^AWS::Serverless::(Function|StateMachine)$/.test(value.Type)) return [];
  const properties = value.Type.endsWith('Function') ? { ...globals, ...own } : own;
  if (hasRole(properties)) return [];
  const entries = listOf(properties.Policies).flatMap((entry) => (isMapping(entry) ? byTemplate(entry, resolve) : byName(String(entry))));
  const added = value.Type.endsWith('Function') && properties.DurableConfig === undefined ? byName('AWSLambdaBasicExecutionRole') : [];
  return [
    { path: [...path, 'Properties', 'Policies'], statements: [...added, ...entries] },
    boundary(path, properties.PermissionsBoundary),
  ];
}

/** Whether a function of SAM acts by a role that is given: its `Policies` and its boundary are ignored then. */
export function hasRole({ Role }: Mapping): boolean {
  return Role !== undefined && Role !== null;
}

/** The provider, and a function with a role of its own: in the newer place and in older ones. */
function ofServerless(value: Mapping, path: readonly string[]): readonly Attachment[] {
  const iam = isMapping(value.iam) ? value.iam : {};
  const role = isMapping(iam.role) ? iam.role : {};
  const bounds = [role.permissionsBoundary, role.permissionBoundary, value.rolePermissionsBoundary, value.iamPermissionsBoundary];
  return [
    { path: [...path, 'iam', 'role', 'statements'], statements: [...byArns(role.managedPolicies), ...byArns(value.iamManagedPolicies)] },
    boundary(
      path,
      bounds.find((arn) => arn !== undefined),
    ),
  ];
}

/** A boundary allows as a policy does: without one everything, by one that is not known nothing that is known. */
function boundary(path: readonly string[], arn: Data): Attachment {
  const statements = arn === undefined || arn === null ? [{ Effect: 'Allow', Action: '*', Resource: '*' }] : byArns(arn);
  return { path: [...path, 'PermissionsBoundary'], statements };
}

function byArns(arns: Data): readonly Data[] {
  return listOf(arns).flatMap((arn) => documentAt(String(arn)));
}

function byName(text: string): readonly Data[] {
  return text.includes(':') ? documentAt(text) : documentOf(text);
}

function documentAt(arn: string): readonly Data[] {
  const path = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  return path === undefined ? [] : documentOf(`arn:aws:iam::aws:policy/${path}`);
}

function documentOf(nameOrArn: string): readonly Data[] {
  const document = parseJson(loadCatalogForTests().managedPolicy(nameOrArn)?.document() ?? '');
  return isMapping(document) ? listOf(document.Statement) : [];
}

/** SAM rejects an entry that lacks a parameter or has a second key; parameters that the template does not have are dropped. */
function byTemplate(entry: Mapping, resolve: (value: Data) => Data): readonly Data[] {
  const [[name, given] = ['', undefined], ...more] = Object.entries(entry);
  const template = loadCatalogForTests().policyTemplate(name);
  if (template === undefined || more.length > 0 || !isMapping(given)) return [];
  if (template.parameters.some((parameter) => given[parameter.name] === undefined || given[parameter.name] === null)) return [];
  const fill = (value: Data): Data => {
    if (Array.isArray(value)) return value.map(fill);
    if (!isMapping(value)) return value;
    if (typeof value.Ref === 'string' && value.Ref in given) return given[value.Ref];
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  };
  const definition = resolve(fill(parseJson(template.definition)));
  return isMapping(definition) ? listOf(definition.Statement) : [];
}
