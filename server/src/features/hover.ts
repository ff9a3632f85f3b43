import { findManagedPolicy } from '../grants/managed-policies.ts';
import type { Node, OffsetRange } from '../syntax/node.ts';
import { textOf, toOffsets } from '../syntax/source.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import { renderText } from '../template/text.ts';
import type { Hover } from './answers.ts';
import { findElement } from './elements.ts';
import { describeAction, describeMissingAction } from './hover/action.ts';
import { describeArn } from './hover/arn.ts';
import { describeConditionKey, describeConditionOperator } from './hover/condition.ts';
import { describeElement } from './hover/element.ts';
import { describeManagedName } from './hover/managed-policy.ts';
import { describePolicyTemplate } from './hover/policy-template.ts';
import { describeWildcard } from './hover/wildcard.ts';
import { escapeMarkdown, paragraphs } from './markdown.ts';
import { touchesHere } from './path.ts';
import type { Place } from './place.ts';
import { findPlace } from './place.ts';
import type { FeatureRequest } from './request.ts';

/** What is known of the thing at the cursor; nothing outside of policies. */
export function hover(request: FeatureRequest): Hover | undefined {
  const place = findPlace(request);
  const found = place === undefined ? undefined : describePlace(request, place);
  return found?.contents === undefined ? undefined : { contents: found.contents, range: found.range };
}

interface Found {
  readonly contents: string | undefined;
  readonly range: OffsetRange;
}

function describePlace(request: FeatureRequest, place: Place): Found | undefined {
  const { catalog } = request;
  switch (place.kind) {
    case 'policy-key':
    case 'statement-key': {
      const element = findElement(place.key.value);
      return element === undefined ? undefined : at(request, place.key, describeElement(element));
    }
    case 'action':
      return findIntrinsic(place.node) === undefined
        ? at(request, place.node, describeWrittenAction(request, place.node.value))
        : undefined;
    case 'resource': {
      const value = place.values.find((one) => touchesHere(request.source, one.text.node.outer, request.offset));
      return value === undefined ? undefined : at(request, value.text.node, describeArn(catalog, value.text));
    }
    case 'condition-operator':
      return at(request, place.key, describeConditionOperator(place.key.value));
    case 'condition-key':
      return at(request, place.key, describeConditionKey(catalog, place.key.value));
    case 'policy-entry':
      return at(request, place.node, describeEntry(request, place));
    case 'template-parameter':
      return at(request, place.key, describeParameter(request, place.template, place.key.value));
    case 'template-value':
      return at(request, place.node, describeParameter(request, place.template, place.parameter));
    case 'version':
    case 'effect':
    case 'principal-type':
    case 'principal-value':
    case 'condition-value':
      return undefined;
  }
}

function at({ source }: FeatureRequest, node: Node, contents: string | undefined): Found {
  return { contents, range: toOffsets(source, node.outer) };
}

function describeWrittenAction({ catalog }: FeatureRequest, written: string): string {
  if (/[*?]/.test(written)) return describeWildcard(catalog, written);
  const index = catalog.actionIndex(written);
  return index === undefined ? describeMissingAction(catalog, written) : describeAction(catalog, catalog.action(index));
}

function describeEntry(
  { catalog, template, source: document }: FeatureRequest,
  { source, node }: Extract<Place, { kind: 'policy-entry' }>,
): string | undefined {
  if (source.kind === 'policy-template') {
    const named = catalog.policyTemplate(node.value);
    const pairs =
      source.parameters.kind === 'mapping' ? source.parameters.pairs.filter(({ value }) => document.layout.has(value.range.unit)) : [];
    const written = new Map(pairs.map((pair) => [pair.key.value, textOf(document, pair.value.outer).replace(/\s+/g, ' ')]));
    return named === undefined
      ? paragraphs(`**${escapeMarkdown(node.value)}**`, 'Not a policy template of SAM.')
      : describePolicyTemplate(catalog, named, written);
  }
  const written = renderText(readText(source.node, template));
  return describeManagedName(catalog, findManagedPolicy(catalog, written, true)?.arn ?? node.value);
}

function describeParameter({ catalog }: FeatureRequest, template: string, name: string): string | undefined {
  const parameter = catalog.policyTemplate(template)?.parameters.find((one) => one.name === name);
  return parameter === undefined ? undefined : paragraphs(`**${escapeMarkdown(name)}**`, escapeMarkdown(parameter.description));
}
