import { expect } from 'vitest';
import type { CompletionItem, CompletionList } from '../../server/src/features/answers.ts';
import { complete } from '../../server/src/features/completion/complete.ts';
import type { KernelCatalog } from '../../server/src/policy/kernel.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { lowerPolicies } from '../../server/src/policy/lower.ts';
import { recoverAtCursor } from '../../server/src/syntax/cursor.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import type { Language } from '../../server/src/syntax/source.ts';
import { lowerTemplate } from '../../server/src/template/lower-template.ts';
import { loadCatalogForTests } from './catalog.ts';
import { parseMarked } from './marked-source.ts';
import { expandSnippet } from './snippet.ts';
import { snapshot } from './template.ts';

export interface CompletionExpectation {
  /** The whole list, in order. */
  readonly labels?: readonly string[];
  /** How it begins. */
  readonly first?: readonly string[];
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
  /** `label  detail` lines of the whole list. */
  readonly details?: readonly string[];
  /** The line of the cursor (and those that the item adds) once the item of this label is accepted, tab stops at their defaults. */
  readonly accept?: Readonly<Record<string, string>>;
}

/** Completes at `$0` of a text; one that starts with `{` or `[` is JSON. Every item is held against what holds for all of them. */
export function checkCompletion(marked: string, expected: CompletionExpectation): CompletionList {
  const { text, cursor, list } = completeAt(marked);
  expect(list.items.flatMap((item) => faultOf(text, cursor, item))).toEqual([]);
  expect(list.items.map(({ sort }) => sort)).toEqual(list.items.map(({ sort }) => sort).toSorted());
  const labels = list.items.map(({ label }) => label);
  if (expected.labels !== undefined) expect(labels).toEqual(expected.labels);
  if (expected.first !== undefined) expect(labels.slice(0, expected.first.length)).toEqual(expected.first);
  if (expected.details !== undefined)
    expect(list.items.map(({ label, detail }) => `${label}  ${detail ?? ''}`.trimEnd())).toEqual(expected.details);
  for (const label of expected.includes ?? []) expect(labels).toContain(label);
  for (const label of expected.excludes ?? []) expect(labels).not.toContain(label);
  for (const [label, line] of Object.entries(expected.accept ?? {})) {
    const item = list.items.find((one) => one.label === label);
    expect(item, `no item ${label} among ${labels.slice(0, 10).join(', ')}`).toBeDefined();
    if (item !== undefined) expect(changedLines(text, item)).toBe(line);
  }
  return list;
}

let memo: KernelCatalog | undefined;

/** The catalogue as the server uses it. */
function memoized(): KernelCatalog {
  memo ??= withPolicyMemo(loadCatalogForTests());
  return memo;
}

/** The list at `$0`, and the text with the cursor's place. */
export function completeAt(marked: string): { readonly text: string; readonly cursor: number; readonly list: CompletionList } {
  const { text, cursor } = parseMarked(marked);
  if (cursor === undefined) throw new Error('this source has no $0');
  const language: Language = /^\uFEFF?\s*[{[]/.test(text) ? 'json' : 'yaml';
  const uri = `file:///workspace/template.${language}`;
  const catalog = memoized();
  const { parsed, offset, prefix, replace, position, quote } = recoverAtCursor(uri, text, language, cursor);
  const lowered = lowerTemplate(parsed, { catalog, files: snapshot({}), parse: parseDocument });
  const none = { text, cursor, list: { items: [], incomplete: false } };
  if (lowered === undefined || parsed.tree === undefined || position === 'none') return none;
  const { template } = lowered;
  const document = { catalog, template, policies: lowerPolicies(template), source: parsed.source, tree: parsed.tree, offset };
  return { text, cursor, list: complete({ ...document, text, cursor, prefix, replace, position, quote }) };
}

/** The text once the item is accepted. */
export function acceptItem(text: string, { range, text: written, snippet }: CompletionItem): string {
  return text.slice(0, range.start) + (snippet ? expandSnippet(written) : written) + text.slice(range.end);
}

/** What is wrong with an item: its range lies on the cursor's line and holds the cursor, the editor's own filter lets it through, a snippet is one. */
function faultOf(text: string, cursor: number, item: CompletionItem): readonly string[] {
  const { start, end } = item.range;
  if (start > cursor || cursor > end) return [`${item.label}: the cursor ${cursor} outside of ${start} to ${end}`];
  if (text.slice(start, end).includes('\n')) return [`${item.label}: ${start} to ${end} is more than a line`];
  if (item.snippet) expandSnippet(item.text);
  const filter = (item.filter ?? item.label).toLowerCase();
  let at = 0;
  for (const character of text.slice(start, cursor).toLowerCase()) {
    at = filter.indexOf(character, at) + 1;
    if (at === 0) return [`${item.label} is not found by ${text.slice(start, cursor)}`];
  }
  return [];
}

/** The cursor's line after the change, with the lines the item adds. */
function changedLines(text: string, item: CompletionItem): string {
  const after = acceptItem(text, item);
  const start = after.lastIndexOf('\n', item.range.start - 1) + 1;
  const tail = text.indexOf('\n', item.range.end);
  const end = tail < 0 ? after.length : after.length - (text.length - tail);
  return after.slice(start, end);
}
