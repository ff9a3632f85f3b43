import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCatalogForTests } from '../support/catalog.ts';
import { expandSnippet } from '../support/snippet.ts';
import { drawStatements, readTemplate } from '../support/template.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets: readonly Snippet[] = Object.values(JSON.parse(readFileSync('schemas/snippets.json', 'utf8')));

/** Where each snippet is meant to be typed. */
const hosts: Readonly<Record<string, readonly [above: string, columns: number]>> = {
  'lw-sam-policies': [
    'Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n',
    6,
  ],
  'lw-serverless-statements': ['service: x\nprovider:\n  name: aws\nfunctions:\n  f:\n    handler: a.b\n', 4],
  'lw-serverless-role': ['service: x\nprovider:\n  name: aws\nfunctions:\n  f:\n    handler: a.b\n', 4],
  'lw-statement': ['Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n', 10],
  'lw-role': ['Resources:\n', 2],
  'lw-trust': ['Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n', 6],
};

describe('contributed snippets', () => {
  test('are in the manifest', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { snippets: unknown } };
    expect(contributes.snippets).toEqual([{ language: 'yaml', path: './schemas/snippets.json' }]);
  });

  test('each has a place, and each place its snippet', () => {
    expect(snippets.map(({ prefix }) => prefix).sort()).toEqual(Object.keys(hosts).sort());
  });

  test.each(snippets)('$prefix reads as policies without a star', ({ prefix, body }) => {
    const [above = '', columns = 0] = hosts[prefix] ?? [];
    const written = body.map((line) => ' '.repeat(columns) + expandSnippet(line)).join('\n');
    const read = readTemplate(`${above}${written}\n`);
    expect(read.template.problems).toEqual([]);
    const statements = drawStatements(read);
    expect(statements).toMatch(/^Allow /);
    expect(statements).not.toMatch(/Resource \*/);
    for (const [action] of statements.matchAll(/\b[a-z0-9]+:[A-Z]\w+/g))
      expect(loadCatalogForTests().actionIndex(action), action).toBeDefined();
  });
});
