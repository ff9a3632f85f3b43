/** Who has which statements in a document, as the independent evaluator reads it. */
import { attachmentsAt, hasRole } from './naive-attached.ts';
import type { Data, Mapping, World } from './naive-document.ts';
import { isMapping, listOf, parseJson, resolver, resourcesOf } from './naive-document.ts';

export interface NaiveStatement {
  readonly effect: string;
  readonly data: Mapping;
  readonly variables: boolean;
  /** Condition entries, each to be met or not. */
  readonly clauses: readonly string[];
}

/** Statements by who has them: logical id and the kind of property. */
export function readOwners(document: Data, world: World): ReadonlyMap<string, readonly NaiveStatement[]> {
  const owners = new Map<string, NaiveStatement[]>();
  const resolve = resolver(document, world);
  const resolved = resolve(document);
  const globals =
    isMapping(resolved) && isMapping(resolved.Globals) && isMapping(resolved.Globals.Function) ? resolved.Globals.Function : {};
  const add = (path: readonly string[], statements: Data, version: Data): void => {
    const owner = ownerOf(path);
    const list = owners.get(owner) ?? [];
    for (const statement of listOf(statements))
      if (isMapping(statement))
        list.push(naive(statement, version === '2012-10-17' || path.includes('iamRoleStatements') || path.includes('statements')));
    owners.set(owner, list);
  };
  const walk = (value: Data, path: readonly string[]): void => {
    if (typeof value === 'string' && value.trimStart().startsWith('{') && value.includes('"Statement"')) {
      const inner = parseJson(value);
      if (inner !== undefined) walk(inner, path);
      return;
    }
    if (Array.isArray(value)) {
      if (path.length === 0 && value.some((item) => isMapping(item) && 'Effect' in item)) add(path, value, '');
      for (const [i, item] of value.entries()) walk(item, [...path, String(i)]);
      return;
    }
    if (!isMapping(value)) return;
    for (const { path: place, statements } of attachmentsAt(value, path, globals, resolve)) add(place, statements, '2012-10-17');
    if ('Statement' in value) add(path, value.Statement, value.Version);
    else if (path.length === 0 && 'Effect' in value) add(path, value, '');
    for (const [key, inner] of Object.entries(value)) {
      if (/^(iamRoleStatements|statements)$/.test(key)) add([...path, key], inner, '2012-10-17');
      else if (key !== 'Statement') {
        const wrapped = key === 'PolicyDocument' && path.includes('Policies') && isSam(document, path);
        const ignored = key === 'Policies' && path.at(-1) === 'Properties' && isSam(document, path) && hasRole(value);
        if (!wrapped && !ignored) walk(inner, [...path, key]);
      }
    }
  };
  walk(resolved, []);
  return owners;
}

function isSam(document: Data, path: readonly string[]): boolean {
  const resource = isMapping(document) ? resourcesOf(document)[path[1] ?? ''] : undefined;
  return isMapping(resource) && String(resource.Type).startsWith('AWS::Serverless::');
}

/** The statements of Serverless's provider have an older place and a newer one, and one role. */
function ownerOf(path: readonly string[]): string {
  const owner = path.filter((step) => !/^\d+$/.test(step)).join(' ');
  return owner === 'provider iamRoleStatements' ? 'provider iam role statements' : owner;
}

function naive(data: Mapping, variables: boolean): NaiveStatement {
  const clauses = Object.entries(isMapping(data.Condition) ? data.Condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isMapping(keys) ? keys : {}).map(([key, values]) =>
      JSON.stringify([operator.toLowerCase(), key.toLowerCase(), listOf(values).map(String).sort()]),
    ),
  );
  return { effect: String(data.Effect), data, variables, clauses };
}
