import { describe, expect, test } from 'vitest';
import { renderBundle, shelf } from '../../action-catalog/build/bundle.ts';
import { compareCatalogs, renderChanges } from '../../action-catalog/build/compare.ts';
import type { EncodedAction } from '../../server/src/catalog/bundle-format.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';

/** A catalogue with one service `x`, of actions given as name and access levels. */
function catalogOf(actions: readonly (readonly [string, string])[], policies: Readonly<Record<string, unknown>> = {}): Catalog {
  const encoded = actions.map(([, levels]): EncodedAction => ['', levels, [], [], [], 0]);
  return readCatalog(
    renderBundle('test', { date: '2026-01-01', services: [['x', 'X', actions.length]] }, [
      shelf('names', [['x', actions.map(([name]) => name).join(' ')]]),
      shelf('services', [
        ['x', { strings: [], actions: encoded, resourceTypes: [['thing', ['arn:${Partition}:x:::thing'], [], []]], keys: [] }],
      ]),
      shelf(
        'policies',
        Object.entries(policies).map(([name, document]) => [name, { description: '', deprecated: 0, document }] as const),
      ),
    ]),
  );
}

describe('comparing catalogues', () => {
  test('what was added, what is gone, what changed', () => {
    const old = catalogOf(
      [
        ['Get', 'R'],
        ['Put', 'W'],
      ],
      { P: { Statement: [] }, Q: {} },
    );
    const newer = catalogOf(
      [
        ['get', 'R'],
        ['Put', 'TW'],
        ['Scan', 'R'],
      ],
      { P: { Statement: ['x'] } },
    );
    const changes = compareCatalogs(old, newer);
    expect(changes.actions).toEqual({ added: ['x:Scan'], gone: [], changed: [{ name: 'x:Put', parts: ['access levels'] }] });
    expect(changes.managedPolicies).toEqual({ added: [], gone: ['Q'], changed: [{ name: 'P', parts: ['document'] }] });
    expect(changes.services).toEqual({ added: [], gone: [], changed: [] });
    expect(renderChanges(changes)).toBe(
      [
        'actions: 1 added, 0 gone, 1 changed',
        '  + x:Scan',
        '  ~ x:Put (access levels)',
        'managed policies: 0 added, 1 gone, 1 changed',
        '  - Q',
        '  ~ P (document)',
        '',
      ].join('\n'),
    );
  });

  test('a catalogue and itself', () => {
    const one = catalogOf([['Get', 'R']], { P: {} });
    const same = catalogOf([['Get', 'R']], { P: {} });
    expect(renderChanges(compareCatalogs(one, same))).toBe('nothing changed\n');
  });
});
