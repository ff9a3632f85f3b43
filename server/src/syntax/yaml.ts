import type { Tags } from 'yaml';
import { Composer, CST, Parser } from 'yaml';
import type { PatchedText } from './patch.ts';
import { applyPatches } from './patch.ts';
import type { RawDocument, RawProblem } from './raw.ts';
import { maximumDepth } from './raw.ts';
import { repairYaml } from './yaml-repair.ts';
import { restore } from './yaml-restore.ts';
import { isSound } from './yaml-sound.ts';
import { copyDocument } from './yaml-tree.ts';

/**
 * Reads the first document of a YAML text that is a mapping or a list, else the first one that has any value. The others of a
 * file with several are not read: neither a template nor a policy has more than one.
 */
export function parseYaml(text: string): RawDocument {
  const plain = readText(text);
  if (plain.errors.length === 0) return copyReading(plain);
  const { patches, problems } = repairYaml(text);
  if (patches.length === 0) {
    const { root, problems: found } = copyReading(plain);
    return { root, problems: [...found, ...plain.errors] };
  }
  const patched = applyPatches(text, patches);
  const repaired = readText(patched.text);
  const copy = copyReading(repaired);
  const remaining = [...copy.problems, ...repaired.errors].map((problem) => restoreProblem(patched, problem));
  return { root: copy.root === undefined ? undefined : restore(text, patched, copy.root), problems: [...problems, ...remaining] };
}

/** A text as the library reads it, not copied yet. */
interface Reading {
  readonly text: string;
  readonly document: CST.Document | undefined;
  /** What the library has no objection to and is left out nevertheless. */
  readonly pruned: readonly RawProblem[];
  /** What the library objects to. */
  readonly errors: readonly RawProblem[];
}

function readText(text: string): Reading {
  const tokens = [...new Parser().parse(text)];
  const documents = tokens.filter((token) => token.type === 'document');
  const chosen =
    documents.find(({ value }) => CST.isCollection(value)) ?? documents.find(({ value }) => value !== undefined) ?? documents[0];
  const pruned = documents.flatMap((document) => prune(document, document === chosen));
  const errors = isSound(tokens) ? [] : findErrors(tokens, documents, chosen).map((error) => clamp(error, text.length));
  return { text, document: chosen, pruned, errors };
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
    if (depth <= maximumDepth) return;
    token.items.length = 0;
    problems.push({ code: 'too-deep', start: token.offset, end: token.offset + 1, message: `Nested deeper than ${maximumDepth} levels` });
  });
  return report ? problems : [];
}

/** Visits every collection before those in it. */
function visitCollections(document: CST.Document, visit: (token: Collection, depth: number) => void): void {
  const pending: { token: Collection; depth: number }[] = [];
  const add = (token: CST.Token | null | undefined, depth: number): void => {
    if (CST.isCollection(token)) pending.push({ token, depth });
  };
  add(document.value, 1);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    visit(token, depth);
    for (const item of token.items) {
      add(item.key, depth + 1);
      add(item.value, depth + 1);
    }
  }
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

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
function findErrors(
  tokens: readonly CST.Token[],
  documents: readonly CST.Document[],
  chosen: CST.Document | undefined,
): readonly RawProblem[] {
  const options = { logLevel: 'silent', prettyErrors: false, uniqueKeys: false, strict: false, schema: 'failsafe' } as const;
  const composer = new Composer({ ...options, customTags: (known) => [...known, ...declareTags(collectTags(documents))] });
  const composed = [...composer.compose(tokens)];
  const own = composed[chosen === undefined ? 0 : documents.indexOf(chosen)];
  const errors = (own?.errors ?? composer.streamInfo().errors).filter((error) => error.code !== 'TAG_RESOLVE_FAILED');
  return errors.map(({ pos, message }) => ({ code: 'syntax', start: pos[0], end: Math.max(pos[0], pos[1]), message }));
}

/** The library points behind the end of the text at what is missing there. */
function clamp(problem: RawProblem, length: number): RawProblem {
  return { ...problem, start: Math.min(problem.start, length), end: Math.min(problem.end, length) };
}

function restoreProblem(patched: PatchedText, problem: RawProblem): RawProblem {
  const start = patched.toOriginal(problem.start);
  return { ...problem, start, end: Math.max(start, patched.toOriginal(problem.end)) };
}
