import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../server/src/edit/apply.ts';
import type { Edit, NewValue } from '../../server/src/edit/edit.ts';
import { splitStatement } from '../../server/src/edit/statements.ts';
import { appendToText } from '../../server/src/edit/texts.ts';
import { replaceValues } from '../../server/src/edit/values.ts';
import type { Element, Statement } from '../../server/src/policy/model.ts';
import { renderText } from '../../server/src/template/text.ts';
import type { ReadTemplate } from '../support/template.ts';
import { readTemplate } from '../support/template.ts';
import type { WrittenStyle } from './styles.ts';
import { anyStyle, writeTemplate } from './styles.ts';
import { isOverlapping } from './support.ts';

const strings = [
  's3:GetObject',
  's3:*',
  '*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b # c',
  '@a',
  "it's",
  '12',
  'a: b',
  'a, b',
  'say "x"\\',
  '- x',
  'true',
  '{a}',
];

const anyList = fc.uniqueArray(fc.constantFrom(...strings), { minLength: 1, maxLength: 5 });

const functions: readonly NewValue[] = [
  { kind: 'literal', text: 'home/${aws:username}' },
  { kind: 'sub', text: 'arn:${AWS::Partition}:s3:::x/${!aws:username}' },
  { kind: 'ref', logicalId: 'B' },
  { kind: 'getAtt', logicalId: 'B', attribute: 'Arn' },
  {
    kind: 'join',
    parts: [
      { kind: 'ref', logicalId: 'B' },
      { kind: 'literal', text: '/, x' },
    ],
  },
];

const anyNewValue: fc.Arbitrary<NewValue> = fc.oneof(
  fc.constantFrom(...strings).map((text): NewValue => ({ kind: 'literal', text: `new ${text}` })),
  fc.constantFrom(...strings).map((text): NewValue => ({ kind: 'literal', text: `${text}!` })),
  fc.constantFrom(...functions),
);

function expectedText(value: NewValue): string {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'sub':
      return value.text.replaceAll('${!', '${');
    case 'ref':
      return `\${${value.logicalId}}`;
    case 'getAtt':
      return `\${${value.logicalId}.${value.attribute}}`;
    case 'join':
      return value.parts.map(expectedText).join('');
  }
}

/** Whether the style can say all of the values: JSON text in a string that is not substituted holds literals only. */
function admits(style: WrittenStyle, values: readonly NewValue[]): boolean {
  return style.host === 'none' || style.host === 'sub' || values.every((value) => value.kind === 'literal');
}

function documentOf(resources: readonly string[], isSole: boolean): Parameters<typeof writeTemplate>[0] {
  const [sole = ''] = resources;
  const second = { Sid: 'Second', Effect: 'Deny', Action: ['a:B'], Resource: ['x', 'y'] };
  return { Statement: [{ Sid: 'First', Effect: 'Allow', Action: 's3:GetObject', Resource: isSole ? sole : resources }, second] };
}

function statementsOf(read: ReadTemplate): readonly Statement[] {
  return read.policies.flatMap((policy) => policy.statements);
}

function textsOf(element: Element | undefined): readonly string[] {
  return (element?.values ?? []).map((value) => renderText(value.text));
}

function firstOf(read: ReadTemplate): { readonly statement: Statement; readonly resource: Element } {
  const [statement] = statementsOf(read);
  if (statement?.resource === undefined) throw new Error('no resource was read');
  return { statement, resource: statement.resource };
}

function applied(read: ReadTemplate, edits: readonly Edit[]): ReadTemplate {
  const { source } = read.parsed;
  expect(edits).not.toEqual([]);
  expect(isOverlapping(source, edits)).toBe(false);
  const text = applyEdits(source, edits);
  const after = readTemplate(text, { language: source.language });
  expect(after.template.problems.map((problem) => problem.message)).toEqual([]);
  if (!/[^\r]\n/.test(source.text)) expect(text).not.toMatch(/[^\r]\n/);
  return after;
}

