import { expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { RULE_IDS } from '../../server/src/analysis/rule-list.ts';
import { itemsOf, startClient } from './client.ts';

/** A template of policies of one statement: with a wildcard, then with an effect that there is not. */
function templateOf(wildcards: number, wrong: number): string {
  const policy = (effect: string, action: string) => ({
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: effect, Action: action, Resource: 'arn:aws:s3:::a/*' }] },
    },
  });
  const policies = [
    ...Array.from({ length: wildcards }, () => policy('Allow', 's3:Get*')),
    ...Array.from({ length: wrong }, () => policy('Permit', 's3:GetObject')),
  ];
  return JSON.stringify({ Resources: Object.fromEntries(policies.map((each, index) => [`Policy${index}`, each])) });
}

/** Only the two rules that the policies are about. */
const settings = () => ({
  rules: { ...Object.fromEntries([...RULE_IDS].map((id) => [id, 'off'])), 'wildcard-action': 'warning', 'invalid-effect': 'error' },
});

test('of more findings than anybody reads all errors are sent, then the first others, and the rest is counted', async () => {
  const client = await startClient({ settings });
  await client.open('stack.json', templateOf(1200, 5));
  const items = itemsOf(await client.pull('stack.json'));
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
}, 30_000);

test('a thousand findings are sent as they are', async () => {
  const client = await startClient({ settings });
  await client.open('stack.json', templateOf(1000, 0));
  expect(new Set(itemsOf(await client.pull('stack.json')).map(({ code }) => code))).toEqual(new Set(['wildcard-action']));
}, 30_000);
