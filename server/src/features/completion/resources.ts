/** Values of `Resource`: the template's own resources, then the ARN formats of the actions' resource types. */

import { renderSubText } from '../../edit/data.ts';
import type { ResourceArn } from '../../generate/resource-arns.ts';
import { arnsInScope, resourceTypesInScope } from '../../generate/resource-arns.ts';
import type { Text } from '../../template/text.ts';
import { renderText } from '../../template/text.ts';
import type { NeededTypes } from '../needed-types.ts';
import { neededTypes } from '../needed-types.ts';
import type { Place } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import { formatLabel, formatSnippet } from './arn-formats.ts';
import { completeArnParts } from './arn-parts.ts';
import { isInSubstitutedText } from './embedded.ts';
import type { Draft } from './item.ts';
import { expressionItem, isJson, partItem, snippetItem, subSnippetItem, valueItem, yamlValue } from './item.ts';
import { completeOpenReference, completeReferences, openReference } from './references.ts';

export type ResourcePlace = Extract<Place, { readonly kind: 'resource' }>;

export function completeResources(request: CompletionRequest, place: ResourcePlace): readonly Draft[] {
  const needed = neededTypes(request.catalog, place.statement);
  const { intrinsic } = place;
  if (intrinsic?.name === 'Ref' || intrinsic?.name === 'GetAtt') return completeReferences(request, intrinsic, needed?.types);
  const isSub = intrinsic?.name === 'Sub';
  if (intrinsic !== undefined && !isSub) return [];
  const isSubstituted = isSub || isInSubstitutedText(request, place.node);
  if (isSubstituted && openReference(request.prefix) !== undefined) return completeOpenReference(request, needed?.types);
  const parts = completeArnParts(request, place.statement, isSubstituted ? 'sub' : 'plain');
  const whole = isSub ? wholeInSub(request, place, needed) : wholeValues(request, place, needed);
  return [...parts, ...whole];
}

/** Whole values, in the document's notation; in a string of JSON text only what may stand in one. */
function wholeValues(request: CompletionRequest, place: ResourcePlace, needed: NeededTypes | undefined): readonly Draft[] {
  const { node } = place;
  const isText = node.host !== undefined;
  const notation = (isText ? isInSubstitutedText(request, node) : hasPseudoParameters(request)) ? 'sub' : 'plain';
  const own = isText && notation === 'plain' ? [] : ownArns(request, place, needed);
  const ownItems = own.map(({ value, resource }) => {
    const label = isText || isJson(request, node) ? renderSubText(value) : yamlValue(value);
    const wanted = { label, kind: 'resource', detail: resource.type } as const;
    return isText ? valueItem(request, node, wanted) : expressionItem(request, node, wanted, value);
  });
  const formats = neededFormats(request, needed).map(({ format, name }) => {
    const wanted = { label: formatLabel(format, notation), kind: 'arn', detail: name } as const;
    const snippet = formatSnippet(format, notation);
    return notation === 'sub' && !isText ? subSnippetItem(request, node, wanted, snippet) : snippetItem(request, node, wanted, snippet);
  });
  const star =
    needed?.star === true ? [valueItem(request, node, { label: '*', kind: 'value', detail: 'for actions that take no resource' })] : [];
  return [...ownItems, ...formats, ...star];
}

/** The same inside of a `Fn::Sub` that is open already. */
function wholeInSub(request: CompletionRequest, place: ResourcePlace, needed: NeededTypes | undefined): readonly Draft[] {
  const own = ownArns(request, place, needed).map((arn) =>
    partItem(request, request.prefix, { label: renderSubText(arn.value), kind: 'resource', detail: arn.resource.type }),
  );
  const formats = neededFormats(request, needed).map(
    ({ format, name }): Draft => ({
      ...partItem(request, request.prefix, { label: formatLabel(format, 'sub'), kind: 'arn', detail: name }, formatSnippet(format, 'sub')),
      snippet: true,
    }),
  );
  return [...own, ...formats].map((item) => ({ ...item, range: request.replace }));
}

/** ARNs of the template's resources that the actions act on, without those the statement lists already. */
function ownArns(request: CompletionRequest, place: ResourcePlace, needed: NeededTypes | undefined): readonly ResourceArn[] {
  const { catalog, template } = request;
  const listed = new Set(place.values.flatMap((value) => spellingsOf(value.text)));
  const types = needed?.types ?? resourceTypesInScope(catalog, template.scope);
  return arnsInScope(catalog, template.scope, types).filter((arn) => !listed.has(renderSubText(arn.value)));
}

/** A value in `Fn::Sub` notation, and how else the same ARN of a resource is written: `${Topic}` for `${Topic.TopicArn}`. */
function spellingsOf(text: Text): readonly string[] {
  const [part, ...others] = text.parts;
  const own = renderText(text);
  if (part?.kind !== 'symbol' || others.length > 0 || part.symbol.value?.kind !== 'arn') return [own];
  return [own, `\${${part.symbol.name}}`, `\${${part.symbol.name}.Arn}`];
}

interface NeededFormat {
  readonly format: string;
  readonly name: string;
}

function neededFormats({ catalog }: CompletionRequest, needed: NeededTypes | undefined): readonly NeededFormat[] {
  const formats = new Map<string, NeededFormat>();
  for (const name of needed?.types ?? []) {
    const separator = name.indexOf(':');
    for (const format of catalog.resourceType(name.slice(0, separator), name.slice(separator + 1))?.arns ?? []) {
      if (!formats.has(format)) formats.set(format, { format, name });
    }
  }
  return [...formats.values()];
}

/** Whether `Fn::Sub` with `${AWS::Region}` and the like means something here. */
export function hasPseudoParameters({ template }: CompletionRequest): boolean {
  return template.dialect !== 'policy';
}