const escapeInSub = (style: WrittenStyle, texts: readonly string[]): readonly string[] =>
  style.host === 'sub' ? texts.map((text) => text.replaceAll('${', '${!')) : texts;

test('replaced values are read back in every style, and nothing else changes', () => {
  const property = fc.property(
    anyStyle,
    anyList,
    fc.boolean(),
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    fc.array(anyNewValue, { maxLength: 3 }),
    (style, list, sole, picks, inserted) => {
      fc.pre(admits(style, inserted));
      const isSole = sole && list.length === 1;
      const read = readTemplate(writeTemplate(documentOf(escapeInSub(style, list), isSole), style));
      const { resource } = firstOf(read);
      expect(textsOf(resource)).toEqual(list);
      const removed = resource.values.filter((_, i) => picks[i] === true);
      const edits = replaceValues(read.parsed.source, resource, removed, inserted);
      if (inserted.length === 0 && (removed.length === 0 || removed.length === list.length)) {
        expect(edits).toEqual([]);
        return;
      }
      const after = applied(read, edits);
      const place = removed[0] === undefined ? list.length : resource.values.indexOf(removed[0]);
      const rest = (from: number, to: number): readonly string[] => list.slice(from, to).filter((_, i) => picks[from + i] !== true);
      expect(textsOf(firstOf(after).resource)).toEqual([...rest(0, place), ...inserted.map(expectedText), ...rest(place, list.length)]);
      const [, second] = statementsOf(after);
      expect([textsOf(second?.sid), textsOf(second?.action), textsOf(second?.resource)]).toEqual([['Second'], ['a:B'], ['x', 'y']]);
      expect(statementsOf(after)).toHaveLength(2);
    },
  );
  fc.assert(property, { numRuns: 150 });
});

test('a split statement is read back as its parts in every style', () => {
  const property = fc.property(
    anyStyle,
    fc.uniqueArray(fc.constantFrom(...strings), { minLength: 2, maxLength: 5 }),
    anyNewValue,
    (style, list, added) => {
      fc.pre(admits(style, [added]));
      const read = readTemplate(writeTemplate(documentOf(list, false), style));
      const { statement, resource } = firstOf(read);
      const [policy] = read.policies;
      const [first, ...others] = resource.values;
      if (policy === undefined || first === undefined) throw new Error('nothing was read');
      const parts = [
        { resource: [{ kind: 'kept', value: first } as const, added] },
        { resource: others.map((value) => ({ kind: 'kept', value }) as const), action: [added] },
      ];
      const after = statementsOf(applied(read, splitStatement(read.parsed.source, policy, statement, parts)));
      expect(
        after.map((part) => [textsOf(part.sid), textsOf(part.effect), textsOf(part.action), [...textsOf(part.resource)].sort()]),
      ).toEqual([
        [['First'], ['Allow'], ['s3:GetObject'], [list[0] ?? '', expectedText(added)].sort()],
        [['First2'], ['Allow'], [expectedText(added)], list.slice(1).sort()],
        [['Second'], ['Deny'], ['a:B'], ['x', 'y']],
      ]);
    },
  );
  fc.assert(property, { numRuns: 100 });
});

test('text appended to any value is read back', () => {
  const property = fc.property(
    anyStyle,
    anyList,
    fc.boolean(),
    fc.constantFrom('/*', ': x', ' #', '"', "'", '}', '/${aws:username}'),
    (style, list, sole, suffix) => {
      const read = readTemplate(writeTemplate(documentOf(list, sole && list.length === 1), style));
      const { resource } = firstOf(read);
      const value = resource.values.at(-1);
      if (value === undefined) throw new Error('no value');
      const after = applied(read, appendToText(read.parsed.source, value.text, suffix));
      expect(textsOf(firstOf(after).resource)).toEqual([...list.slice(0, -1), `${list.at(-1)}${suffix}`]);
    },
  );
  fc.assert(property, { numRuns: 100 });
});
