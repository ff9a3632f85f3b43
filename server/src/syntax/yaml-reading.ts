import type { Tags } from 'yaml';
import { Composer, CST, Parser } from 'yaml';
import type { RawProblem } from './raw.ts';
import { maximumDepth } from './raw.ts';
import { isBroken } from './yaml-broken.ts';
import { isSound } from './yaml-sound.ts';
import { visitCollections } from './yaml-visit.ts';

/** A text as the library reads it, neither composed nor copied yet. */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly CST.Token[];
  readonly documents: readonly CST.Document[];
  /** The one that is read. */
  readonly document: CST.Document | undefined;
  /** What the library has no objection to and is left out nevertheless. */
  readonly pruned: readonly RawProblem[];
  /** What is known without composing: that the library objects to nothing, or that it does to something. */
  readonly state: 'sound' | 'broken' | 'unknown';
}

/** `above` counts the collections around what the text holds, where it is a part of a document. */
export function readText(text: string, above = 0): Reading {
  const tokens = [...new Parser().parse(text)];
  const documents = tokens.filter((token) => token.type === 'document');
  const document =
    documents.find(({ value }) => CST.isCollection(value)) ?? documents.find(({ value }) => value !== undefined) ?? documents[0];
  const pruned = documents.flatMap((each) => prune(each, each === document, above));
  const state = isSound(tokens) ? 'sound' : document !== undefined && isBroken(document) ? 'broken' : 'unknown';
  return { text, tokens, documents, document, pruned, state };
}

/** Empties collections below the deepest level, so that nothing behind has to recurse farther. */
function prune(document: CST.Document, report: boolean, above: number): readonly RawProblem[] {
  const problems: RawProblem[] = [];
  visitCollections(document, (token, depth) => {
    if (above + depth <= maximumDepth) return false;
    token.items.length = 0;
    problems.push({ code: 'too-deep', start: token.offset, end: token.offset + 1, message: `Nested deeper than ${maximumDepth} levels` });
    return false;
  });
  return report ? problems : [];
}

/** More distinct tags than any template has. */
const maximumTags = 64;

function collectTags(documents: readonly CST.Document[]): ReadonlySet<string> {
  const tags = new Set<string>();
  const collect = (tokens: readonly CST.SourceToken[] | undefined): void => {
    for (const { type, source } of tokens ?? []) if (type === 'tag' && tags.size < maximumTags) tags.add(source);
  };
  for (const document of documents) {
    visitCollections(document, ({ items }) => {
      for (const item of items) {
        collect(item.start);
        collect(item.sep);
      }
      return false;
    });
  }
  return tags;
}

/** The library makes an error object, at some cost, for every tag that it is not told of. */
function declareTags(tags: ReadonlySet<string>): Tags {
  return [...tags].flatMap((tag) => [
    { tag, resolve: (value: string) => value },
    { tag, collection: 'map' as const },
    { tag, collection: 'seq' as const },
  ]);
}

/** What the library objects to. Its own tree is composed for the sake of its errors only. Tags are resolved elsewhere, aliases and duplicates too. */
export function findErrors({ text, tokens, documents, document, state }: Reading): readonly RawProblem[] {
  if (state === 'sound') return [];
  const options = { logLevel: 'silent', prettyErrors: false, uniqueKeys: false, strict: false, schema: 'failsafe' } as const;
  const composer = new Composer({ ...options, customTags: (known) => [...known, ...declareTags(collectTags(documents))] });
  const composed = [...composer.compose(tokens)];
  const own = composed[document === undefined ? 0 : documents.indexOf(document)];
  const errors = (own?.errors ?? composer.streamInfo().errors).filter((error) => error.code !== 'TAG_RESOLVE_FAILED');
  return errors.map(({ pos, message }) =>
    clamp({ code: 'syntax', start: pos[0], end: Math.max(pos[0], pos[1]), message: shortenQuoted(message) }, text.length),
  );
}

/** The library quotes the whole of what it did not expect, be it a page, as JSON at the end of a message. */
function shortenQuoted(message: string): string {
  return message.replace(/(: "(?:[^"\\]|\\.){40})(?:[^"\\]|\\.)+"$/, '$1…"');
}

/** The library points behind the end of the text at what is missing there. */
function clamp(problem: RawProblem, length: number): RawProblem {
  return { ...problem, start: Math.min(problem.start, length), end: Math.min(problem.end, length) };
}
