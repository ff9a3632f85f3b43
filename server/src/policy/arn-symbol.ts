import type { CloudFormationType } from '../catalog/catalog.ts';
import type { TextSymbol } from '../template/text.ts';
import { formatPieces } from './arn-format.ts';
import type { SymbolToken, Token } from './glob.ts';
import type { KernelCatalog, SymbolPiece } from './kernel.ts';
import { derive, remember } from './kernel.ts';

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
  return placeholdersOf(catalog, type).spans.get(given) ?? true;
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
  const about = `${symbol.resourceType ?? ''}\n${format}\n${symbol.value?.resourceTypes.join(' ') ?? ''}`;
  const pieces = remember(catalog.policyMemo?.symbolArns, about, () => readPieces(catalog, symbol, format));
  return pieces.map((piece): Token => {
    if (piece.kind !== 'own') return piece;
    return { kind: 'symbol', key: `${symbol[piece.of]}${piece.suffix}`, spans: piece.spans, wild: false, symbol };
  });
}

/** What the ARN of such a symbol looks like. */
function readPieces(catalog: KernelCatalog, symbol: TextSymbol, format: string): readonly SymbolPiece[] {
  const type = symbol.resourceType === undefined ? undefined : catalog.cloudFormationType(symbol.resourceType);
  const meanings = type === undefined ? NO_MEANINGS : placeholdersOf(catalog, type).meanings;
  const isOfType = type?.arnTemplate !== undefined && symbol.value?.arn?.startsWith(type.arnTemplate) === true;
  return formatPieces(format).flatMap((piece): readonly SymbolPiece[] => {
    if (piece.kind === 'literal') return literalWithStars(piece.text);
    const { name } = piece;
    const pseudo = PSEUDO_OF_PLACEHOLDER.get(name);
    if (pseudo !== undefined)
      return [{ kind: 'symbol', key: pseudo, spans: false, wild: false, symbol: { kind: 'pseudo', key: pseudo, name: pseudo } }];
    const spans = placeholderSpansIn(catalog, type?.resourceTypes ?? symbol.value?.resourceTypes ?? [], name);
    const meaning = meanings.get(name);
    // What `!Ref` or `!GetAtt` of the resource gives, or a value of its own.
    if (meaning !== undefined) return [{ kind: 'own', of: 'name', suffix: meaning.slice('Ref'.length), spans }];
    return [{ kind: 'own', of: isOfType ? 'name' : 'key', suffix: `#${name}`, spans }];
  });
}

const NO_MEANINGS: ReadonlyMap<string, string> = new Map();

function onlyFormat(catalog: KernelCatalog, resourceTypes: readonly string[]): string | undefined {
  const [only, ...others] = resourceTypes;
  if (only === undefined || others.length > 0) return undefined;
  const [service = '', name = ''] = splitType(only);
  const arns = catalog.resourceType(service, name)?.arns ?? [];
  return arns.length === 1 ? arns[0] : undefined;
}

interface Placeholders {
  /** What each is in the `!Sub` text of the type's ARN: `BucketName` → `Ref`, `TopicName` → `Ref.TopicName`. Empty where the two do not run in step. */
  readonly meanings: ReadonlyMap<string, string>;
  /** By meaning, whether its value may hold `/` or `:`. */
  readonly spans: ReadonlyMap<string, boolean>;
}

/** The placeholders of the type's ARN format. */
function placeholdersOf(catalog: KernelCatalog, type: CloudFormationType): Placeholders {
  return derive(catalog, type, 'placeholders', () => {
    const meanings = findMeanings(type);
    const spans = new Map<string, boolean>();
    for (const [name, meaning] of meanings)
      if (!spans.has(meaning)) spans.set(meaning, placeholderSpansIn(catalog, type.resourceTypes, name));
    return { meanings, spans };
  });
}

function findMeanings(type: CloudFormationType): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  const format = formatPieces(type.arnTemplate ?? '');
  const sub = formatPieces(type.arnSub ?? '');
  if (format.length !== sub.length) return meanings;
  for (const [i, piece] of format.entries()) {
    const other = sub[i];
    if (piece.kind === 'literal' && (other?.kind !== 'literal' || other.text !== piece.text)) return NO_MEANINGS;
    if (piece.kind === 'placeholder' && other?.kind === 'placeholder' && /^Ref(\.|$)/.test(other.name))
      meanings.set(piece.name, other.name);
  }
  return meanings;
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
