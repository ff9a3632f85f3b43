import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { analyse } from '../support/analyse.ts';
import { hostExample } from '../support/hosts.ts';

/** Run with `npm run test:long`; a failure prints the seed to set here. */
const SEED = 20261122;

const documents = rules.flatMap((rule) => rule.examples.incorrect.flatMap((example) => hostExample(rule, example)));

/** Text that breaks or changes the meaning of what stands around it. */
const inserted = fc.constantFrom(
  '',
  ' ',
  '\n',
  '  ',
  '\t',
  ':',
  '- ',
  '*',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '!Sub ',
  '!If ',
  '${',
  '&a ',
  '*a',
  '#',
  '|',
  '\r\n',
  'é😀',
  '\u0000',
  'Effect: Deny',
  's3:*',
);

const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat({ max: 12 }), text: inserted });

test('any edits of any example: the facade answers, and every place lies in the text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 6 }), ({ uri, text }, edits) => {
      let changed = text;
      for (const { at, length, text: typed } of edits) {
        const start = Math.floor(at * changed.length);
        changed = changed.slice(0, start) + typed + changed.slice(start + length);
      }
      const analysis = analyse({ [uri]: changed });
      for (const { place, message } of analysis.diagnose(uri).diagnostics) {
        expect(0 <= place.start && place.start <= place.end && place.end <= changed.length).toBe(true);
        expect(message.length).toBeLessThan(200);
      }
      for (const action of analysis.codeActions(uri, { start: 0, end: changed.length })) analysis.resolveCodeAction(action.data);
      const middle = Math.floor(changed.length / 2);
      analysis.complete(uri, middle);
      analysis.hover(uri, middle);
    }),
    { seed: SEED, numRuns: 5000 },
  );
}, 3_600_000);
