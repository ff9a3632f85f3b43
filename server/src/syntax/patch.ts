import type { TextEdit } from './source.ts';

/** A stretch of the original text and what stands there instead; an insertion has `start === end`. */
export interface TextPatch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with patches applied, and the way back to the original. */
export interface PatchedText {
  readonly text: string;
  /** Where the first patch stands: what ends before it is as it was. */
  readonly firstPatch: number;
  /** The offset in the original text; inside of what a patch wrote, the end of the stretch that the patch replaced. */
  toOriginal(offset: number): number;
  /** The offset in the patched text; at an insertion, behind it. */
  toPatched(offset: number): number;
  /** Whether a patch wrote the character at this offset of the patched text. */
  isPatched(offset: number): boolean;
  /** What leads from a stretch of the patched text to the original one, where no patch touches it. */
  findShift(start: number, end: number): number | undefined;
}

/** Applies patches that do not overlap; those at the same offset stay in the order given. */
export function applyPatches(original: string, patches: readonly TextPatch[]): PatchedText {
  const sorted = [...patches].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  const places: Place[] = [];
  let from = 0;
  let length = 0;
  for (const patch of sorted) {
    if (patch.start < from) continue;
    parts.push(original.slice(from, patch.start), patch.text);
    length += patch.start - from;
    places.push({ start: length, end: length + patch.text.length, original: patch.start, originalEnd: patch.end });
    length += patch.text.length;
    from = patch.end;
  }
  parts.push(original.slice(from));
  return {
    text: parts.join(''),
    firstPatch: places[0]?.start ?? length + original.length - from + 1,
    toOriginal(offset) {
      const place = findLast(places, (candidate) => candidate.start <= offset);
      if (place === undefined) return offset;
      return place.originalEnd + Math.max(0, offset - place.end);
    },
    toPatched(offset) {
      const place = findLast(places, (candidate) => candidate.original <= offset);
      if (place === undefined) return offset;
      return place.end + Math.max(0, offset - place.originalEnd);
    },
    isPatched(offset) {
      const place = findLast(places, (candidate) => candidate.start <= offset);
      return place !== undefined && offset < place.end;
    },
    findShift(start, end) {
      const place = findLast(places, (candidate) => candidate.start <= end);
      if (place === undefined) return 0;
      return start >= place.end && end > place.start ? place.originalEnd - place.end : undefined;
    },
  };
}

/** The one edit that spans all patches which led from one text to another. */
export function findEdit(before: string, after: string, patches: readonly TextPatch[]): TextEdit {
  const start = Math.min(before.length, ...patches.map((patch) => patch.start));
  const oldEnd = Math.max(start, ...patches.map((patch) => patch.end));
  return { start, oldEnd, newEnd: oldEnd + after.length - before.length };
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly original: number;
  readonly originalEnd: number;
}

function findLast(places: readonly Place[], holds: (place: Place) => boolean): Place | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = places[middle];
    if (place !== undefined && holds(place)) low = middle + 1;
    else high = middle;
  }
  return places[low - 1];
}
