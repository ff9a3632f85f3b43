/** Texts with something wrong in them: what a slip of the keys, a lost line or a misunderstanding of a type makes of a document. */
import fc from 'fast-check';
import type { Node } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import type { Language } from '../../server/src/syntax/source.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';

/** A text and what was done to it, for whoever reads of a failure. */
export interface Mutation {
  readonly said: string;
  readonly text: string;
}

/** `place` and `choice` are any numbers; they are taken within what the text has. */
export type Mutate = (text: string, language: Language, place: number, choice: number) => Mutation;

/** Every way to spoil a text, by name. */
export const mutators: Readonly<Record<string, Mutate>> = {
  'a token dropped': (text, _language, place) => withPiece(tokensOf(text), place, 'dropped', () => ''),
  'a token doubled': (text, _language, place) => withPiece(tokensOf(text), place, 'doubled', (token) => token + token),
  'a line dropped': (text, _language, place) => withPiece(linesOf(text), place, 'dropped', () => ''),
  'a line doubled': (text, _language, place) => withPiece(linesOf(text), place, 'doubled', (line) => line + line),
  'another type at a node': replaceNode,
};

/** Place and choice for a mutator. */
export const anyPlace = fc.tuple(fc.nat(), fc.nat());

function withPiece(pieces: readonly string[], place: number, done: string, change: (piece: string) => string): Mutation {
  const at = place % Math.max(1, pieces.length);
  const piece = pieces[at] ?? '';
  const before = pieces.slice(0, at).join('');
  return { said: `${JSON.stringify(piece)} at ${before.length} ${done}`, text: before + change(piece) + pieces.slice(at + 1).join('') };
}

/** Words, blanks and single signs; together they are the text. */
function tokensOf(text: string): readonly string[] {
  return text.match(/[\w.-]+|[^\S\n]+|./gsu) ?? [];
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

const LONG = 'Very-long/'.repeat(40);

/** What stands in for a node: a number, null, a boolean, lists, mappings, strings, long ones too, and what an intrinsic brings. */
const VALUES: Readonly<Record<Language, readonly string[]>> = {
  yaml: [
    '7',
    'null',
    '',
    'true',
    '[]',
    '[x, 7]',
    '[[x]]',
    '{}',
    '{ a: b }',
    '{ a: { b: [c] } }',
    'x',
    "''",
    "'*'",
    '!Ref X',
    '!Sub "${X}"',
    '!If [C, !Ref X, 7]',
    '[!Ref X]',
    '{ Ref: X }',
    '!GetAtt X',
    '2026-11-22',
    LONG,
    `"a\\n${LONG}"`,
    `[${LONG}, x]`,
    `{ ${LONG}: x }`,
    `arn:aws:s3:::${LONG}`,
    `s3:${LONG}`,
  ],
  json: [
    '7',
    'null',
    'true',
    '[]',
    '["x", 7]',
    '[["x"]]',
    '{}',
    '{ "a": "b" }',
    '{ "a": { "b": ["c"] } }',
    '"x"',
    '""',
    '"*"',
    '{ "Ref": "X" }',
    '{ "Fn::Sub": "${X}" }',
    '{ "Fn::If": ["C", { "Ref": "X" }, 7] }',
    '[{ "Ref": "X" }]',
    '{ "Fn::GetAtt": "X" }',
    '{ "Ref": [] }',
    `"${LONG}"`,
    `"a\\n${LONG}"`,
    `["${LONG}", "x"]`,
    `{ "${LONG}": "x" }`,
    `"arn:aws:s3:::${LONG}"`,
    `"s3:${LONG}"`,
  ],
};

function replaceNode(text: string, language: Language, place: number, choice: number): Mutation {
  const { source, tree } = parseDocument('file:///mutated', text, language);
  const nodes = tree === undefined ? [] : nodesOf(tree);
  const node = nodes[place % Math.max(1, nodes.length)];
  if (node === undefined) return { said: 'no node', text };
  const { start, end } = toOffsets(source, node.outer);
  const values = VALUES[language];
  const value = values[choice % values.length] ?? '';
  return { said: `${value} at ${start} to ${end}`, text: text.slice(0, start) + value + text.slice(end) };
}

/** Every node, the keys among them, from outside to inside. */
function nodesOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'scalar':
      return [node];
    case 'sequence':
      return [node, ...node.items.flatMap(nodesOf)];
    case 'mapping':
      return [node, ...node.pairs.flatMap(({ key, value, merged }) => (merged === true ? [] : [key, ...nodesOf(value)]))];
  }
}
