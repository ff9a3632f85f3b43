import { describe, expect, test } from 'vitest';
import type { Unit } from '../../server/src/syntax/node.ts';
import { findPair, findValue } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import type { Parsed } from '../../server/src/syntax/source.ts';
import { textOf } from '../../server/src/syntax/source.ts';

const parse = (text: string, language: 'yaml' | 'json' = 'yaml') => parseDocument('file:///a', text, language);

/** The names of the units and the text from the start of each to the start of the next. */
function drawUnits(parsed: Parsed): readonly (readonly [string, string])[] {
  const units = [...parsed.source.layout].sort((a, b) => a[1] - b[1]);
  return units.map(([unit, start], index) => [unit.name, parsed.source.text.slice(start, units[index + 1]?.[1])]);
}

const names = (parsed: Parsed) => [...parsed.source.layout.keys()].map(({ name }) => name).slice(1);

describe('the unit of reuse', () => {
  test('is an entry of a section, with the comments above it', () => {
    const text = `Transform: x
# about resources
Resources:
  # the bucket
  # of images
  Bucket:
    Type: AWS::S3::Bucket

  Function:
    Type: AWS::Serverless::Function
`;
    expect(drawUnits(parse(text))).toEqual([
      ['', ''],
      ['Transform', 'Transform: x\n# about resources\nResources:\n'],
      ['Resources/Bucket', '  # the bucket\n  # of images\n  Bucket:\n    Type: AWS::S3::Bucket\n\n'],
      ['Resources/Function', '  Function:\n    Type: AWS::Serverless::Function\n'],
    ]);
  });

  test('is a statement of a loose policy', () => {
    expect(names(parse('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}]}', 'json'))).toEqual([
      'Version',
      'Statement/0',
      'Statement/1',
    ]);
    expect(names(parse('- Effect: Allow\n- Effect: Deny\n'))).toEqual(['0', '1']);
    expect(names(parse('Statement:\n  Effect: Allow\n  Action: x\n'))).toEqual(['Statement']);
  });

  test('is an entry of the resources inside of Serverless `resources`', () => {
    expect(
      names(parse('functions:\n  f:\n    handler: a\nresources:\n  Resources:\n    B:\n      Type: c\n  Outputs:\n    D: e\n')),
    ).toEqual(['functions/f', 'resources/Resources/B', 'resources/Outputs']);
    expect(names(parse('resources:\n  - Resources:\n      B: {}\n      C: {}\n  - ${file(x.yml)}\n  - Outputs: {}\n'))).toEqual([
      'resources/0/Resources/B',
      'resources/0/Resources/C',
      'resources/1',
      'resources/2',
    ]);
  });

  test('is the document for what spans several', () => {
    const parsed = parse('Resources:\n  A: b\n  C: d\n');
    const { document } = parsed.source;
    const unitOf = (unit: Unit | undefined) => (unit === document ? 'document' : unit?.name);
    const resources = findPair(parsed.tree, 'Resources');
    expect(
      [parsed.tree?.range, resources?.range, resources?.key.range, resources?.value.range].map((range) => unitOf(range?.unit)),
    ).toEqual(Array(4).fill('document'));
    const entry = findPair(resources?.value, 'A');
    expect([entry?.range, entry?.key.range, entry?.value.range].map((range) => unitOf(range?.unit))).toEqual(Array(3).fill('Resources/A'));
  });
});

test('ranges inside of an entry do not move when text above it changes', () => {
  const ranges = (text: string) => {
    const parsed = parse(text);
    const value = findValue(parsed.tree, 'Resources', 'C', 'D');
    return value && [value.range.start, value.range.end, textOf(parsed.source, value.range)];
  };
  expect(ranges('Resources:\n  A: bbbbbbbbb\n  # c\n  C:\n    D: e\n')).toEqual(ranges('Resources:\n  A: b\n  # c\n  C:\n    D: e\n'));
});

test('an alias to another unit keeps the range of its target', () => {
  const parsed = parse('Resources:\n  A: &a {b: c}\n  D: *a\n');
  expect(findValue(parsed.tree, 'Resources', 'D')?.range.unit.name).toBe('Resources/A');
  expect(findPair(findValue(parsed.tree, 'Resources'), 'D')?.range.unit.name).toBe('Resources/D');
});
