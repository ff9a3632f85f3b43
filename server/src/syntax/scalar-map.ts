/** Pairs of (decoded offset, offset in the text), ascending in both; between two pairs both run in step. */
export type OffsetMap = readonly (readonly [decoded: number, offset: number])[];

type MutableMap = [decoded: number, offset: number][];

/**
 * The map of a scalar whose decoded lines stand unchanged in the text but for white space around them: plain, literal and folded.
 * `start` and `end` bound its text, without the header of a block scalar.
 */
export function mapLines(text: string, start: number, end: number, value: string): OffsetMap {
  const map: MutableMap = [];
  let decoded = 0;
  for (const line of contentLines(text, start, end)) decoded = addLine(map, text, line, value, decoded, decoded + 1);
  if (map.length === 0) map.push([0, start]);
  return map;
}

/** The map of a single-quoted scalar; `start` is its opening quote and `end` lies after the closing one. */
export function mapSingleQuoted(text: string, start: number, end: number, value: string): OffsetMap {
  const map: MutableMap = [];
  let decoded = 0;
  const last = end - start > 1 && text[end - 1] === "'" ? end - 1 : end;
  for (const line of contentLines(text, start + 1, last)) {
    let from = line.start;
    while (from < line.end) {
      const doubled = text.indexOf("''", from);
      const to = doubled < 0 || doubled >= line.end ? line.end : doubled + 1;
      decoded = addLine(map, text, { start: from, end: to }, value, decoded, from === line.start ? decoded + 1 : decoded);
      from = to === line.end ? to : to + 1;
      if (from > to) push(map, decoded, from);
    }
  }
  if (map.length === 0 || (map[0]?.[0] ?? 0) > 0) map.unshift([0, start + 1]);
  return map;
}

/** Decodes a double-quoted scalar of YAML or JSON; an unknown escape stands for itself. `start` is the opening quote. */
export function decodeDoubleQuoted(text: string, start: number, end: number): { value: string; map: OffsetMap } {
  const state = { text, value: '', map: [[0, start + 1]] as MutableMap };
  const last = end - start > 1 && isClosed(text, start, end) ? end - 1 : end;
  let at = start + 1;
  while (at < last) {
    const character = text[at] ?? '';
    if (character === '\\') at = decodeEscape(state, at, last);
    else if (character === '\n' || character === '\r' || character === ' ' || character === '\t') at = decodeWhiteSpace(state, at, last);
    else {
      const stop = findStop(text, at, last);
      state.value += text.slice(at, stop);
      at = stop;
    }
  }
  return { value: state.value, map: state.map };
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** The stretches of a text between line breaks, without white space around them; blank lines are left out. */
function contentLines(text: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end; ) {
    const feed = text.indexOf('\n', at);
    const stop = feed < 0 || feed > end ? end : feed;
    let from = at;
    let to = stop;
    const first = at === start;
    const last = stop === end;
    while (from < to && isBlank(text[from]) && !first) from++;
    while (to > from && isBlank(text[to - 1]) && !last) to--;
    if (to > from) lines.push({ start: from, end: to });
    at = stop + 1;
  }
  return lines;
}

/**
 * Finds where the line's first visible character was decoded to: between two lines there is nothing but white space. The line does
 * not begin before the decoded offset `earliest`: a line break stands for one character at least. Returns the decoded end.
 */
function addLine(map: MutableMap, text: string, line: Line, value: string, decoded: number, earliest: number): number {
  let offset = line.start;
  while (offset < line.end && isBlank(text[offset])) offset++;
  let at = decoded;
  while (at < value.length && isSpace(value[at])) at++;
  if (offset === line.end) at = Math.min(value.length, decoded + offset - line.start);
  const bound = map.length === 0 ? 0 : earliest;
  while (at > bound && isBlank(value[at - 1]) && value[at - 1] === text[offset - 1]) {
    at--;
    offset--;
  }
  push(map, at, offset);
  return at + line.end - offset;
}

interface Decoding {
  readonly text: string;
  value: string;
  readonly map: MutableMap;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const escapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function decodeEscape(state: Decoding, at: number, last: number): number {
  const { text } = state;
  const next = text[at + 1] ?? '';
  const simple = escapes[next];
  if (at + 1 < last && simple !== undefined) return replace(state, at, at + 2, simple);
  if (next === '\n' || (next === '\r' && text[at + 2] === '\n')) {
    let after = at + (next === '\n' ? 2 : 3);
    while (after < last && isBlank(text[after])) after++;
    return replace(state, at, after, '');
  }
  const length = escapeLengths[next];
  const digits = length === undefined ? '' : text.slice(at + 2, at + 2 + length);
  if (length !== undefined && at + 2 + length <= last && digits.length === length && /^[0-9a-fA-F]+$/.test(digits)) {
    const code = Number.parseInt(digits, 16);
    if (code <= 0x10ffff) return replace(state, at, at + 2 + length, String.fromCodePoint(code));
  }
  const end = Math.min(at + 2, last);
  state.value += text.slice(at, end);
  return end;
}

function decodeWhiteSpace(state: Decoding, at: number, last: number): number {
  let end = at;
  let breaks = 0;
  while (end < last && isSpace(state.text[end])) {
    if (state.text[end] === '\n') breaks++;
    end++;
  }
  if (breaks === 0) {
    state.value += state.text.slice(at, end);
    return end;
  }
  return replace(state, at, end, breaks === 1 ? ' ' : '\n'.repeat(breaks - 1));
}

/** Records that the text from `start` to `end` stands for `decoded`, and that what follows runs in step again. */
function replace(state: Decoding, start: number, end: number, decoded: string): number {
  if (decoded === '') state.map.push([state.value.length, start], [state.value.length, end]);
  else {
    push(state.map, state.value.length, start);
    state.value += decoded;
    push(state.map, state.value.length, end);
  }
  return end;
}

function push(map: MutableMap, decoded: number, offset: number): void {
  const previous = map[map.length - 1];
  if (previous !== undefined && offset - previous[1] === decoded - previous[0]) return;
  if (previous?.[0] === decoded) map.pop();
  map.push([decoded, offset]);
}

function findStop(text: string, from: number, last: number): number {
  let at = from;
  while (at < last) {
    const character = text.charCodeAt(at);
    if (character === 0x5c || character === 0x20 || (character >= 0x09 && character <= 0x0d)) break;
    at++;
  }
  return at === from ? from + 1 : at;
}

/** Whether the quote before `end` closes the scalar, that is, no backslash escapes it. */
function isClosed(text: string, start: number, end: number): boolean {
  if (text[end - 1] !== '"') return false;
  let slashes = 0;
  while (end - 2 - slashes > start && text[end - 2 - slashes] === '\\') slashes++;
  return slashes % 2 === 0;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

function isSpace(character: string | undefined): boolean {
  return isBlank(character) || character === '\n';
}
