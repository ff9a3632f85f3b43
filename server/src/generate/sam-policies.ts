import type { Catalog } from '../catalog/catalog.ts';
import type { Resource, Scope } from '../template/template.ts';
import { findParameterValues } from './policy-template-values.ts';
import type { Entry, SnippetTree } from './snippet-tree.ts';
import { list, map } from './snippet-tree.ts';
import { statementsFor, valueTree } from './statements.ts';
import { usualAccess } from './usual-access.ts';

/**
 * `Policies` of a SAM function: a policy template for each resource that the function names and SAM has one for; without any, a
 * statement to fill in.
 */
export function samPolicies(catalog: Catalog, scope: Scope, resources: readonly Resource[]): Entry {
  const entries = resources.flatMap((resource) => policyTemplateEntry(scope, resource) ?? []).map((entry, index) => entry(index + 1));
  return ['Policies', entries.length > 0 ? list(...entries) : list(map(['Statement', statementsFor(catalog, scope, resources)]))];
}

function policyTemplateEntry(scope: Scope, { logicalId, type }: Resource): ((stop: number) => SnippetTree) | undefined {
  const access = usualAccess(type);
  const [first = '', ...others] = access?.policyTemplates ?? [];
  const found =
    access === undefined
      ? undefined
      : findParameterValues(scope, first, access.parameter).find(({ value }) => value.logicalId === logicalId);
  if (access === undefined || found === undefined) return undefined;
  return (stop) =>
    map([others.length === 0 ? first : `\${${stop}|${[first, ...others].join(',')}|}`, map([access.parameter, valueTree(found.value)])]);
}
