import { describe, expect, test } from 'vitest';
import { findRuleIds, findStale, renderGenerated } from '../../scripts/generated/files.ts';
import { rules } from '../../server/src/rules/index.ts';

describe('generated files', () => {
  test('hold every rule', () => {
    expect(rules.map((rule) => rule.id)).toEqual(findRuleIds());
  });

  test('are what `npm run generate` would write', () => {
    expect(findStale(renderGenerated(rules))).toEqual([]);
  });

  test('are noticed when they differ', () => {
    const generated = new Map(renderGenerated(rules));
    generated.set('schemas/configuration.schema.json', '{}\n');
    generated.delete('docs/rules/README.md');
    expect(findStale(generated)).toEqual(expect.arrayContaining(['schemas/configuration.schema.json', 'docs/rules/README.md']));
  });
});
