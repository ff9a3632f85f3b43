import type { Answer } from './answer.ts';
import type { Atom, Glob, Step } from './glob.ts';
import { ANY, ATOM, BOTH, canStepThrough, LEFT, MAX_CELLS, RIGHT, STAR } from './glob.ts';

/**
 * Whether `left` matches all that `right` matches: `yes` and `no` hold whatever the symbols' values are. A placeholder on the right is
 * every value it may have, on the left it is a value that is not known.
 */
export function coversGlob(left: Glob, right: Glob): Answer {
  const trimmed = trim(left, right);
  if (trimmed === undefined) return 'no';
  const [a, b] = trimmed;
  if (a.length * b.length > MAX_CELLS) return 'unknown';
  if (canStepThrough(a, b, surelyCovers(left, right))) return 'yes';
  const possible = possiblyCovers(left, right);
  if (!a.includes(ANY) || !b.some((letter) => isMany(right, letter))) return canStepThrough(a, b, possible) ? 'unknown' : 'no';
  // With `?` on the left a `*` on the right is not matched letter by letter (`?*` covers `*x`): a string outside proves the `no`.
  const witnesses = ['', FRESH, FRESH.repeat(a.length + 1)].map((filling) => fill(right, b, filling));
  return witnesses.some((witness) => !canStepThrough(a, witness, possible)) ? 'no' : 'unknown';
}

/** Whether some string is matched by both: `yes` and `no` hold whatever the symbols' values are. Symmetric. */
export function overlapsGlob(left: Glob, right: Glob): Answer {
  const trimmed = trim(left, right);
  if (trimmed === undefined) return 'no';
  const [a, b] = trimmed;
  if (a.length * b.length > MAX_CELLS) return 'unknown';
  if (canStepThrough(a, b, surelyOverlaps(left, right))) return 'yes';
  if (left.atoms.length === 0 && right.atoms.length === 0) return 'no';
  return canStepThrough(a, b, possiblyOverlaps(left, right)) ? 'unknown' : 'no';
}

/** A character that no pattern holds: outside Unicode's assigned planes of text, a lone surrogate. */
const FRESH = '\udfff';

