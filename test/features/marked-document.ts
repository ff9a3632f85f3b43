import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { Place, TextChange } from '../../server/src/analysis/answers.ts';
import { analyse } from '../support/analyse.ts';
import { parseMarked } from '../support/marked-source.ts';

export interface MarkedDocument {
  readonly uri: string;
  readonly text: string;
  /** Where `$0` stood; 0 without. */
  readonly cursor: number;
  readonly analysis: Analysis;
  textOf(uri: string): string;
}

const FOLDER = 'file:///workspace/';

/** A document analysed together with `files`, by path below its folder. */
export function openMarked(marked: string, files: Readonly<Record<string, string>> = {}): MarkedDocument {
  const { text, cursor = 0 } = parseMarked(marked);
  const name = /^\s*[{[]/.test(text) ? 'template.json' : /^service:/.test(text) ? 'serverless.yml' : 'template.yaml';
  const all = Object.entries({ ...files, [name]: text });
  const texts: Readonly<Record<string, string>> = Object.fromEntries(all.map(([path, content]) => [`${FOLDER}${path}`, content]));
  return { uri: `${FOLDER}${name}`, text, cursor, analysis: analyse(texts), textOf: (uri) => texts[uri] ?? '' };
}

/** `12: Table` for each place, in the order of line and column; `roles.yml 2: Role` in another file. */
export function drawAt({ uri, textOf }: MarkedDocument, places: readonly Place[]): readonly string[] {
  const sorted = [...places].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.start - b.start));
  return sorted.map((place) => {
    const text = textOf(place.uri);
    const line = text.slice(0, place.start).split('\n').length;
    const file = place.uri === uri ? '' : `${place.uri.slice(FOLDER.length)} `;
    return `${file}${line}: ${text.slice(place.start, place.end)}`;
  });
}

/** The text with changes that do not overlap. */
export function applyEdits(text: string, changes: readonly TextChange[]): string {
  const sorted = [...changes].sort((a, b) => b.start - a.start);
  return sorted.reduce((result, { start, end, text: written }) => result.slice(0, start) + written + result.slice(end), text);
}
