import { expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { itemsOf, startClient } from './client.ts';

/** A policy with a wildcard in each statement but the last ones, which have an effect that there is not. */
function policyOf(wildcards: number, wrong: number): string {
  const statement = (effect: string, action: string) => ({ Effect: effect, Action: action, Resource: 'arn:aws:s3:::a/*' });
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...Array.from({ length: wildcards }, () => statement('Allow', 's3:Get*')),
      ...Array.from({ length: wrong }, () => statement('Permit', 's3:GetObject')),
    ],
  });
}

test('of more findings than anybody reads all errors are sent, then the first others, and the rest is counted', async () => {
  const client = await startClient({ settings: () => ({ rules: { 'wildcard-action': 'warning', 'invalid-effect': 'error' } }) });
  await client.open('policy.json', policyOf(1200, 5));
  const items = itemsOf(await client.pull('policy.json'));
  expect(items).toHaveLength(1001);
  const codes = items.map(({ code }) => code);
  expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'invalid-effect'));
  expect(new Set(items.slice(5, 1000).map(({ severity }) => severity))).toEqual(new Set([DiagnosticSeverity.Warning]));
  const places = items.slice(5, 1000).map(({ range }) => range.start.character);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(items.at(-1)).toEqual({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: DiagnosticSeverity.Information,
    source: 'leastwise',
    message: "205 more findings are not listed here: 'leastwise check' prints all",
  });
});

test('a thousand findings are sent as they are', async () => {
  const client = await startClient();
  await client.open('policy.json', policyOf(1000, 0));
  expect(new Set(itemsOf(await client.pull('policy.json')).map(({ code }) => code))).toEqual(new Set(['wildcard-action']));
});
