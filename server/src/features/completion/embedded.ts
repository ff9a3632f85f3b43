import { placeholder } from '../../syntax/cursor-plan.ts';
import type { ScalarNode } from '../../syntax/node.ts';
import { sourceRange, toOffsets } from '../../syntax/source.ts';
import type { Place } from '../place.ts';
import type { CompletionRequest } from '../request.ts';

/**
 * The request as seen from the string that the cursor is in, where that is a string of JSON text inside another one. `undefined` where the outer
 * string escapes quotes, so that nothing can be written as it is.
 */
export function withinHost(request: CompletionRequest, place: Place): CompletionRequest | undefined {
  const node = nodeOf(place);
  if (node.host === undefined) return request;
  const at = node.value.indexOf(placeholder);
  if (node.host.style === 'double' || at < 0 || request.source.language === 'json') return undefined;
  const before = toOffsets(request.source, sourceRange(node, 0, at));
  const after = toOffsets(request.source, sourceRange(node, at + placeholder.length, node.value.length));
  const replace = { start: request.cursor - (before.end - before.start), end: request.cursor + (after.end - after.start) };
  return { ...request, prefix: node.value.slice(0, at), replace, quote: '"' };
}

/** Whether `${…}` at the node is read by CloudFormation because the string that holds it is substituted. */
export function isInSubstitutedText({ template }: CompletionRequest, { host }: ScalarNode): boolean {
  return host !== undefined && template.hosts.has(host);
}

function nodeOf(place: Place): ScalarNode {
  return 'node' in place ? place.node : place.key;
}
