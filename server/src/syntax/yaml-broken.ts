import type { CST } from 'yaml';
import type { Collection } from './yaml-visit.ts';
import { visitCollections } from './yaml-visit.ts';

/**
 * Whether the library is certain to object to a document, in one of the ways of a text that is just being typed: `Action: s3:`, a key
 * without a colon, an open bracket or quote. `false` says nothing. A property test compares this with the library.
 */
export function isBroken(document: CST.Document): boolean {
  return !visitCollections(document, losesValue) && visitCollections(document, isBrokenCollection);
}

/** What stands behind an explicit key without a colon the library leaves out, and objects to nothing in it. */
function losesValue({ items }: Collection): boolean {
  return items.some(({ start, sep, value }: CST.CollectionItem) => value !== undefined && isExplicit(start) && !hasColon(sep));
}

function isExplicit(start: CST.CollectionItem['start']): boolean {
  return start.some(({ type }) => type === 'explicit-key-ind');
}

function hasColon(sep: CST.CollectionItem['sep']): boolean {
  return sep?.some(({ type }) => type === 'map-value-ind') === true;
}

function isBrokenCollection(token: Collection): boolean {
  if (token.type === 'flow-collection' && token.end[0]?.source !== (token.start.source === '{' ? '}' : ']')) return true;
  return token.items.some((item: CST.CollectionItem) => isOpenString(item.value) || (token.type === 'block-map' && isBrokenPair(item)));
}

/** An implicit key without a colon, or a mapping on the line of its key. */
function isBrokenPair({ start, sep, value }: CST.CollectionItem): boolean {
  if (sep === undefined || isExplicit(start)) return false;
  if (!hasColon(sep)) return true;
  return value?.type === 'block-map' && !sep.some(({ type }) => type === 'newline');
}

function isOpenString(token: CST.Token | undefined): boolean {
  if (token?.type !== 'single-quoted-scalar' && token?.type !== 'double-quoted-scalar') return false;
  return token.source.length < 2 || !token.source.endsWith(token.type === 'single-quoted-scalar' ? "'" : '"');
}
