import { lazy } from '../catalog/shelf.ts';
import type { Text } from '../template/text.ts';
import type { Answer } from './answer.ts';
import { everyAnswer } from './answer.ts';
import { formatPieces } from './arn-format.ts';
import { symbolTokens } from './arn-symbol.ts';
import type { Glob, Token } from './glob.ts';
import { compileGlob } from './glob.ts';
import { coversGlob, overlapsGlob } from './glob-compare.ts';
import type { ArnForm, ArnParts, ArnPattern, KernelCatalog } from './kernel.ts';

export type { ArnForm, ArnParts, ArnPattern } from './kernel.ts';

export interface ArnOptions {
  /** Whether `${aws:username}` is a policy variable: under `Version: 2012-10-17` only (`semantics.md` 5). */
  readonly variables: boolean;
}

/** The pattern of a value of `Resource`, `NotResource` or an ARN condition. */
export function arnPattern(catalog: KernelCatalog, text: Text, options: ArnOptions = { variables: true }): ArnPattern {
  const texts = options.variables ? catalog.policyMemo?.texts : catalog.policyMemo?.textsWithoutVariables;
  const known = texts?.get(text);
  if (known !== undefined) return known;
  const pattern = arnFromTokens(
    text.parts.flatMap((part) => (part.kind === 'literal' ? literalTokens(part.text, options) : symbolTokens(catalog, part.symbol))),
  );
  texts?.set(text, pattern);
  return pattern;
}

/** The pattern of a literal text. */
export function arnFromString(text: string, options: ArnOptions = { variables: true }): ArnPattern {
  return arnFromTokens(literalTokens(text, options));
}

/** The pattern of an ARN format of the catalogue: every ARN that a resource of the type can have. `resourceType` is '' for an extra format. */
export function arnFromFormat(catalog: KernelCatalog, format: string, service: string, resourceType: string): ArnPattern {
  // What AWS itself owns in a Region (public parameters, documents, models, images) has no account: `semantics.md` 15.
  const regional = format.includes('${Region}:${Account}:');
  return arnFromTokens(
    formatPieces(format).flatMap((piece): readonly Token[] => {
      if (piece.kind === 'literal') return literalTokens(piece.text, { variables: false });
      const spans = !PSEUDO.has(piece.name) && catalog.placeholderSpans(service, resourceType, piece.name);
      return [{ kind: 'placeholder', name: piece.name, spans, mayBeEmpty: piece.name === 'Account' && regional }];
    }),
  );
}

export function arnFromTokens(tokens: readonly Token[]): ArnPattern {
  const joined = joinLiterals(tokens);
  const pieces = splitColons(joined);
  const parts = partsOf(pieces);
  const segments = parts !== undefined && pieces.slice(0, 5).every((piece) => piece.every(isNarrow)) ? pieces.map(compileGlob) : undefined;
  return {
    tokens: joined,
    form: formOf(joined),
    ...(parts === undefined ? {} : { parts }),
    glob: lazy(() => compileGlob(joined)),
    ...(segments === undefined ? {} : { segments }),
    key: joined.map(tokenKey).join(''),
    text: renderTokens(joined),
  };
}

/** Whether the pattern matches the text, which stands for itself: a `*` in it is a character. */
export function matchesArn(pattern: ArnPattern, text: string): Answer {
  return coversGlob(pattern.glob(), compileGlob([{ kind: 'literal', text }]));
}

/** Whether `left` matches all that `right` does. Letter case counts, `*` spans `/` and `:`. */
export function coversArn(left: ArnPattern, right: ArnPattern): Answer {
  return left.key === right.key ? 'yes' : compare(left, right, coversGlob);
}

/** Whether something is matched by both. */
export function overlapsArn(left: ArnPattern, right: ArnPattern): Answer {
  return compare(left, right, overlapsGlob);
}

/** Part by part where colons stand for themselves: five short comparisons and a longer one, the first `no` ends it. */
function compare(left: ArnPattern, right: ArnPattern, ask: (a: Glob, b: Glob) => Answer): Answer {
  const others = right.segments;
  if (left.segments === undefined || others === undefined) return ask(left.glob(), right.glob());
  return everyAnswer(left.segments.entries(), ([i, segment]) => ask(segment, others[i] ?? right.glob()));
}

