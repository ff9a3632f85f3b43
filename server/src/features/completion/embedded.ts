import { placeholder } from '../../syntax/cursor-plan.ts';
import type { ScalarNode } from '../../syntax/node.ts';
import type { Place } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import type { Draft } from './item.ts';

/**
 * Whether what is typed at the cursor is of the place's own node: of the word in JSON text, where that stands in a string, and not of
 * the string as a whole.
 */
export function isOwnWord({ prefix }: CompletionRequest, place: Place): boolean {
  const node = nodeOf(place);
  return node.host === undefined || node.value.slice(0, Math.max(0, node.value.indexOf(placeholder))) === prefix;
}

/** An item for JSON text, written as the string that holds the text needs it. */
export function escapeForHost(place: Place, draft: Draft): Draft {
  const style = nodeOf(place).host?.style;
  if (style === 'single') return { ...draft, text: draft.text.replaceAll("'", "''") };
  if (style !== 'double') return draft;
  // A backslash of the result is written as two in a snippet, and so is one that stands there already.
  const backslash = draft.snippet === true ? '\\\\' : '\\';
  const pattern = draft.snippet === true ? /\\\\|"/g : /[\\"]/g;
  return { ...draft, text: draft.text.replace(pattern, (found) => backslash + (found === '"' ? found : backslash)) };
}

/** Whether `${…}` at the node is read by CloudFormation because the string that holds it is substituted. */
export function isInSubstitutedText({ template }: CompletionRequest, { host }: ScalarNode): boolean {
  return host !== undefined && template.hosts.has(host);
}

function nodeOf(place: Place): ScalarNode {
  return 'node' in place ? place.node : place.key;
}
