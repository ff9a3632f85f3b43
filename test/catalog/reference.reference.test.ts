import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCatalogForTests } from '../support/catalog.ts';

/** Comparisons with facts kept beside the repository; `npm run test:reference` only. */
const reference = new URL('../../../shared/reference/', import.meta.url);
const catalog = loadCatalogForTests();

describe('SAM policy templates', () => {
  const { Templates } = JSON.parse(readFileSync(new URL('sam/policy_templates.json', reference), 'utf8')) as {
    readonly Templates: Readonly<Record<string, { readonly Parameters: object; readonly Definition: unknown }>>;
  };

  test('there is no other', () => {
    expect(
      catalog
        .policyTemplates()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(Templates).sort());
  });

  test.each(Object.entries(Templates))('%s', (name, { Parameters, Definition }) => {
    const template = catalog.policyTemplate(name);
    expect(template?.parameters.map((parameter) => parameter.name)).toEqual(Object.keys(Parameters));
    expect(normalise(JSON.parse(template?.definition ?? '{}'))).toEqual(normalise(Definition));
  });
});

describe('SDK operations', () => {
  const rows = readOperations(readFileSync(new URL('sdk-operations.md', reference), 'utf8'));

  test('the reference has the rows this test is about', () => {
    expect(rows.length).toBeGreaterThan(110);
  });

  test.each(rows)('%s', (operation, text) => {
    const named = [...text.matchAll(/\b([a-z0-9-]+):([A-Z][A-Za-z]+)/g)].map(([full]) => full);
    const known = catalog.sdkOperation(operation);
    if (/not in the|not yet in the/.test(text)) expect(catalog.isNewerOperation(operation)).toBe(true);
    else if (text.startsWith('none')) expect(known?.actions).toEqual([]);
    else if (named.length > 0 && !text.startsWith('per member')) expect(known?.actions.some((action) => named.includes(action))).toBe(true);
    else expect(known?.actions.length).toBeGreaterThan(0);
  });
});

/** The values of a map take the place of the variables; one action or resource is a list of one. */
function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first?.[0] === 'Fn::Sub' && Array.isArray(first[1])) {
    const [text, variables]: readonly unknown[] = first[1];
    const names = Object.entries(variables as Readonly<Record<string, { readonly Ref: string }>>);
    return { 'Fn::Sub': names.reduce((result, [name, { Ref }]) => result.replaceAll(`\${${name}}`, `\${Ref ${Ref}}`), String(text)) };
  }
  return Object.fromEntries(
    entries.map(([key, part]) => [
      key,
      (key === 'Action' || key === 'Resource') && !Array.isArray(part) ? [normalise(part)] : normalise(part),
    ]),
  );
}

/** `service:Operation` and its cell, of the tables under headings that name a client and a prefix. */
function readOperations(markdown: string): readonly (readonly [string, string])[] {
  let prefix: string | undefined;
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) prefix = /-> `([\w-]+):`/.exec(line)?.[1];
    const [, operation, text] = /^\| (\w+) \| (.*) \| \S+ \|$/.exec(line) ?? [];
    return prefix === undefined || operation === undefined || operation === 'operation' || text === undefined
      ? []
      : [[`${prefix}:${operation}`, text] as const];
  });
}
