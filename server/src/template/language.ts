import type { Language } from '../syntax/source.ts';

const JSON_IDS: ReadonlySet<string> = new Set(['json', 'jsonc']);

/**
 * The syntax of a document: the file's ending decides, then its first character (`.template` and `.cfn` come in both; a `cloudformation`
 * language id too), then the editor's language id.
 */
export function languageOf(uri: string, text: string, languageId?: string): Language {
  if (/\.ya?ml$/i.test(uri)) return 'yaml';
  if (/\.jsonc?$/i.test(uri)) return 'json';
  const first = /[^\s\uFEFF]/.exec(text)?.[0];
  if (first === '{' || first === '[') return 'json';
  if (languageId !== undefined && JSON_IDS.has(languageId)) return 'json';
  return 'yaml';
}