/** Cuts off what both begin and end with; `undefined` where two literal characters contradict each other. */
function trim(left: Glob, right: Glob): readonly [readonly number[], readonly number[]] | undefined {
  const a = left.letters;
  const b = right.letters;
  let start = 0;
  let x = a[start];
  let y = b[start];
  while (x !== undefined && y !== undefined && isFixedPair(left, x, right, y)) {
    start++;
    x = a[start];
    y = b[start];
  }
  if (contradicts(x, y)) return undefined;
  let end = 0;
  const shorter = Math.min(a.length, b.length) - start;
  while (end < shorter) {
    x = a[a.length - 1 - end];
    y = b[b.length - 1 - end];
    if (contradicts(x, y)) return undefined;
    if (x === undefined || y === undefined || !isFixedPair(left, x, right, y)) break;
    end++;
  }
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

function contradicts(x: number | undefined, y: number | undefined): boolean {
  return x !== undefined && y !== undefined && x >= 0 && y >= 0 && x !== y;
}

/** The same character, or the same value: what follows on both sides begins at the same place. */
function isFixedPair(left: Glob, x: number, right: Glob, y: number): boolean {
  if (x >= 0) return x === y;
  if (x > ATOM || y > ATOM) return false;
  const a = atomOf(left, x);
  return isSameSymbol(a, atomOf(right, y)) && a?.wild === false;
}

function atomOf(glob: Glob, letter: number): Atom | undefined {
  return glob.atoms[ATOM - letter];
}

function isSameSymbol(a: Atom | undefined, b: Atom | undefined): boolean {
  return a?.kind === 'symbol' && b?.kind === 'symbol' && a.key === b.key;
}

/** Whether a value of the atom may hold the character. */
function mayHold(atom: Atom, letter: number): boolean {
  return atom.spans || (letter !== SLASH && letter !== COLON);
}

const SLASH = '/'.charCodeAt(0);
const COLON = ':'.charCodeAt(0);

function surelyCovers(left: Glob, right: Glob): Step {
  return (x, y) => {
    if (x === undefined) return 0;
    if (x === STAR) return y === undefined ? LEFT : LEFT | RIGHT;
    if (y === undefined || y === STAR) return 0;
    const b = y <= ATOM ? atomOf(right, y) : undefined;
    if (x === ANY) return b === undefined || b.kind === 'one' ? BOTH : 0;
    if (x >= 0) return x === y ? BOTH : 0;
    return isSameSymbol(atomOf(left, x), b) ? BOTH : 0;
  };
}

function possiblyCovers(left: Glob, right: Glob): Step {
  return (x, y) => {
    const a = x !== undefined && x <= ATOM ? atomOf(left, x) : undefined;
    const b = y !== undefined && y <= ATOM ? atomOf(right, y) : undefined;
    const unknown = b?.kind === 'symbol' ? b : undefined;
    let allowed = 0;
    if (x === STAR) allowed = y === undefined ? LEFT : LEFT | RIGHT;
    else if (a !== undefined) {
      allowed = LEFT;
      const everything = y === STAR || y === ANY || b?.kind === 'one' || b?.kind === 'more';
      if (y !== undefined && (everything ? a.wild : y <= ATOM || mayHold(a, y))) allowed |= RIGHT;
    } else if (x === ANY) allowed = y !== undefined && (y >= 0 || y === ANY || b?.kind === 'one') ? BOTH : 0;
    else if (x !== undefined) allowed = x === y ? BOTH : 0;
    if (unknown !== undefined) {
      allowed |= RIGHT;
      if (x !== undefined && (x < 0 || mayHold(unknown, x))) allowed |= LEFT;
    }
    return allowed;
  };
}

function surelyOverlaps(left: Glob, right: Glob): Step {
  return (x, y) => {
    const a = x !== undefined && x <= ATOM ? atomOf(left, x) : undefined;
    const b = y !== undefined && y <= ATOM ? atomOf(right, y) : undefined;
    let allowed = 0;
    if (x === STAR || a?.kind === 'more') allowed |= LEFT | (y !== undefined && surelyAbsorbs(a, y, b) ? RIGHT : 0);
    if (y === STAR || b?.kind === 'more') allowed |= RIGHT | (x !== undefined && surelyAbsorbs(b, x, a) ? LEFT : 0);
    if (x === undefined || y === undefined || allowed !== 0) return allowed;
    if (a?.kind === 'symbol' && b?.kind === 'symbol') return a.key === b.key ? BOTH : 0;
    if (a?.kind === 'one') return surelyAbsorbs(a, y, b) ? BOTH : 0;
    if (b?.kind === 'one') return surelyAbsorbs(b, x, a) ? BOTH : 0;
    if (a !== undefined || b !== undefined) return 0;
    return x === y || x === ANY || y === ANY ? BOTH : 0;
  };
}

/** Whether a wildcard (`holder` absent: `*`) takes in the letter, whatever its value. */
function surelyAbsorbs(holder: Atom | undefined, letter: number, atom: Atom | undefined): boolean {
  if (holder === undefined) return true;
  if (atom?.kind === 'symbol') return holder.spans || !atom.spans;
  return letter < 0 || mayHold(holder, letter);
}

function possiblyOverlaps(left: Glob, right: Glob): Step {
  return (x, y) => {
    const a = x !== undefined && x <= ATOM ? atomOf(left, x) : undefined;
    const b = y !== undefined && y <= ATOM ? atomOf(right, y) : undefined;
    let allowed = 0;
    if (a?.kind === 'one' && a.mayBeEmpty) allowed |= LEFT;
    if (b?.kind === 'one' && b.mayBeEmpty) allowed |= RIGHT;
    const many = x === STAR || a?.kind === 'more' || a?.kind === 'symbol';
    const manyRight = y === STAR || b?.kind === 'more' || b?.kind === 'symbol';
    if (many) allowed |= LEFT | (y !== undefined && possiblyAbsorbs(a, y) ? RIGHT : 0);
    if (manyRight) allowed |= RIGHT | (x !== undefined && possiblyAbsorbs(b, x) ? LEFT : 0);
    if (x === undefined || y === undefined || many || manyRight) return allowed;
    if (a !== undefined) return allowed | (possiblyAbsorbs(a, y) ? BOTH : 0);
    if (b !== undefined) return allowed | (possiblyAbsorbs(b, x) ? BOTH : 0);
    return allowed | (x === y || x === ANY || y === ANY ? BOTH : 0);
  };
}

function possiblyAbsorbs(holder: Atom | undefined, letter: number): boolean {
  return holder === undefined || letter < 0 || mayHold(holder, letter);
}

function isMany(glob: Glob, letter: number): boolean {
  return letter === STAR || (letter <= ATOM && atomOf(glob, letter)?.kind === 'more');
}

/** One string that the pattern matches: its `*` filled in, a character of its own for each `?`. */
function fill(glob: Glob, letters: readonly number[], filling: string): readonly number[] {
  const codes = Array.from(filling, (character) => character.charCodeAt(0));
  return letters.flatMap((letter) => {
    if (isMany(glob, letter)) return codes;
    return letter === ANY || (letter <= ATOM && atomOf(glob, letter)?.kind === 'one') ? [FRESH.charCodeAt(0)] : [letter];
  });
}
