import { lazy } from '../catalog/shelf.ts';
import type { Text, TextPart } from '../template/text.ts';
import type { Answer } from './answer.ts';
import { formatPieces } from './arn-format.ts';
import { keyOf, shapeOf } from './arn-key.ts';
import { symbolTokens } from './arn-symbol.ts';
import type { Glob, Token } from './glob.ts';
import { compileGlob } from './glob.ts';
import { coversGlob, overlapsGlob } from './glob-compare.ts';
import type { ArnForm, ArnParts, ArnPattern, KernelCatalog } from './kernel.ts';
import { derive, remember } from './kernel.ts';
import { ownText, textKey } from './text-key.ts';

export type { ArnForm, ArnParts, ArnPattern } from './kernel.ts';

export interface ArnOptions {
  /** Whether `${aws:username}` is a policy variable: under `Version: 2012-10-17` only (`semantics.md` 5). */
  readonly variables: boolean;
}

/** The pattern of a value of `Resource`, `NotResource` or an ARN condition. */
export function arnPattern(catalog: KernelCatalog, text: Text, options: ArnOptions = { variables: true }): ArnPattern {
  const { variables } = options;
  return derive(catalog, text, variables ? 'pattern' : 'pattern without variables', () => {
    if (!text.parts.every(isSameEverywhere)) return readPattern(catalog, text, options);
    const known = variables ? catalog.policyMemo?.patterns : catalog.policyMemo?.patternsWithoutVariables;
    return remember(known, textKey(text), () => readPattern(catalog, ownText(text), options), PATTERNS);
  });
}

/** How many patterns are remembered for every document. */
const PATTERNS = 500;

/** Whether the part means the same in every template. */
function isSameEverywhere(part: TextPart): boolean {
  return part.kind === 'literal' || part.symbol.kind === 'pseudo';
}

function readPattern(catalog: KernelCatalog, { parts }: Text, options: ArnOptions): ArnPattern {
  const tokens: Token[] = [];
  for (const part of parts) {
    if (part.kind === 'literal') tokens.push(...literalTokens(part.text, options));
    else tokens.push(...symbolTokens(catalog, part.symbol));
  }
  return arnFromTokens(tokens);
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
  const glob = lazy(() => compileGlob(joined));
  const segments = lazy(() => segmentsOf(pieces));
  const pattern = {
    tokens: joined,
    form: formOf(joined),
    glob,
    segments,
    key: keyOf(joined),
    shape: shapeOf(joined),
    text: renderTokens(joined),
  };
  return parts === undefined ? pattern : { parts, ...pattern };
}

function segmentsOf(pieces: readonly (readonly Token[])[]): readonly Glob[] | undefined {
  return pieces.length === 6 && pieces.every((piece, i) => i === 5 || piece.every(isNarrow)) ? pieces.map(compileGlob) : undefined;
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
  const mine = left.segments();
  const others = right.segments();
  if (mine === undefined || others === undefined) return ask(left.glob(), right.glob());
  let result: Answer = 'yes';
  for (let i = 0; i < mine.length; i++) {
    const answer = ask(mine[i] ?? left.glob(), others[i] ?? right.glob());
    if (answer === 'no') return answer;
    if (answer === 'unknown') result = answer;
  }
  return result;
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
  let text = '';
  for (const token of tokens) text += renderToken(token);
  return text;
}

const STAR: Token = { kind: 'star' };
const ANY: Token = { kind: 'any' };

/** Wildcards and policy variables of a literal; `${*}`, `${?}` and `${$}` stand for the character. */
export function literalTokens(text: string, { variables }: ArnOptions): readonly Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const cut = (at: number, token: Token, next: number): void => {
    if (at > from) tokens.push({ kind: 'literal', text: text.slice(from, at) });
    tokens.push(token);
    from = next;
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '*') cut(at, STAR, at + 1);
    else if (letter === '?') cut(at, ANY, at + 1);
    else if (letter === '$' && variables && text[at + 1] === '{') {
      const close = text.indexOf('}', at + 2);
      if (close < 0) continue;
      cut(at, variableToken(text.slice(at + 2, close)), close + 1);
      at = close;
    }
  }
  if (from < text.length) tokens.push({ kind: 'literal', text: from === 0 ? text : text.slice(from) });
  return tokens;
}

const PSEUDO: ReadonlySet<string> = new Set(['Partition', 'Region', 'Account']);

function variableToken(name: string): Token {
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
  let last: Token[] = [];
  const parts: Token[][] = [last];
  for (const token of tokens) {
    if (token.kind !== 'literal') {
      last.push(token);
      continue;
    }
    const { text } = token;
    let from = 0;
    for (let colon = text.indexOf(':'); colon >= 0 && parts.length < 6; colon = text.indexOf(':', from)) {
      if (colon > from) last.push({ kind: 'literal', text: text.slice(from, colon) });
      last = [];
      parts.push(last);
      from = colon + 1;
    }
    if (from === 0) last.push(token);
    else if (from < text.length) last.push({ kind: 'literal', text: text.slice(from) });
  }
  return parts;
}

function partsOf(pieces: readonly (readonly Token[])[]): ArnParts | undefined {
  const [, partition, service, region, account, resource] = pieces;
  if (partition === undefined || service === undefined || region === undefined || account === undefined || resource === undefined)
    return undefined;
  return { partition, service, region, account, resource };
}

function renderToken(token: Token): string {
  if (token.kind === 'literal') return token.text;
  if (token.kind === 'star') return '*';
  if (token.kind === 'any') return '?';
  if (token.kind === 'placeholder') return `\${${token.name}}`;
  return token.key.startsWith('$') ? `\${!${token.key.slice(1)}}` : `\${${token.key}}`;
}
