import type { Node, SequenceNode } from '../syntax/node.ts';
import type { Place, Resolve } from './branches.ts';
import { expandItems } from './branches.ts';
import type { Intrinsic } from './intrinsic.ts';
import { findIntrinsic } from './intrinsic.ts';
import type { TextContext } from './intrinsics.ts';
import { makeText, mayYieldList, readText } from './intrinsics.ts';
import type { Branch, LiteralPart, Text, TextPart } from './text.ts';
import { literalText } from './text.ts';

export interface ReadContext extends TextContext {
  readonly resolve: Resolve;
}

export interface ReadValue {
  readonly text: Text;
  /** The list item, the sole value or the branch of `Fn::If`; of a piece of `Fn::Split` the string it is cut from. */
  readonly node: Node;
  readonly list?: SequenceNode;
  readonly when: readonly Branch[];
}

export interface ReadValues {
  readonly values: readonly ReadValue[];
  /** False where a value is missing or has the wrong shape, or where there may be more than what is written. */
  readonly complete: boolean;
}

/** Which scalars are values: strings alone (an action), or numbers and booleans too (an account, a condition's value). */
export type Accepts = 'string' | 'any';

/**
 * Reads a value that is a string or a list of strings. Branches of `Fn::If` are read each, `AWS::NoValue` is absent, `Fn::Split` of a known
 * text comes apart; any other value is left out.
 */
export function readTexts(node: Node, context: ReadContext, when: readonly Branch[], accepts: Accepts): ReadValues {
  const { places, complete } = expandItems(node, when, context.resolve);
  const reading: Reading = { values: [], complete };
  for (const place of places) readPlace(reading, place, context, accepts);
  return reading;
}

interface Reading {
  readonly values: ReadValue[];
  complete: boolean;
}

function readPlace(reading: Reading, place: Place, context: ReadContext, accepts: Accepts): void {
  const { node } = place;
  const intrinsic = findIntrinsic(node);
  if (intrinsic?.name === 'Split') {
    readSplit(reading, place, intrinsic, context);
    return;
  }
  if (intrinsic === undefined && !isAccepted(node, accepts)) {
    reading.complete = false;
    return;
  }
  const text = readText(node, context);
  // In a list a list would be a list in a list, which nothing accepts.
  if (place.list === undefined && mayYieldList(node, text, context)) reading.complete = false;
  reading.values.push({ text, ...place });
}

function isAccepted(node: Node, accepts: Accepts): boolean {
  if (node.kind !== 'scalar') return false;
  return node.type === 'string' || (accepts === 'any' && node.type !== 'null');
}

function readSplit(reading: Reading, place: Place, intrinsic: Intrinsic, context: ReadContext): void {
  const [delimiter, source] = intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [];
  const by = delimiter === undefined ? undefined : literalText(readText(delimiter, context));
  if (source === undefined || by === undefined || by === '') {
    reading.complete = false;
    return;
  }
  const text = readText(source, context);
  // A symbol may hold the delimiter, so there may be more pieces than can be seen.
  if (text.parts.some((part) => part.kind === 'symbol')) reading.complete = false;
  for (const parts of splitParts(text.parts, by)) {
    const first = parts[0];
    const last = parts[parts.length - 1];
    const range = first === undefined || last === undefined ? source.range : { ...first.range, end: last.range.end };
    reading.values.push({ text: makeText(source, range, 'other', parts), node: source, when: place.when });
  }
}

function splitParts(parts: readonly TextPart[], by: string): readonly (readonly TextPart[])[] {
  const pieces: TextPart[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'symbol') pieces[pieces.length - 1]?.push(part);
    else splitLiteral(pieces, part, by);
  }
  return pieces.filter((piece) => piece.length > 0);
}

/** An offset within the part is exact where its text is written without escapes, else the whole part's range stands for each piece. */
function splitLiteral(pieces: TextPart[][], part: LiteralPart, by: string): void {
  const exact = part.range.end - part.range.start === part.text.length;
  let offset = 0;
  for (const [index, text] of part.text.split(by).entries()) {
    if (index > 0) pieces.push([]);
    const start = part.range.start + offset;
    const range = exact ? { ...part.range, start, end: start + text.length } : part.range;
    if (text !== '') pieces[pieces.length - 1]?.push({ kind: 'literal', text, range });
    offset += text.length + by.length;
  }
}
