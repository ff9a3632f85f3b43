import type { Diagnosis, Diagnostic } from '../analysis/answers.ts';
import { normalizeUri } from '../analysis/uris.ts';

/** What a document's own diagnosis and those of the documents that name it say about it. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** Equal keys, equal diagnostics. */
  readonly key: string;
}

/** The last diagnosis of each open document. URIs are normalized. */
export interface Reports {
  set(uri: string, diagnosis: Diagnosis): void;
  get(uri: string): Diagnosis | undefined;
  delete(uri: string): void;
  clear(): void;
  reportOf(uri: string): Report;
  /** Documents other than `uri` that its last diagnosis found something in. */
  fragmentsOf(uri: string): readonly string[];
}

interface Kept {
  readonly diagnosis: Diagnosis;
  /** Its findings by the normalized URI of where they are. */
  readonly byPlace: ReadonlyMap<string, readonly Diagnostic[]>;
}

export function createReports(): Reports {
  const kept = new Map<string, Kept>();
  return {
    set: (uri, diagnosis) => void kept.set(uri, { diagnosis, byPlace: groupByPlace(uri, diagnosis) }),
    get: (uri) => kept.get(uri)?.diagnosis,
    delete: (uri) => void kept.delete(uri),
    clear: () => kept.clear(),
    reportOf(uri) {
      const lists: (readonly Diagnostic[])[] = [];
      const keys: string[] = [];
      for (const [other, { diagnosis, byPlace }] of kept) {
        const found = byPlace.get(uri);
        if (found === undefined) continue;
        lists.push(found);
        if (other !== uri) keys.push(`${other} ${diagnosis.key}`);
      }
      const [first = [], ...others] = lists;
      return {
        diagnostics: others.length === 0 ? first : withoutRepetitions(lists.flat()),
        key: [kept.get(uri)?.diagnosis.key ?? '', ...keys.sort()].join('\n'),
      };
    },
    fragmentsOf: (uri) => [...(kept.get(uri)?.byPlace.keys() ?? [])].filter((other) => other !== uri),
  };
}

/** A document that reads no other has all its findings in itself: they are not looked at. */
function groupByPlace(uri: string, { diagnostics, reads }: Diagnosis): ReadonlyMap<string, readonly Diagnostic[]> {
  if (diagnostics.length === 0) return new Map();
  if (reads.length === 0) return new Map([[uri, diagnostics]]);
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.place.uri);
    if (group === undefined) groups.set(diagnostic.place.uri, [diagnostic]);
    else group.push(diagnostic);
  }
  return new Map([...groups].map(([place, found]) => [normalizeUri(place), found]));
}

/** A fragment named by two open documents has each of its findings once. */
function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { rule, message, place } = diagnostic;
    const key = `${rule} ${place.start} ${place.end} ${message}`;
    if (!known.has(key)) known.set(key, diagnostic);
  }
  return [...known.values()];
}
