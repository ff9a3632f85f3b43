import type { CloudFormationType } from '../catalog/catalog.ts';
import type { TextSymbol } from '../template/text.ts';
import { formatPieces } from './arn-format.ts';
import type { SymbolToken, Token } from './glob.ts';
import type { KernelCatalog } from './kernel.ts';

/**
 * A symbol as tokens of a pattern. One that is an ARN of a known format becomes that format, in which the pieces that `!Ref` or
 * `!GetAtt` of the resource give are those symbols: `${Bucket.Arn}` is `arn:${AWS::Partition}:s3:::${Bucket}`. Of an ARN of unknown
 * format only `arn:` is known, of a URL only that it has a scheme.
 */
export function symbolTokens(catalog: KernelCatalog, symbol: TextSymbol): readonly Token[] {
  const kind = symbol.value?.kind;
  if (kind === 'arn') return arnTokens(catalog, symbol);
  const own = symbolToken(catalog, symbol);
  if (kind !== 'url') return [own];
  const rest: SymbolToken = { kind: 'symbol', key: `${symbol.key}#path`, spans: true, wild: false, symbol };
  return [own, { kind: 'literal', text: '://' }, rest];
}

/** The one token of a value that is no ARN. */
function symbolToken(catalog: KernelCatalog, symbol: TextSymbol): SymbolToken {
  const kind = symbol.value?.kind;
  const named = kind === 'name' || kind === 'id' || kind === 'url';
  const given = symbol.kind === 'ref' || symbol.kind === 'attribute' || symbol.kind === 'pseudo';
  return { kind: 'symbol', key: symbol.key, spans: kind !== 'url' && spansOf(catalog, symbol), wild: !(named && given), symbol };
}

/** Names of Regions, accounts, partitions and stacks hold neither `/` nor `:`; a resource's name what its placeholder may. */
function spansOf(catalog: KernelCatalog, symbol: TextSymbol): boolean {
  if (symbol.kind === 'pseudo') return !NARROW_PSEUDO.has(symbol.name);
  const type = symbol.resourceType === undefined ? undefined : catalog.cloudFormationType(symbol.resourceType);
  if (type === undefined || (symbol.kind !== 'ref' && symbol.kind !== 'attribute')) return true;
  const given = symbol.kind === 'ref' ? 'Ref' : `Ref.${symbol.attribute ?? ''}`;
  for (const [name, replacement] of placeholderMeanings(type)) if (replacement === given) return placeholderSpans(catalog, type, name);
  return true;
}

const NARROW_PSEUDO: ReadonlySet<string> = new Set(['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::StackName', 'AWS::URLSuffix']);

const PSEUDO_OF_PLACEHOLDER: ReadonlyMap<string, string> = new Map([
  ['Partition', 'AWS::Partition'],
  ['Region', 'AWS::Region'],
  ['Account', 'AWS::AccountId'],
]);

function arnTokens(catalog: KernelCatalog, symbol: TextSymbol): readonly Token[] {
  const format = symbol.value?.arn ?? onlyFormat(catalog, symbol.value?.resourceTypes ?? []);
  if (format === undefined)
    return [
      { kind: 'literal', text: 'arn:' },
      { kind: 'symbol', key: symbol.key, spans: true, wild: false, symbol },
    ];
  const type = symbol.resourceType === undefined ? undefined : catalog.cloudFormationType(symbol.resourceType);
  const meanings = type === undefined ? new Map<string, string>() : placeholderMeanings(type);
  return formatPieces(format).flatMap((piece): readonly Token[] => {
    if (piece.kind === 'literal') return literalWithStars(piece.text);
    return [pieceToken(catalog, symbol, piece.name, meanings.get(piece.name))];
  });
}

/** One placeholder of a symbol's ARN: a pseudo parameter, what `!Ref` or `!GetAtt` of the resource gives, or a value of its own. */
function pieceToken(catalog: KernelCatalog, symbol: TextSymbol, name: string, meaning: string | undefined): SymbolToken {
  const pseudo = PSEUDO_OF_PLACEHOLDER.get(name);
  if (pseudo !== undefined) {
    return { kind: 'symbol', key: pseudo, spans: false, wild: false, symbol: { kind: 'pseudo', key: pseudo, name: pseudo } };
  }
  const type = symbol.resourceType === undefined ? undefined : catalog.cloudFormationType(symbol.resourceType);
  const spans = placeholderSpansIn(catalog, type?.resourceTypes ?? symbol.value?.resourceTypes ?? [], name);
  const own = type?.arnTemplate !== undefined && symbol.value?.arn?.startsWith(type.arnTemplate) === true;
  const key = meaning === undefined ? `${own ? symbol.name : symbol.key}#${name}` : meaning.replace(/^Ref/, symbol.name);
  return { kind: 'symbol', key, spans, wild: false, symbol };
}

function onlyFormat(catalog: KernelCatalog, resourceTypes: readonly string[]): string | undefined {
  const [only, ...others] = resourceTypes;
  if (only === undefined || others.length > 0) return undefined;
  const [service = '', name = ''] = splitType(only);
  const arns = catalog.resourceType(service, name)?.arns ?? [];
  return arns.length === 1 ? arns[0] : undefined;
}

/**
 * What each placeholder of the type's ARN format is in its `!Sub` text: `BucketName` → `Ref`, `TopicName` → `Ref.TopicName`. Empty where
 * the two do not run in step.
 */
function placeholderMeanings(type: CloudFormationType): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  const format = formatPieces(type.arnTemplate ?? '');
  const sub = formatPieces(type.arnSub ?? '');
  if (format.length !== sub.length) return meanings;
  for (const [i, piece] of format.entries()) {
    const other = sub[i];
    if (piece.kind === 'literal' && (other?.kind !== 'literal' || other.text !== piece.text)) return new Map();
    if (piece.kind === 'placeholder' && other?.kind === 'placeholder' && /^Ref(\.|$)/.test(other.name))
      meanings.set(piece.name, other.name);
  }
  return meanings;
}

function placeholderSpans(catalog: KernelCatalog, type: CloudFormationType, name: string): boolean {
  return placeholderSpansIn(catalog, type.resourceTypes, name);
}

/** Where an ARN is a resource type of several services (`s3:bucket`, `ssm:bucket`), it is enough that one of them knows the name to be narrow. */
function placeholderSpansIn(catalog: KernelCatalog, resourceTypes: readonly string[], name: string): boolean {
  return resourceTypes.every((resourceType) => {
    const [service = '', type = ''] = splitType(resourceType);
    return catalog.placeholderSpans(service, type, name);
  });
}

function splitType(resourceType: string): readonly string[] {
  const colon = resourceType.indexOf(':');
  return [resourceType.slice(0, colon), resourceType.slice(colon + 1)];
}

function literalWithStars(text: string): readonly Token[] {
  return text
    .split(/([*?])/)
    .filter((piece) => piece !== '')
    .map((piece): Token => (piece === '*' ? { kind: 'star' } : piece === '?' ? { kind: 'any' } : { kind: 'literal', text: piece }));
}
