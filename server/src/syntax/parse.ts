import { parseJson } from './json.ts';
import { placeDocument } from './place.ts';
import type { RawDocument, RawProblem } from './raw.ts';
import type { Language, Parsed } from './source.ts';
import { parseYaml } from './yaml.ts';

/** In UTF-16 code units; a larger text is not read at all. */
export const maximumLength = 4 * 1024 * 1024;

/**
 * Reads a document. Never throws on text: what is wrong with it is in `problems`, and the tree holds what could be read.
 * A text that is too large or binary has no tree.
 */
export function parseDocument(uri: string, text: string, language: Language): Parsed {
  return placeDocument(uri, language, text, readText(text, language));
}

function readText(text: string, language: Language): RawDocument {
  const refused = refuse(text);
  if (refused !== undefined) return { root: undefined, problems: [refused] };
  return language === 'json' ? parseJson(text) : parseYaml(text);
}

function refuse(text: string): RawProblem | undefined {
  if (text.length > maximumLength)
    return { code: 'too-large', start: 0, end: 0, message: 'This file is larger than 4 MB and is not analysed' };
  const binary = text.indexOf('\0');
  if (binary >= 0) return { code: 'binary', start: binary, end: binary + 1, message: 'This is a binary file, not text' };
  return undefined;
}
