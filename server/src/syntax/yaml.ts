import type { Tags } from 'yaml';
import { Composer, CST, Parser } from 'yaml';
import type { PatchedText } from './patch.ts';
import { applyPatches } from './patch.ts';
import type { RawDocument, RawProblem } from './raw.ts';
import { maximumDepth } from './raw.ts';
import { repairYaml } from './yaml-repair.ts';
import { restore } from './yaml-restore.ts';
import { copyDocument } from './yaml-tree.ts';

/**
 * Reads the first document of a YAML text that is a mapping or a list, else the first one that has any value. The others of a
 * file with several are not read: neither a template nor a policy has more than one.
 */
export function parseYaml(text: string): RawDocument {
  const plain = parseText(text);
  if (plain.errors.length === 0) return { root: plain.root, problems: plain.problems };
  const { patches, problems } = repairYaml(text);
  if (patches.length === 0) return { root: plain.root, problems: [...plain.problems, ...plain.errors] };
  const patched = applyPatches(text, patches);
  const repaired = parseText(patched.text);
  const remaining = [...repaired.problems, ...repaired.errors].map((problem) => restoreProblem(patched, problem));
  return { root: repaired.root === undefined ? undefined : restore(text, patched, repaired.root), problems: [...problems, ...remaining] };
}

interface Reading extends RawDocument {
  /** What the library objects to. */
  readonly errors: readonly RawProblem[];
}

function parseText(text: string): Reading {
  const tokens = [...new Parser().parse(text)];
  const documents = tokens.filter((token) => token.type === 'document');
  const chosen =
    documents.find(({ value }) => CST.isCollection(value)) ?? documents.find(({ value }) => value !== undefined) ?? documents[0];
  const tags = new Set<string>();
  const pruned = documents.flatMap((document) => prune(document, tags, document === chosen));
  const errors = findErrors(tokens, tags, chosen === undefined ? 0 : documents.indexOf(chosen)).map((error) => clamp(error, text.length));
  if (chosen === undefined) return { root: undefined, problems: [], errors };
  const { root, problems } = copyDocument(text, chosen);
  return { root, problems: [...pruned, ...problems], errors };
}

/** Empties collections below the deepest level, so that nothing behind has to recurse farther, and collects the tags. */
function prune(document: CST.Document, tags: Set<string>, report: boolean): readonly RawProblem[] {
  const problems: RawProblem[] = [];
  const pending: { token: CST.Token | null | undefined; depth: number }[] = [{ token: document.value, depth: 1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (!CST.isCollection(token)) continue;
    if (depth > maximumDepth) {
      token.items.length = 0;
      problems.push({ code: 'too-deep', start: token.offset, end: token.offset + 1, message: `Nested deeper than ${maximumDepth} levels` });
      continue;
    }
    for (const item of token.items) {
      collectTags(item.start, tags);
      collectTags(item.sep, tags);
      pending.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    }
  }
  return report ? problems : [];
}

/** More distinct tags than any template has. */
const maximumTags = 64;

function collectTags(tokens: readonly CST.SourceToken[] | undefined, tags: Set<string>): void {
  for (const { type, source } of tokens ?? []) if (type === 'tag' && tags.size < maximumTags) tags.add(source);
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
function findErrors(tokens: readonly CST.Token[], tags: ReadonlySet<string>, chosen: number): readonly RawProblem[] {
  const options = { logLevel: 'silent', prettyErrors: false, uniqueKeys: false, strict: false, schema: 'failsafe' } as const;
  const composer = new Composer({ ...options, customTags: (known) => [...known, ...declareTags(tags)] });
  const documents = [...composer.compose(tokens)];
  const errors = (documents[chosen]?.errors ?? composer.streamInfo().errors).filter((error) => error.code !== 'TAG_RESOLVE_FAILED');
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
