import type { CompletionItem, CompletionList } from '../answers.ts';
import type { Place } from '../place.ts';
import { findPlace } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import { completeActions } from './actions.ts';
import { completeConditionKeys, completeConditionValues, completeOperators } from './conditions.ts';
import { escapeForHost, isOwnWord } from './embedded.ts';
import type { Draft } from './item.ts';
import { completeEffect, completePolicyKeys, completeStatementKeys, completeVersion } from './keys.ts';
import { matchRank, NOT_TYPED } from './match.ts';
import { completePolicyEntries, completeTemplateParameters, completeTemplateValue } from './policy-entries.ts';
import { completePrincipals, completePrincipalTypes } from './principals.ts';
import { completeResources } from './resources.ts';

export { documentCompletion } from './documentation.ts';

/** Longer lists are cut and said to be incomplete. */
const LIMIT = 1000;

/** What can be typed at the cursor; nothing outside of policies. */
export function complete(request: CompletionRequest): CompletionList {
  const place = request.position === 'none' ? undefined : findPlace(request);
  if (place === undefined || !isOwnWord(request, place)) return { items: [], incomplete: false };
  const found = completePlace(request, place)
    .map((draft) => ({ draft: escapeForHost(place, draft), rank: rankOf(request, draft) }))
    .filter(({ rank }) => rank < NOT_TYPED)
    .sort((a, b) => a.rank - b.rank);
  return { items: found.slice(0, LIMIT).map(({ draft }, index) => withSort(draft, index)), incomplete: found.length > LIMIT };
}

function completePlace(request: CompletionRequest, place: Place): readonly Draft[] {
  switch (place.kind) {
    case 'policy-key':
      return completePolicyKeys(request, place);
    case 'version':
      return completeVersion(request, place);
    case 'statement-key':
      return completeStatementKeys(request, place);
    case 'effect':
      return completeEffect(request, place);
    case 'action':
      return completeActions(request, place);
    case 'resource':
      return completeResources(request, place);
    case 'principal-type':
      return completePrincipalTypes(request, place);
    case 'principal-value':
      return completePrincipals(request, place);
    case 'condition-operator':
      return completeOperators(request, place);
    case 'condition-key':
      return completeConditionKeys(request, place);
    case 'condition-value':
      return completeConditionValues(request, place);
    case 'policy-entry':
      return completePolicyEntries(request, place);
    case 'template-parameter':
      return completeTemplateParameters(request, place);
    case 'template-value':
      return completeTemplateValue(request, place);
  }
}

/** How well what is typed of the item's stretch is found in it. */
function rankOf({ text, cursor }: CompletionRequest, { range, filter, label }: Draft): number {
  return matchRank(text.slice(range.start, cursor), filter ?? label);
}

function withSort(draft: Draft, index: number): CompletionItem {
  return { sort: String(index).padStart(4, '0'), ...draft };
}
