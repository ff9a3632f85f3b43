/** Text for Markdown: what stands in a document is data there, never markup. */

const SPECIAL = /[\\`*_{}[\]()#+\-.!|<>~&$]/g;

/** Escapes every character that Markdown may read as markup; line breaks become spaces. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(SPECIAL, (character) => (character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`));
}

/** A code span of any text, with as many backticks as it needs. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  const runs = flat.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const padding = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${flat}${padding}${fence}`;
}

/** A fenced block; the fence is longer than any run of backticks inside. */
export function codeBlock(language: string, text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/** Code spans in one line, at most `limit` of them; the rest is counted. */
export function codeList(texts: readonly string[], limit: number): string {
  const shown = texts.slice(0, limit).map(code).join(', ');
  return texts.length > limit ? `${shown} and ${texts.length - limit} more` : shown;
}

/** Paragraphs with an empty line between them; empty ones are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** `1 action`, `2 actions`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
