import type { Tags } from 'yaml';
import { Composer, CST, Parser } from 'yaml';
import type { PatchedText } from './patch.ts';
import { applyPatches } from './patch.ts';
import type { RawDocument, RawProblem } from './raw.ts';
import { maximumDepth } from './raw.ts';
import { isBroken } from './yaml-broken.ts';
import { repairYaml } from './yaml-repair.ts';
import { restore } from './yaml-restore.ts';
import { isSound } from './yaml-sound.ts';
import { copyDocument } from './yaml-tree.ts';
import { visitCollections } from './yaml-visit.ts';

/**
 * Reads the first document of a YAML text that is a mapping or a list, else the first one that has any value. The others of a
 * file with several are not read: neither a template nor a policy has more than one.
 */
export function parseYaml(text: string): RawDocument {
  const plain = readText(text);
  // What is certainly broken is asked for its errors only if nothing mends it.
  const errors = plain.state === 'broken' ? undefined : findErrors(plain);
  if (errors?.length === 0) return copyReading(plain);
  const { patches, problems } = repairYaml(text);
  if (patches.length === 0) {
    const { root, problems: found } = copyReading(plain);
    return { root, problems: [...found, ...(errors ?? findErrors(plain))] };
  }
  const patched = applyPatches(text, patches);
  const repaired = readText(patched.text);
  const copy = copyReading(repaired);
  const remaining = [...copy.problems, ...findErrors(repaired)].map((problem) => restoreProblem(patched, problem));
  return { root: copy.root === undefined ? undefined : restore(text, patched, copy.root), problems: [...problems, ...remaining] };
}

/** A text as the library reads it, neither composed nor copied yet. */
interface Reading {
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

function readText(text: string): Reading {
  const tokens = [...new Parser().parse(text)];
  const documents = tokens.filter((token) => token.type === 'document');
  const document =
    documents.find(({ value }) => CST.isCollection(value)) ?? documents.find(({ value }) => value !== undefined) ?? documents[0];
  const pruned = documents.flatMap((each) => prune(each, each === document));
  const state = isSound(tokens) ? 'sound' : document !== undefined && isBroken(document) ? 'broken' : 'unknown';
  return { text, tokens, documents, document, pruned, state };
}

function copyReading({ text, document, pruned }: Reading): RawDocument {
  if (document === undefined) return { root: undefined, problems: [] };
  const { root, problems } = copyDocument(text, document);
  return { root, problems: [...pruned, ...problems] };
}

/** Empties collections below the deepest level, so that nothing behind has to recurse farther. */
function prune(document: CST.Document, report: boolean): readonly RawProblem[] {
  const problems: RawProblem[] = [];
  visitCollections(document, (token, depth) => {
    if (depth <= maximumDepth) return false;
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

/** The library's own tree is composed for the sake of its errors only. Tags are resolved elsewhere, aliases and duplicates too. */
function findErrors({ text, tokens, documents, document, state }: Reading): readonly RawProblem[] {
  if (state === 'sound') return [];
  const options = { logLevel: 'silent', prettyErrors: false, uniqueKeys: false, strict: false, schema: 'failsafe' } as const;
  const composer = new Composer({ ...options, customTags: (known) => [...known, ...declareTags(collectTags(documents))] });
  const composed = [...composer.compose(tokens)];
  const own = composed[document === undefined ? 0 : documents.indexOf(document)];
  const errors = (own?.errors ?? composer.streamInfo().errors).filter((error) => error.code !== 'TAG_RESOLVE_FAILED');
  return errors.map(({ pos, message }) => clamp({ code: 'syntax', start: pos[0], end: Math.max(pos[0], pos[1]), message }, text.length));
}

/** The library points behind the end of the text at what is missing there. */
function clamp(problem: RawProblem, length: number): RawProblem {
  return { ...problem, start: Math.min(problem.start, length), end: Math.min(problem.end, length) };
}

function restoreProblem(patched: PatchedText, problem: RawProblem): RawProblem {
  const start = patched.toOriginal(problem.start);
  return { ...problem, start, end: Math.max(start, patched.toOriginal(problem.end)) };
}