/** The service of the ARN where it is certain: no wildcard, and nothing before it that may hold a colon. */
export function literalService(pattern: ArnPattern): string | undefined {
  const { parts } = pattern;
  const [service] = parts?.service ?? [];
  if (parts === undefined || parts.service.length !== 1 || service?.kind !== 'literal') return undefined;
  return parts.partition.every(isNarrow) ? service.text : undefined;
}

/** The tokens as text in `Fn::Sub` notation: for messages. */
export function renderTokens(tokens: readonly Token[]): string {
  return tokens.map((token) => renderToken(token)).join('');
}

/** Wildcards and policy variables of a literal; `${*}`, `${?}` and `${$}` stand for the character. */
export function literalTokens(text: string, options: ArnOptions): readonly Token[] {
  const pieces = options.variables ? text.split(/(\$\{[^}]*\}|[*?])/) : text.split(/([*?])/);
  return pieces.filter((piece) => piece !== '').map((piece) => literalToken(piece, options));
}

const PSEUDO: ReadonlySet<string> = new Set(['Partition', 'Region', 'Account']);

function literalToken(piece: string, { variables }: ArnOptions): Token {
  if (piece === '*') return { kind: 'star' };
  if (piece === '?') return { kind: 'any' };
  if (!variables || !/^\$\{[^}]*\}$/.test(piece)) return { kind: 'literal', text: piece };
  const name = piece.slice(2, -1);
  if (name === '*' || name === '?' || name === '$') return { kind: 'literal', text: name };
  return { kind: 'symbol', key: `$${name.replace(/^[^,]*/, (variable) => variable.toLowerCase())}`, spans: true, wild: false };
}

function joinLiterals(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (token.kind === 'literal' && last?.kind === 'literal') joined[joined.length - 1] = { kind: 'literal', text: last.text + token.text };
    else joined.push(token);
  }
  return joined;
}

function formOf(tokens: readonly Token[]): ArnForm {
  const [first] = tokens;
  if (first === undefined) return 'notArn';
  if (tokens.every((token) => token.kind === 'star')) return 'star';
  if (first.kind === 'star' || first.kind === 'any' || first.kind === 'placeholder') return 'arn';
  if (first.kind === 'symbol') return isNoArn(first.symbol?.value?.kind) ? 'notArn' : 'unknown';
  if (first.text.startsWith('arn:') || first.text.startsWith('execute-api:/')) return 'arn';
  return tokens.length > 1 && 'arn:'.startsWith(first.text) ? 'arn' : 'notArn';
}

function isNoArn(kind: string | undefined): boolean {
  return kind === 'name' || kind === 'id' || kind === 'url';
}

/** Whether it certainly takes in no colon. */
function isNarrow(token: Token): boolean {
  if (token.kind === 'literal') return true;
  return (token.kind === 'placeholder' || (token.kind === 'symbol' && !token.wild)) && !token.spans;
}

/** The tokens between the first five colons. */
function splitColons(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'literal' || parts.length === 6) {
      parts.at(-1)?.push(token);
      continue;
    }
    const texts = token.text.split(':');
    const room = 6 - parts.length;
    const pieces = texts.length - 1 <= room ? texts : [...texts.slice(0, room), texts.slice(room).join(':')];
    for (const [i, text] of pieces.entries()) {
      if (i > 0) parts.push([]);
      if (text !== '') parts.at(-1)?.push({ kind: 'literal', text });
    }
  }
  return parts;
}

function partsOf(pieces: readonly (readonly Token[])[]): ArnParts | undefined {
  const [, partition, service, region, account, resource] = pieces;
  if (partition === undefined || service === undefined || region === undefined || account === undefined || resource === undefined)
    return undefined;
  return { partition, service, region, account, resource };
}

function tokenKey(token: Token): string {
  if (token.kind === 'literal') return token.text;
  if (token.kind === 'symbol') return `\u0000s${token.spans ? '/' : ''}${token.wild ? '*' : ''}${token.key}\u0000`;
  return token.kind === 'placeholder' ? `\u0000p${token.name}${token.spans ? '/' : ''}\u0000` : `\u0000${token.kind}\u0000`;
}

function renderToken(token: Token): string {
  if (token.kind === 'literal') return token.text;
  if (token.kind === 'star') return '*';
  if (token.kind === 'any') return '?';
  return token.kind === 'symbol' ? `\${${token.key.replace(/^\$/, '!')}}` : `\${${token.name}}`;
}
