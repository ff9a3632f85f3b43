import { expect } from 'vitest';
import { hover } from '../../server/src/features/hover.ts';
import { loadCatalogForTests } from './catalog.ts';
import { parseMarked } from './marked-source.ts';
import { readTemplate } from './template.ts';

/** Hovers at `$0`: the Markdown must hold every one of `contains`, and `of` is the text that it is about. Without both: no hover. */
export function checkHover(
  marked: string,
  expected?: { readonly of: string; readonly contains: readonly string[]; readonly lacks?: readonly string[] },
): void {
  const { text, cursor } = parseMarked(marked);
  if (cursor === undefined) throw new Error('this source has no $0');
  const { parsed, template, policies } = readTemplate(text);
  if (parsed.tree === undefined) throw new Error('this source has no tree');
  const found = hover({ catalog: loadCatalogForTests(), template, policies, source: parsed.source, tree: parsed.tree, offset: cursor });
  if (expected === undefined) {
    expect(found).toBeUndefined();
    return;
  }
  expect(found, 'no hover here').toBeDefined();
  if (found === undefined) return;
  expect(text.slice(found.range.start, found.range.end)).toBe(expected.of);
  for (const part of expected.contains) expect(found.contents).toContain(part);
  for (const part of expected.lacks ?? []) expect(found.contents).not.toContain(part);
}
