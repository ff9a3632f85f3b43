import { describe, expect, test } from 'vitest';
import { parseEmbedded } from '../../server/src/syntax/embedded.ts';
import type { Node, ScalarNode } from '../../server/src/syntax/node.ts';
import { findPair, findValue } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import type { Source } from '../../server/src/syntax/source.ts';
import { sourceRange, textOf, toOffsets } from '../../server/src/syntax/source.ts';
import { drawFindings } from '../support/marked-source.ts';
import { drawTree } from '../support/tree-picture.ts';

function open(text: string) {
  const parsed = parseDocument('file:///a.yaml', text, 'yaml');
  const host = findValue(parsed.tree, 'P');
  if (host?.kind !== 'scalar') throw new Error('a scalar is expected');
  return { source: parsed.source, host, embedded: parseEmbedded(parsed.source, host) };
}

/** Every scalar of a tree with its text in the document and the text that its map leads to. */
function collect(source: Source, node: Node | undefined): [string, string, string][] {
  if (node === undefined) return [];
  if (node.kind === 'sequence') return node.items.flatMap((item) => collect(source, item));
  if (node.kind === 'mapping') return node.pairs.flatMap((pair) => [...collect(source, pair.key), ...collect(source, pair.value)]);
  return [[node.value, textOf(source, node.range), textOf(source, sourceRange(node, 0, node.value.length))]];
}

describe('JSON text in a string', () => {
  test.each([
    [
      'literal',
      'P: |\n  {\n    "a": ["b",\n      "c"]\n  }\n',
      [
        ['a', '"a"', 'a'],
        ['b', '"b"', 'b'],
        ['c', '"c"', 'c'],
      ],
    ],
    [
      'folded',
      'P: >\n  {"a":\n  ["b", "c"]}\n',
      [
        ['a', '"a"', 'a'],
        ['b', '"b"', 'b'],
        ['c', '"c"', 'c'],
      ],
    ],
    [
      'single quotes',
      'P: \'{"a": "it\'\'s"}\'\n',
      [
        ['a', '"a"', 'a'],
        ["it's", '"it\'\'s"', "it''s"],
      ],
    ],
    [
      '!Sub',
      'P: !Sub \'{"a": "${B}/*"}\'\n',
      [
        ['a', '"a"', 'a'],
        ['${B}/*', '"${B}/*"', '${B}/*'],
      ],
    ],
    [
      'escapes',
      'P: "{\\"a\\": \\"b\\"}"\n',
      [
        ['a', '\\"a\\"', 'a'],
        ['b', '\\"b\\"', 'b'],
      ],
    ],
    [
      'escapes in escapes',
      'P: "{\\"a\\": \\"b\\\\\\"c\\\\u0041d\\"}"\n',
      [
        ['a', '\\"a\\"', 'a'],
        ['b"cAd', '\\"b\\\\\\"c\\\\u0041d\\"', 'b\\\\\\"c\\\\u0041d'],
      ],
    ],
    [
      'CRLF',
      'P: |\r\n  {"a":\r\n   "b"}\r\n',
      [
        ['a', '"a"', 'a'],
        ['b', '"b"', 'b'],
      ],
    ],
  ] as const)('has exact ranges: %s', (_, text, scalars) => {
    const { source, embedded } = open(text);
    expect(collect(source, embedded?.tree)).toEqual(scalars);
    expect(embedded?.problems).toEqual([]);
  });

  test('maps each letter of a string in a string', () => {
    const { source, embedded } = open('P: "{\\"a\\": \\"b\\\\\\"c\\\\u0041d\\"}"\n');
    const scalar = findValue(embedded?.tree, 'a') as ScalarNode;
    const letters = [...scalar.value].map((letter, at) => [letter, textOf(source, sourceRange(scalar, at, at + 1))]);
    expect(letters).toEqual([
      ['b', 'b'],
      ['"', '\\\\\\"'],
      ['c', 'c'],
      ['A', '\\\\u0041'],
      ['d', 'd'],
    ]);
  });

  test('gives every node its host and the unit of the host', () => {
    const { host, embedded } = open('P: \'{"a": ["b"]}\'\n');
    const nodes = [embedded?.tree, findPair(embedded?.tree, 'a')?.key, findValue(embedded?.tree, 'a')];
    expect(nodes.map((node) => [node?.host === host, node?.range.unit === host.range.unit])).toEqual(Array(3).fill([true, true]));
  });

  test('with a variable that stands for a whole value is bad JSON, and read', () => {
    const text = 'P: !Sub |\n  {"a": ${B.Arn},\n   "c": ["d", ${E}], "f": "${G}"}\n';
    const { source, embedded } = open(text);
    expect(drawTree(embedded?.tree)).toBe('{a: "${B.Arn}", c: ["d", "${E}"], f: "${G}"}');
    expect(collect(source, findValue(embedded?.tree, 'a'))).toEqual([['${B.Arn}', '${B.Arn}', '${B.Arn}']]);
    const findings = (embedded?.problems ?? []).map(({ range, message }) => ({ ...toOffsets(source, range), message }));
    expect(drawFindings(text, findings)).toBe(`P: !Sub |
  {"a": \${B.Arn},
        ^^^^^^^^ A variable needs quotes around it in JSON
   "c": ["d", \${E}], "f": "\${G}"}
              ^^^^ A variable needs quotes around it in JSON
`);
  });

  test('that is cut off keeps what is there', () => {
    const { embedded } = open('P: |\n  {"a": "b", "c": [\n');
    expect(drawTree(embedded?.tree)).toBe('{a: "b", c: []}');
    expect(embedded?.problems.length).toBeGreaterThan(0);
  });

  test('is nothing else', () => {
    expect(open('P: plain text\n').embedded).toBeUndefined();
    expect(open('P: "arn:${a}"\n').embedded).toBeUndefined();
    expect(open('P: "{{resolve:ssm:a}}"\n').embedded).toBeUndefined();
  });
});
