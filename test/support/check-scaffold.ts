import { expect } from 'vitest';
import type { Scaffold } from '../../server/src/features/answers.ts';
import { scaffolds } from '../../server/src/features/scaffolds.ts';
import { needsStar } from '../../server/src/policy/resource-types.ts';
import { renderText } from '../../server/src/template/text.ts';
import { loadCatalogForTests } from './catalog.ts';
import { parseMarked } from './marked-source.ts';
import { expandSnippet } from './snippet.ts';
import type { ReadTemplate } from './template.ts';
import { readTemplate } from './template.ts';

/** What can be inserted at `$0`, by id. */
export function scaffoldsAt(marked: string, uri?: string): { readonly text: string; readonly found: readonly Scaffold[] } {
  const { text, cursor } = parseMarked(marked);
  if (cursor === undefined) throw new Error('this source has no $0');
  const { parsed, template, policies } = readTemplate(text, uri === undefined ? {} : { uri });
  if (parsed.tree === undefined) throw new Error('this source has no tree');
  const request = { catalog: loadCatalogForTests(), template, policies, source: parsed.source, tree: parsed.tree, offset: cursor };
  return { text, found: scaffolds(request) };
}

/**
 * Inserts the scaffold of this id at `$0`, tab stops at their defaults, and compares the text. It must read without a problem, hold more
 * policies than before, and none of them may name `*` where an action takes resources.
 */
export function checkScaffold(marked: string, id: Scaffold['id'], expected: string, uri?: string): void {
  const { text, found } = scaffoldsAt(marked, uri);
  const scaffold = found.find((one) => one.id === id);
  expect(scaffold, `no ${id} here`).toBeDefined();
  if (scaffold === undefined) return;
  const after = text.slice(0, scaffold.range.start) + expandSnippet(scaffold.snippet) + text.slice(scaffold.range.end);
  expect(after).toBe(expected);
  const options = uri === undefined ? {} : { uri };
  const read = readTemplate(after, options);
  expect(read.template.problems).toEqual([]);
  expect(read.template.policies.length).toBeGreaterThan(readTemplate(text, options).template.policies.length);
  expect(starsOf(read)).toEqual([]);
}

/** Actions on `*` that take resources, and statements whose resources cannot be told. */
function starsOf({ policies }: ReadTemplate): readonly string[] {
  const catalog = loadCatalogForTests();
  return policies.flatMap((policy) =>
    policy.statements.flatMap(({ action, resource }) => {
      const resources = (resource?.values ?? []).map((value) => renderText(value.text));
      if (policy.kind === 'trust' || !resources.includes('*')) return [];
      const actions = (action?.values ?? []).map((value) => renderText(value.text));
      return actions.filter((name) => needsStar(catalog, catalog.actionIndex(name) ?? -1) !== 'yes');
    }),
  );
}
