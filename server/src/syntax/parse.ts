import { parseJson } from './json.ts';
import { placeDocument } from './place.ts';
import type { RawProblem } from './raw.ts';
import type { Language, Parsed } from './source.ts';
import { parseYaml } from './yaml.ts';
import { parseChunks } from './yaml-chunks.ts';

/** In UTF-16 code units; a larger text is not read at all. */
export const maximumLength = 4 * 1024 * 1024;

/**
 * Reads a document. Never throws on text: what is wrong with it is in `problems`, and the tree holds what could be read.
 * A text that is too large or binary has no tree.
 */
export function parseDocument(uri: string, text: string, language: Language): Parsed {
  const refused = refuse(text);
  if (refused !== undefined) return placeDocument(uri, language, text, { root: undefined, problems: [refused] });
  if (language === 'json') return placeDocument(uri, language, text, parseJson(text));
  return parseChunks(uri, text) ?? parseWhole(uri, text);
}

/** Reads a YAML text that cannot be read piece by piece. What can be, is read alike. */
export function parseWhole(uri: string, text: string): Parsed {
  return placeDocument(uri, 'yaml', text, parseYaml(text));
}

function refuse(text: string): RawProblem | undefined {
  if (text.length > maximumLength)
    return { code: 'too-large', start: 0, end: 0, message: 'This file is larger than 4 MB and is not analysed' };
  const binary = text.indexOf('\0');
  if (binary >= 0) return { code: 'binary', start: binary, end: binary + 1, message: 'This is a binary file, not text' };
  return undefined;
}
