import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessAnalyzerChecks } from '../../scripts/checks/access-analyzer.ts';
import { otherChecks } from '../../scripts/checks/other-tools.ts';

const reference = new URL('../../../shared/reference/', import.meta.url);

test("AWS's codes are all of the reference list", () => {
  const listed = [...readList('access-analyzer-checks.md').matchAll(/^\| ([A-Z][A-Z0-9_]+) \|/gm)].map((match) => match[1] ?? '');
  expect(accessAnalyzerChecks.map(({ code }) => code)).toEqual(listed);
});

test('the checks of other tools are all of the reference list', () => {
  const listed = [...readList('checks.md').matchAll(/^\| \d+ \| ([a-z0-9-]+) \|/gm)].map((match) => match[1] ?? '');
  expect(otherChecks.map(({ id }) => id)).toEqual(listed);
});

function readList(name: string): string {
  return readFileSync(new URL(name, reference), 'utf8');
}
