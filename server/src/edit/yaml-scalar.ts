export type Quote = 'plain' | 'single' | 'double';

/**
 * A string as a YAML scalar of one line, in the quoting asked for where that can hold it. `flow` says that it stands in a flow collection, whose
 * punctuation a plain scalar must not contain. Safe under YAML 1.1 (PyYAML, which CloudFormation's tools use) and 1.2.
 */
export function renderYamlString(text: string, quote: Quote, flow: boolean, fallback: 'single' | 'double' = 'single'): string {
  const wanted = quote === 'plain' && !isPlainSafe(text, flow) ? fallback : quote;
  // YAML allows no control characters within single quotes, and a line break there is folded.
  const chosen = wanted === 'single' && /[\p{Cc}\u0085\u2028\u2029\ufeff]/u.test(text) ? 'double' : wanted;
  switch (chosen) {
    case 'plain':
      return text;
    case 'single':
      return `'${escapeSingle(text)}'`;
    case 'double':
      return `"${escapeDouble(text)}"`;
  }
}

export function escapeSingle(text: string): string {
  return text.replaceAll("'", "''");
}

/** Escapes of JSON, which YAML shares, and of the characters that YAML takes for line breaks. */
export function escapeDouble(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a plain scalar of this text is read as this very string. */
export function isPlainSafe(text: string, flow: boolean): boolean {
  if (text === '' || text.trim() !== text) return false;
  if (/[\p{Cc}\u2028\u2029\ufeff]/u.test(text)) return false;
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|: | #|:$|^---|^\.\.\./.test(text)) return false;
  if (flow && /[,[\]{}]|^[-?:]/.test(text)) return false;
  return !isResolved(text);
}

/** What YAML 1.1 or 1.2 resolves to something that is no string: null, booleans, numbers (sexagesimal too), dates, merge and value keys. */
function isResolved(text: string): boolean {
  if (/^(?:~|null|true|false|yes|no|on|off|y|n|=|<<)$/i.test(text)) return true;
  if (/^[-+]?\.(?:inf|nan)$/i.test(text)) return true;
  if (/^[-+]?(?:0x[\da-f_]+|0o?[0-7_]+|0b[01_]+)$/i.test(text)) return true;
  if (/^[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?(?:e[-+]?\d+)?$/i.test(text)) return true;
  return /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/.test(text) || /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt\s].*)?$/.test(text);
}
