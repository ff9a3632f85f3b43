import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { analyse } from '../support/analyse.ts';
import { apply, levelsFor } from '../support/check-rule.ts';
import { hostExample } from '../support/hosts.ts';

/** Every incorrect example of every rule, in every host. */
const documents = rules.flatMap((rule) =>
  rule.examples.incorrect.flatMap((example, number) =>
    hostExample(rule, example).map((hosted) => ({
      name: `${rule.id} ${number + 1} in ${hosted.host}`,
      levels: levelsFor(rule.id),
      ...hosted,
    })),
  ),
);

describe('every fix of every example', () => {
  test.each(documents)('keeps its claim: $name', ({ uri, text, levels }) => {
    const analysis = analyse({ [uri]: text }, levels);
    const withdrawn: string[] = [];
    for (const action of analysis.codeActions(uri, { start: 0, end: text.length })) {
      const resolved = analysis.resolveCodeAction(action.data);
      if (resolved.kind === 'withdrawn') {
        withdrawn.push(`${action.title}: ${resolved.reason}`);
        continue;
      }
      expect(resolved.confirm, action.title).toBe(action.effect === 'widens');
      if (action.effect === 'widens') expect(action.title).toContain('widens');
      const after = apply(text, resolved.changes.get(uri) ?? []);
      expect(after, action.title).not.toBe(text);
      const problems = analyse({ [uri]: after }, levels)
        .diagnose(uri)
        .diagnostics.filter(({ rule }) => rule === 'invalid-syntax');
      const before = analysis.diagnose(uri).diagnostics.filter(({ rule }) => rule === 'invalid-syntax');
      expect(problems.length, `${action.title}\n${after}`).toBeLessThanOrEqual(before.length);
    }
    expect(withdrawn).toEqual([]);
  });

  test.each(documents)('is not offered again where it was applied: $name', ({ uri, text, levels }) => {
    const analysis = analyse({ [uri]: text }, levels);
    for (const action of analysis.codeActions(uri, { start: 0, end: text.length })) {
      const resolved = analysis.resolveCodeAction(action.data);
      if (action.effect === undefined || resolved.kind === 'withdrawn') continue;
      const after = apply(text, resolved.changes.get(uri) ?? []);
      const again = analyse({ [uri]: after }, levels).codeActions(uri, { start: 0, end: after.length });
      const same = again.filter(
        ({ title, diagnostic }) =>
          title === action.title &&
          diagnostic?.place.start === action.diagnostic?.place.start &&
          diagnostic?.rule === action.diagnostic?.rule,
      );
      expect(
        same.map(({ title }) => title),
        after,
      ).toEqual([]);
    }
  });

  test.each(documents)('fix-all is idempotent: $name', ({ uri, text, levels }) => {
    const once = apply(
      text,
      analyse({ [uri]: text }, levels)
        .fixAll(uri)
        .changes.get(uri) ?? [],
    );
    expect(analyse({ [uri]: once }, levels).fixAll(uri).fixed).toBe(0);
  });
});
