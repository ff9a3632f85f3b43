import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { CodeAction } from '../../server/src/analysis/answers.ts';
import { rules } from '../../server/src/rules/index.ts';
import { analyse } from '../support/analyse.ts';
import { apply, levelsFor, settingsFor } from '../support/check-rule.ts';
import { hostExample, oneHost } from '../support/hosts.ts';

/** Every incorrect example of every rule, in one host; in every one in `--mode long`. */
const documents = rules.flatMap((rule, place) =>
  rule.examples.incorrect.flatMap((example, number) =>
    oneHost(hostExample(rule, example), place + number).map((hosted) => ({
      name: `${rule.id} ${number + 1} in ${hosted.host}`,
      levels: levelsFor(rule.id),
      settings: settingsFor(rule.id),
      ...hosted,
    })),
  ),
);

describe('every fix of every example', () => {
  test.each(documents)('keeps its claim, and is not offered again: $name', ({ uri, text, levels, settings }) => {
    const analysis = analyse({ [uri]: text }, levels, settings);
    const before = countSyntaxProblems(analysis, uri);
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
      const mended = analyse({ [uri]: after }, levels, settings);
      expect(countSyntaxProblems(mended, uri), `${action.title}\n${after}`).toBeLessThanOrEqual(before);
      if (action.effect === undefined) continue;
      const again = mended.codeActions(uri, { start: 0, end: after.length }).filter((other) => isSame(other, action));
      expect(
        again.map(({ title }) => title),
        after,
      ).toEqual([]);
    }
    expect(withdrawn).toEqual([]);
  });

  test.each(documents)('fix-all is idempotent: $name', ({ uri, text, levels, settings }) => {
    const once = apply(
      text,
      analyse({ [uri]: text }, levels, settings)
        .fixAll(uri)
        .changes.get(uri) ?? [],
    );
    expect(analyse({ [uri]: once }, levels, settings).fixAll(uri).fixed).toBe(0);
  });
});

function countSyntaxProblems(analysis: Analysis, uri: string): number {
  return analysis.diagnose(uri).diagnostics.filter(({ rule }) => rule === 'invalid-syntax').length;
}

function isSame({ title, diagnostic }: CodeAction, other: CodeAction): boolean {
  return title === other.title && diagnostic?.rule === other.diagnostic?.rule && diagnostic?.place.start === other.diagnostic?.place.start;
}
