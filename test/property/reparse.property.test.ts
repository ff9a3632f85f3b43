import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { recoverAtCursor } from '../../server/src/syntax/cursor.ts';
import type { Pair } from '../../server/src/syntax/node.ts';
import { parseDocument, parseWhole } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';
import type { Parsed } from '../../server/src/syntax/source.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';
import { findDifference } from '../support/same-parse.ts';
import { findBrokenRanges } from '../support/tree-picture.ts';
import type { Changed } from './reparse-edits.ts';
import { anyChange, applyChange } from './reparse-edits.ts';
import type { Fixture } from './reparse-fixtures.ts';
import { FIXTURES } from './reparse-fixtures.ts';

vi.setConfig({ testTimeout: 120_000 });

const URI = 'file:///a';
const changes = fc.array(anyChange, { minLength: 1, maxLength: 6 });

/** The versions that a text becomes by changes, one after the other. */
function* play(text: string, list: readonly Parameters<typeof applyChange>[1][]): Generator<Changed> {
  const history: string[] = [];
  let current = text;
  for (const change of list) {
    const changed = applyChange(current, change, history);
    history.push(current);
    current = changed.text;
    yield changed;
  }
}

const parse = (text: string, { language }: Fixture) => parseDocument(URI, text, language);
const isSound = ({ problems }: Parsed) => problems.every(({ code }) => code !== 'syntax' && code !== 'unquoted-star');

describe.each(FIXTURES)('$name', (fixture) => {
  test('what an edit leaves of it is read as if it was read anew', () => {
    fc.assert(
      fc.property(changes, (list) => {
        let parsed = parse(fixture.text, fixture);
        for (const { text, edit } of play(fixture.text, list)) {
          parsed = reparse(parsed, text, edit);
          expect(findDifference(parsed, parse(text, fixture))).toBeUndefined();
          expect(findBrokenRanges(parsed)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('an edit anywhere, of one character and of a line, is read as if it was read anew', () => {
    const parsed = parse(fixture.text, fixture);
    for (let at = 0; at <= fixture.text.length; at += 7) {
      const insert = ['x', '\n', '"', '# '][at % 4] ?? '';
      for (const [oldEnd, by] of [
        [at, insert],
        [Math.min(at + 1, fixture.text.length), ''],
      ] as const) {
        const text = fixture.text.slice(0, at) + by + fixture.text.slice(oldEnd);
        const again = reparse(parsed, text, { start: at, oldEnd, newEnd: at + by.length });
        expect(findDifference(again, parse(text, fixture))).toBeUndefined();
      }
    }
  });

  test('the cursor is recovered from what was read before as it is from nothing', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 2 }), fc.nat(10_000), (list, place) => {
        const text = [...play(fixture.text, list)].pop()?.text ?? fixture.text;
        const parsed = parse(text, fixture);
        fc.pre(isSound(parsed));
        const offset = place % (text.length + 1);
        const expected = recoverAtCursor(URI, text, fixture.language, offset);
        const found = recoverAtCursor(URI, text, fixture.language, offset, parsed);
        const draw = ({ prefix, replace, position, quote, path, offset: at }: typeof found) => [
          prefix,
          replace,
          position,
          quote,
          at,
          path.map(({ part, index }) => [part, index]),
        ];
        expect(draw(found)).toEqual(draw(expected));
        expect(findDifference(found.parsed, expected.parsed)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });
});

describe.each(FIXTURES.filter(({ language }) => language === 'yaml'))('$name, read in pieces', (fixture) => {
  test('is read as it is when it is read as a whole', () => {
    expect(parse(fixture.text, fixture).chunks).toBeDefined();
    let compared = 0;
    fc.assert(
      fc.property(changes, (list) => {
        for (const { text } of play(fixture.text, list)) {
          const whole = parseWhole(URI, text);
          if (!isSound(whole) || text.includes('\0')) continue;
          const parsed = parse(text, fixture);
          expect(findDifference(parsed, whole)).toBeUndefined();
          if (parsed.chunks !== undefined) compared++;
        }
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});

/** The pairs with a unit of their own: they do not move when text elsewhere changes. */
function findEntries(parsed: Parsed): readonly Pair[] {
  const found: Pair[] = [];
  const visit = (node: Parsed['tree']): void => {
    if (node === undefined || node.kind === 'scalar' || node.range.unit !== parsed.source.document) return;
    if (node.kind === 'sequence') node.items.forEach(visit);
    else
      for (const pair of node.pairs) {
        if (pair.range.unit === parsed.source.document) visit(pair.value);
        else found.push(pair);
      }
  };
  visit(parsed.tree);
  return found;
}

/** An item of a list is read as one, whatever its units are. */
function areReadTogether(a: Pair, b: Pair): boolean {
  const [item, other] = [a, b].map(({ range }) => /^resources\/\d+\//.exec(range.unit.name)?.[0]);
  return item !== undefined && item === other;
}

test.each(FIXTURES)('an edit inside of an entry of $name leaves the others the very same', (fixture) => {
  const parsed = parse(fixture.text, fixture);
  const entries = findEntries(parsed);
  for (const entry of entries) {
    const { start, end } = toOffsets(parsed.source, entry.value.range);
    if (end - start < 4 || entry.value.kind === 'scalar' || entry.value.anchor !== undefined) continue;
    const at = fixture.text.indexOf(': ', start) + 2;
    if (at < 2 || at >= end || /["'[{|>*&!]/.test(fixture.text[at] ?? '')) continue;
    const again = reparse(parsed, `${fixture.text.slice(0, at)}x${fixture.text.slice(at)}`, { start: at, oldEnd: at, newEnd: at + 1 });
    const left = new Set(findEntries(again));
    const units = new Set(again.source.layout.keys());
    const changed = entries.filter((other) => other === entry || areReadTogether(other, entry));
    expect(entries.filter((other) => !left.has(other))).toEqual(changed);
    expect(entries.filter((other) => !units.has(other.range.unit))).toEqual(changed);
  }
});
