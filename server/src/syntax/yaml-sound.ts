import { CST } from 'yaml';

/**
 * Whether the library can have nothing to object to in a stream of tokens: one document of plain shapes only, which nearly every
 * template is. It answers `false` in any doubt, and for whatever an author writes seldom (`? `, directives, keys with anchors); then
 * the library's own composer has to be asked, which costs several times as much. What is admitted here follows the rules of
 * `compose/` of `yaml` 2.x; a property test compares the two.
 */
export function isSound(tokens: readonly CST.Token[]): boolean {
  const documents = tokens.filter((token) => token.type === 'document');
  const [document] = documents;
  if (document === undefined || documents.length > 1) return false;
  if (!tokens.every(({ type }) => type === 'document' || type === 'byte-order-mark' || isBlank(type))) return false;
  const { value } = document;
  const before = readProperties(document.start, 'doc-start', false, true);
  const isBlock = value?.type === 'block-map' || value?.type === 'block-seq';
  if (value === undefined || before === undefined || before.named || (before.found && isBlock && !before.newline)) return false;
  return isSoundNode(value, before) && isSoundEnd(document.end);
}

/** What stands before a node. */
interface Properties {
  /** Whether the indicator that introduces the node is there. */
  readonly found: boolean;
  readonly comma: boolean;
  /** Whether a tag or an anchor is there. */
  readonly named: boolean;
  readonly newline: boolean;
  /** Whether a line break follows the tag and the anchor. */
  readonly newlineBehind: boolean;
  /** Whether the tag or anchor still wants white space behind it. */
  readonly glued: boolean;
}

/** `undefined` where a token is out of place: a tab, a second tag, an indicator behind a tag, a comment without a space before it. */
function readProperties(
  tokens: readonly CST.SourceToken[],
  indicator: string,
  flow: boolean,
  atLineStart: boolean,
): Properties | undefined {
  let spaced = atLineStart;
  let found = false;
  let comma = false;
  let tag = false;
  let anchor = false;
  let newline = false;
  let newlineBehind = false;
  let glued = false;
  for (const { type, source } of tokens) {
    if (glued && type !== 'space' && type !== 'newline') return undefined;
    glued = false;
    if (type === 'space') {
      if (source.includes('\t')) return undefined;
      spaced = true;
    } else if (type === 'newline') {
      newline = true;
      newlineBehind = tag || anchor;
      spaced = true;
    } else if (type === 'comment') {
      if (!spaced) return undefined;
    } else if (type === 'tag') {
      if (tag || source.startsWith('!!') || source.startsWith('!<')) return undefined;
      tag = true;
      glued = true;
      newlineBehind = false;
      spaced = false;
    } else if (type === 'anchor') {
      if (anchor || source.length < 2 || source.endsWith(':')) return undefined;
      anchor = true;
      glued = true;
      newlineBehind = false;
      spaced = false;
    } else if (type === indicator) {
      if (found || tag || anchor) return undefined;
      found = true;
      spaced = false;
    } else if (type === 'comma' && flow && !comma) {
      comma = true;
      spaced = false;
    } else return undefined;
  }
  return { found, comma, named: tag || anchor, newline, newlineBehind, glued };
}

function isSoundNode(token: CST.Token | null | undefined, before: Properties): boolean {
  if (token === undefined || token === null) return true;
  if (before.glued && !(token.type === 'scalar' && token.source === '')) return false;
  switch (token.type) {
    case 'alias':
      return !before.named && token.source.length > 1 && !token.source.endsWith(':') && isSoundEnd(token.end);
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return isSoundScalar(token);
    case 'block-scalar':
      return !complains(token);
    case 'block-map':
      return token.items.every((item, index) => isSoundPair(token, item, index === token.items.length - 1));
    case 'block-seq':
      return (!before.named || before.newlineBehind) && token.items.every((item) => isSoundItem(item));
    case 'flow-collection':
      return isSoundFlow(token);
    default:
      return false;
  }
}

function isSoundScalar(token: CST.FlowScalar): boolean {
  const { type, source, end } = token;
  if (!isSoundEnd(end)) return false;
  if (type === 'scalar') return !/^[\t,%|>@`]/.test(source);
  const closed = source.length > 1 && source.endsWith(type === 'single-quoted-scalar' ? "'" : '"');
  return closed && (type === 'single-quoted-scalar' || !source.includes('\\') || !complains(token));
}

function complains(token: CST.FlowScalar | CST.BlockScalar): boolean {
  let complaint = false;
  CST.resolveAsScalar(token, false, () => {
    complaint = true;
  });
  return complaint;
}

function isSoundPair(map: CST.BlockMap, { start, key, sep, value }: CST.CollectionItem, last: boolean): boolean {
  const before = readProperties(start, '', false, true);
  if (before === undefined || before.named) return false;
  // Comments at the end of the mapping.
  if (key === undefined && sep === undefined) return last && value === undefined;
  if (!isSoundKey(key) || key.indent !== map.indent || sep === undefined) return false;
  const between = readProperties(sep, 'map-value-ind', false, false);
  if (between?.found !== true || (value?.type === 'block-map' && !between.newline)) return false;
  return isSoundNode(value, between);
}

/** A key on one line. */
function isSoundKey(key: CST.Token | null | undefined): key is CST.FlowScalar {
  if (key?.type !== 'scalar' && key?.type !== 'single-quoted-scalar' && key?.type !== 'double-quoted-scalar') return false;
  return !key.source.includes('\n') && key.end === undefined && isSoundScalar(key);
}

function isSoundItem({ start, key, sep, value }: CST.CollectionItem): boolean {
  const before = readProperties(start, 'seq-item-ind', false, true);
  if (before === undefined || key !== undefined || sep !== undefined) return false;
  if (!before.found) return !before.named && value === undefined;
  return isSoundNode(value, before);
}

function isSoundFlow({ start, items, end }: CST.FlowCollection): boolean {
  const isMapping = start.source === '{';
  const [closing, ...rest] = end;
  if (closing?.source !== (isMapping ? '}' : ']') || !isSoundEnd(rest)) return false;
  return items.every((item, index) => isSoundFlowItem(isMapping, item, index, items.length));
}

function isSoundFlowItem(isMapping: boolean, { start, key, sep, value }: CST.CollectionItem, index: number, count: number): boolean {
  const before = readProperties(start, '', true, false);
  if (before === undefined || (index === 0 && before.comma)) return false;
  // What stands behind the last comma.
  if (key === undefined && sep === undefined && value === undefined) return !before.named && index === count - 1;
  if (index > 0 && !before.comma) return false;
  if (!isMapping) return key === undefined && sep === undefined && !isBlockCollection(value) && isSoundNode(value, before);
  if (before.named || !isSoundKey(key) || sep === undefined || isBlockCollection(value)) return false;
  const between = readProperties(sep, 'map-value-ind', true, false);
  return between?.found === true && !between.comma && isSoundNode(value, between);
}

function isBlockCollection(token: CST.Token | undefined): boolean {
  return token?.type === 'block-map' || token?.type === 'block-seq';
}

function isSoundEnd(tokens: readonly CST.SourceToken[] | undefined): boolean {
  return tokens === undefined || tokens.every(({ type }) => isBlank(type));
}

function isBlank(type: CST.Token['type']): boolean {
  return type === 'space' || type === 'newline' || type === 'comment';
}
