import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderSub } from '../../server/src/grants/render.ts';
import type { Element, Statement } from '../../server/src/policy/model.ts';
import { findPrincipals } from '../support/check-principals.ts';
import { samFunction } from '../support/sam-template.ts';

type Json = string | readonly Json[] | { readonly [key: string]: Json };

interface ReferenceTemplate {
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Definition: { readonly Statement: readonly { readonly [key: string]: Json }[] };
}

/** `policy_templates.json` of aws/serverless-application-model, where the checks with AWS's own data keep it. */
const file = new URL('../../../shared/reference/sam/policy_templates.json', import.meta.url);
const { Templates: templates }: { Templates: Record<string, ReferenceTemplate> } = JSON.parse(readFileSync(file, 'utf8'));

test('all of them are there', () => {
  expect(Object.keys(templates)).toHaveLength(81);
});

test.each(Object.entries(templates))('%s grants what AWS says, with a value of its own for each parameter', (name, template) => {
  const values = new Map(Object.keys(template.Parameters).map((parameter) => [parameter, `value-of-${parameter}`]));
  const parameters = JSON.stringify(Object.fromEntries(values));
  const role = findPrincipals(samFunction(`Policies:\n  - ${name}: ${parameters}`)).find(({ logicalId }) => logicalId === 'FnRole');
  const granted = role?.policies.filter(({ origin }) => origin.kind === 'policy-template').flatMap(({ policy }) => policy.statements);
  expect(granted?.map(drawStatement)).toEqual(template.Definition.Statement.map((statement) => normalize(statement, values)));
  expect(role?.unknown).toEqual([]);
});

function drawStatement({ sid, effect, action, resource, condition, unknown }: Statement): unknown {
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of condition?.entries ?? []) {
    conditions[operator.value] = { ...conditions[operator.value], [key.value]: values.map(({ text }) => renderSub(text)) };
  }
  const elements = { Sid: sid, Effect: effect, Action: action, Resource: resource };
  const drawn = Object.entries(elements).flatMap(([name, element]) => (element === undefined ? [] : [[name, drawElement(element)]]));
  expect(unknown).toEqual([]);
  return { ...Object.fromEntries(drawn), ...(condition === undefined ? {} : { Condition: conditions }) };
}

function drawElement({ values, complete }: Element): readonly string[] {
  expect(complete).toBe(true);
  return values.map(({ text }) => renderSub(text));
}

/** Every value a list of strings in `Fn::Sub` notation. */
function normalize(statement: Readonly<Record<string, Json>>, values: ReadonlyMap<string, string>): unknown {
  return Object.fromEntries(
    Object.entries(statement).map(([key, value]) => {
      if (key !== 'Condition') return [key, texts(value, values)];
      return [key, mapValues(value, (keys) => mapValues(keys, (inner) => texts(inner, values)))];
    }),
  );
}

function mapValues(value: Json, map: (inner: Json) => unknown): unknown {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]));
}

function texts(value: Json, values: ReadonlyMap<string, string>): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => substitute(item, values));
}

function substitute(value: Json, values: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return value;
  if ('Ref' in value && typeof value['Ref'] === 'string') return values.get(value['Ref']) ?? `\${${value['Ref']}}`;
  const sub = 'Fn::Sub' in value ? value['Fn::Sub'] : undefined;
  if (typeof sub === 'string') return sub;
  const [text, names] = Array.isArray(sub) ? sub : [];
  if (typeof text !== 'string' || typeof names !== 'object') throw new Error(`cannot read ${JSON.stringify(value)}`);
  const known = new Map(Object.entries<Json>(names).map(([name, inner]) => [name, substitute(inner, values)]));
  return text.replaceAll(/\$\{([^}]+)\}/g, (written: string, name: string) => known.get(name) ?? written);
}
