const SHOWN = 60;

/** A value as a message shows it: quoted, cut after 60 characters, on one line. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `'${line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line}'`;
}

/** `1 action`, `3 actions`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Names in a row, no more than `most` of them: `a, b and 3 more`. */
export function listNames(names: readonly string[], most = 3): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
