/** Keys of policy documents and statements, and the values of `Version` and `Effect`. */
import type { PolicyElement } from '../elements.ts';
import { admittedElements, isExcluded, POLICY_ELEMENTS } from '../elements.ts';
import type { Place } from '../place.ts';
import { presentElements } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import { documented } from './documentation.ts';
import type { Draft } from './item.ts';
import { keyItem, valueItem } from './item.ts';

type Of<Kind extends Place['kind']> = Extract<Place, { readonly kind: Kind }>;

/** `Version`, `Id`, `Statement`: those that the document does not have. */
export function completePolicyKeys(request: CompletionRequest, place: Of<'policy-key'>): readonly Draft[] {
  const present = new Set(place.mapping.pairs.filter((pair) => pair.key !== place.key).map((pair) => pair.key.value));
  return POLICY_ELEMENTS.filter(({ name }) => !present.has(name)).map((element) => elementItem(request, place, element));
}

/** Elements that the kind of policy admits and the statement does not have, nor its opposite. */
export function completeStatementKeys(request: CompletionRequest, place: Of<'statement-key'>): readonly Draft[] {
  const present = presentElements(place.statement, place.key);
  return admittedElements(place.policyKind)
    .filter(({ name }) => !isExcluded(name, present))
    .map((element) => elementItem(request, place, element));
}

export function completeVersion(request: CompletionRequest, place: Of<'version'>): readonly Draft[] {
  return [
    valueItem(request, place.node, { label: '2012-10-17', kind: 'value' }),
    valueItem(request, place.node, { label: '2008-10-17', kind: 'value', detail: 'the old language, without policy variables' }),
  ];
}

export function completeEffect(request: CompletionRequest, place: Of<'effect'>): readonly Draft[] {
  return ['Allow', 'Deny'].map((label) => valueItem(request, place.node, { label, kind: 'value' }));
}

function elementItem(request: CompletionRequest, place: Of<'policy-key' | 'statement-key'>, { name }: PolicyElement): Draft {
  return keyItem(request, place.key, { label: name, kind: 'key', data: documented('element', name), again: true });
}
