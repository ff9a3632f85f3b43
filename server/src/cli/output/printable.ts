const TAB = '    ';

/** Text of a file as a terminal may show it: tabs as spaces, and no control character, which could be an order to the terminal. */
export function printable(text: string): string {
  return text.replaceAll('\t', TAB).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

/** Takes two columns: emoji, and East Asian wide and full-width characters (Unicode 15, UAX 11, by blocks). */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Takes none: marks on the character before, joiners, variation selectors. */
const NARROW = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NARROW.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
