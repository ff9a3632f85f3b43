/** Entries of SAM's `Policies` and of lists of managed policies. */

import type { PolicyTemplate } from '../../catalog/catalog.ts';
import { findParameterValues } from '../../generate/policy-template-values.ts';
import { escapeSnippet } from '../../generate/snippet-tree.ts';
import { findLineStart } from '../../syntax/indentation.ts';
import type { Node } from '../../syntax/node.ts';
import { toOffsets } from '../../syntax/source.ts';
import { findPath } from '../path.ts';
import type { Place } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import { documented } from './documentation.ts';
import type { Draft } from './item.ts';
import { isJson, jsonValue, keyItem, valueItem, yamlValue } from './item.ts';
import { completeReferences } from './references.ts';

type Of<Kind extends Place['kind']> = Extract<Place, { readonly kind: Kind }>;

/** Policy templates, where SAM reads the list, those first that fit a resource of the template; then managed policies. */
export function completePolicyEntries(request: CompletionRequest, place: Of<'policy-entry'>): readonly Draft[] {
  const { source, node, intrinsic } = place;
  if (intrinsic !== undefined) return completeReferences(request, intrinsic, ['iam:policy']);
  if (source.kind === 'policy-template') return templateNames(request, node);
  const takesTemplates = source.owner.type.startsWith('AWS::Serverless::');
  return [...(takesTemplates ? templateEntries(request, node) : []), ...managedPolicies(request, node, takesTemplates)];
}

/** The name alone, where the parameters stand below it already. */
function templateNames(request: CompletionRequest, node: Node): readonly Draft[] {
  return sortTemplates(request).map((template) => keyItem(request, node, templateOf(template)));
}

/** A whole entry: `S3ReadPolicy:` with its parameters below, filled from the template's resources. Only an item of a list can be one. */
function templateEntries(request: CompletionRequest, node: Node): readonly Draft[] {
  const list = findPath(request.source, request.tree, request.offset).at(-2)?.node;
  if (request.quote !== '' || list?.kind !== 'sequence') return [];
  const json = isJson(request, node);
  const indent = ' '.repeat(columnOf(request, node) + 2);
  return sortTemplates(request).map((template): Draft => {
    const parameters = template.parameters.map(({ name }, index) => ({
      name,
      value: parameterStop(request, template, name, index + 1, json),
    }));
    const text = json
      ? `{"${template.name}": {${parameters.map(({ name, value }) => `"${name}": ${value}`).join(', ')}\\}\\}`
      : list.flow
        ? `{${template.name}: {${parameters.map(({ name, value }) => `${name}: ${value}`).join(', ')}\\}\\}`
        : parameters.length === 0
          ? `${template.name}: {\\}`
          : [`${template.name}:`, ...parameters.map(({ name, value }) => `${indent}${name}: ${value}`)].join('\n');
    return { ...templateOf(template), text, snippet: true, range: request.replace };
  });
}

function templateOf({ name }: PolicyTemplate) {
  return { label: name, kind: 'policy-template', detail: 'SAM policy template', data: documented('policy-template', name) } as const;
}

/** A tab stop: the resources that fit to choose from, or a place to type. */
function parameterStop(request: CompletionRequest, template: PolicyTemplate, parameter: string, stop: number, json: boolean): string {
  const values = findParameterValues(request.template.scope, template.name, parameter).map(({ value }) =>
    json ? jsonValue(value) : yamlValue(value),
  );
  const [only, ...others] = values;
  if (only === undefined) return json ? `"\${${stop}:${parameter}}"` : `\${${stop}:${parameter}}`;
  if (others.length === 0) return `\${${stop}:${escapeSnippet(only)}}`;
  return `\${${stop}|${values.map((value) => value.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}

/** Policy templates with a parameter that a resource of the template fills come first. */
function sortTemplates({ catalog, template }: CompletionRequest): readonly PolicyTemplate[] {
  const all = catalog.policyTemplates();
  const fits = all.filter(({ name, parameters }) =>
    parameters.some((parameter) => isTelling(parameter.name) && findParameterValues(template.scope, name, parameter.name).length > 0),
  );
  const first = new Set(fits);
  return [...fits, ...all.filter((one) => !first.has(one))];
}

/** Every template of SAM has functions: one says nothing about what is wanted. */
function isTelling(parameter: string): boolean {
  return parameter !== 'FunctionName';
}

/** Names where SAM takes them, ARNs elsewhere. */
function managedPolicies(request: CompletionRequest, node: Node, byName: boolean): readonly Draft[] {
  const { catalog } = request;
  return catalog.managedPolicyNames().flatMap((name): readonly Draft[] => {
    const policy = catalog.managedPolicy(name);
    if (policy === undefined || policy.deprecated) return [];
    const wantsArn = !byName || request.prefix.startsWith('arn:');
    const wanted = {
      kind: 'managed-policy',
      data: documented('managed-policy', policy.arn),
      detail: byName ? 'managed policy' : policy.name,
    } as const;
    return [valueItem(request, node, { label: wantsArn ? policy.arn : policy.name, ...wanted })];
  });
}

/** Names of the parameters that the entry does not have. */
export function completeTemplateParameters(request: CompletionRequest, place: Of<'template-parameter'>): readonly Draft[] {
  const parameters = request.catalog.policyTemplate(place.template)?.parameters ?? [];
  return parameters
    .filter(({ name }) => !place.present.has(name))
    .map(({ name, description }) => keyItem(request, place.key, { label: name, kind: 'key', detail: description, again: true }));
}

/** The template's resources that fill the parameter. */
export function completeTemplateValue(request: CompletionRequest, place: Of<'template-value'>): readonly Draft[] {
  const { node, intrinsic } = place;
  const values = findParameterValues(request.template.scope, place.template, place.parameter);
  if (intrinsic !== undefined) {
    const names = values.flatMap(({ value, type }) => {
      if (intrinsic.name === 'Ref' && value.kind === 'ref') return [{ label: value.logicalId, detail: type }];
      return intrinsic.name === 'GetAtt' && value.kind === 'getAtt' && intrinsic.argument.kind === 'scalar'
        ? [{ label: `${value.logicalId}.${value.attribute}`, detail: type }]
        : [];
    });
    const first = new Set(names.map(({ label }) => label));
    const own = names.map((name) => valueItem(request, node, { ...name, kind: 'resource' }));
    return [...own, ...completeReferences(request, intrinsic).filter(({ label }) => !first.has(label))];
  }
  return values.map(({ value, type }) => {
    const label = isJson(request, node) ? jsonValue(value) : yamlValue(value);
    return { ...valueItem(request, node, { label, kind: 'resource', detail: type }), text: label };
  });
}

/** Columns before the node on its line. */
function columnOf(request: CompletionRequest, node: Node): number {
  const { start } = toOffsets(request.source, node.outer);
  return start - findLineStart(request.source.text, start);
}
