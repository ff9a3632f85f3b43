import type { Node as JsonNode, ParseError } from 'jsonc-parser';
import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { RawDocument, RawNode, RawPair, RawProblem, RawScalar } from './raw.ts';
import { emptyScalar, maximumDepth } from './raw.ts';
import { decodeDoubleQuoted } from './scalar-map.ts';

/** Reads JSON with comments; a trailing comma is a problem that nothing is lost by. A byte order mark is read as a space, so that offsets stay those of `text`. */
export function parseJson(text: string): RawDocument {
  const stripped = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const deep = findTooDeep(stripped);
  const readable = deep === undefined ? stripped : stripped.slice(0, deep.start);
  const errors: ParseError[] = [];
  const tree = parseTree(readable, errors, { allowTrailingComma: false, disallowComments: false, allowEmptyContent: true });
  const root = tree === undefined ? undefined : copyNode(readable, tree);
  const written = toProblems(readable, errors);
  return { root, problems: deep === undefined ? written : [deep] };
}

/**
 * Reads one value that fills a stretch of text, in `above` collections; `undefined` where it does not end with the stretch, so that
 * what follows the stretch would be read otherwise, and where it is nested too deep.
 */
export function parseJsonValue(text: string, above: number): RawDocument | undefined {
  // With one character more the text is a copy: what is kept of it must not keep the document that it was cut from.
  const copy = `${text} `;
  if (findTooDeep(copy, above) !== undefined) return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(copy, errors, { allowTrailingComma: false, disallowComments: false });
  if (tree === undefined || tree.offset !== 0 || tree.length !== text.length) return undefined;
  return { root: copyNode(copy, tree), problems: toProblems(copy, errors) };
}

/** The first bracket that opens one level too many; `jsonc-parser` throws RangeError on some thousands of them. */
function findTooDeep(text: string, above = 0): RawProblem | undefined {
  const scanner = createScanner(text, true);
  let depth = above;
  // Behind an open comment the scanner's last token has a length, so that its offset alone tells the end.
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const start = scanner.getTokenOffset();
    const character = text[start];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth = Math.max(above, depth - 1);
    if (depth > maximumDepth) return { code: 'too-deep', start, end: start + 1, message: `Nested deeper than ${maximumDepth} levels` };
  }
  return undefined;
}

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is not JSON: a text needs double quotes',
  InvalidNumberFormat: 'This is not a number',
  PropertyNameExpected: 'A key in double quotes is expected here',
  ValueExpected: 'A value is expected here',
  ColonExpected: 'A colon is missing',
  CommaExpected: 'A comma is missing',
  CloseBraceExpected: 'A closing brace is missing',
  CloseBracketExpected: 'A closing bracket is missing',
  EndOfFileExpected: 'Nothing is expected behind the end of the document',
  InvalidCommentToken: 'A comment is not allowed here',
  UnexpectedEndOfComment: 'The comment is not closed',
  UnexpectedEndOfString: 'The string is not closed',
  UnexpectedEndOfNumber: 'The number is not complete',
  InvalidUnicode: 'This is not a Unicode escape',
  InvalidEscapeCharacter: 'This is not an escape of JSON',
  InvalidCharacter: 'A control character must be escaped',
};

/** What is wrong with the text. Of a comma in front of a closing bracket the parser says that a value or a key should follow, or both. */
function toProblems(text: string, errors: readonly ParseError[]): readonly RawProblem[] {
  const problems: RawProblem[] = [];
  for (const error of errors) {
    const comma = findTrailingComma(text, error.offset);
    if (comma === undefined) problems.push(toProblem(text, error));
    else if (problems.at(-1)?.start !== comma)
      problems.push({ code: 'trailing-comma', start: comma, end: comma + 1, message: 'JSON takes no comma in front of a closing bracket' });
  }
  return problems;
}

/** The comma in front of the closing bracket at `offset`, with blanks and comments of some length between them. */
function findTrailingComma(text: string, offset: number): number | undefined {
  if (text[offset] !== '}' && text[offset] !== ']') return undefined;
  const before = text.slice(Math.max(0, offset - 300), offset);
  const match = /,(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/[^\n]*\n)*$/.exec(before);
  return match === null ? undefined : offset - before.length + match.index;
}

function toProblem(text: string, { error, offset, length }: ParseError): RawProblem {
  const name = printParseErrorCode(error);
  return {
    code: 'syntax',
    start: Math.min(offset, text.length),
    end: Math.min(offset + length, text.length),
    message: messages[name] ?? name,
  };
}

function copyNode(text: string, node: JsonNode): RawNode {
  if (node.type === 'object') return copyObject(text, node);
  if (node.type === 'array') {
    const items = (node.children ?? []).map((child) => copyNode(text, child));
    const range = findRange(text, node, items[items.length - 1]?.range.end);
    return { kind: 'sequence', flow: true, items, range, outer: range };
  }
  return copyScalar(text, node);
}

function copyObject(text: string, node: JsonNode): RawNode {
  const pairs: RawPair[] = [];
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined) continue;
    const key = copyScalar(text, keyNode);
    const value = valueNode === undefined ? emptyScalar(findAbsent(text, property, key)) : copyNode(text, valueNode);
    pairs.push({ key, value, range: { start: key.range.start, end: value.range.end } });
  }
  const range = findRange(text, node, pairs[pairs.length - 1]?.range.end);
  return { kind: 'mapping', flow: true, pairs, range, outer: range };
}

/** The place of a value that is missing: behind the colon and one space, or behind the key. */
function findAbsent(text: string, property: JsonNode, key: RawScalar): number {
  const { colonOffset } = property;
  if (colonOffset === undefined || colonOffset < key.range.end) return key.range.end;
  return text[colonOffset + 1] === ' ' ? colonOffset + 2 : colonOffset + 1;
}

/** A collection that is not closed ends with its last child. */
function findRange(text: string, node: JsonNode, childEnd: number | undefined) {
  const start = node.offset;
  const closed = node.length > 0 && /[}\]]/.test(text[start + node.length - 1] ?? '');
  return { start, end: Math.max(closed ? start + node.length : start + 1, childEnd ?? 0) };
}

function copyScalar(text: string, node: JsonNode): RawScalar {
  const range = { start: node.offset, end: node.offset + node.length };
  if (text[node.offset] === '"') {
    return { kind: 'scalar', type: 'string', style: 'double', range, outer: range, ...decodeDoubleQuoted(text, range.start, range.end) };
  }
  const type = node.type === 'number' || node.type === 'boolean' || node.type === 'null' ? node.type : 'string';
  return { kind: 'scalar', type, style: 'plain', value: text.slice(range.start, range.end), range, outer: range, map: [[0, range.start]] };
}
