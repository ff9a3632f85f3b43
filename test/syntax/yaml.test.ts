import { describe, expect, test } from 'vitest';
import { findPair, findValue } from '../../server/src/syntax/node.ts';
import { maximumLength, parseDocument } from '../../server/src/syntax/parse.ts';
import { textOf, toOffsets } from '../../server/src/syntax/source.ts';
import { drawProblems, drawTree, findBrokenRanges } from '../support/tree-picture.ts';

const parse = (text: string) => parseDocument('file:///template.yaml', text, 'yaml');
const tree = (text: string) => drawTree(parse(text).tree);

describe('values', () => {
  test('take the types of the core schema, and keep their digits', () => {
    expect(tree('a: 012345678901\nb: 2012-10-17\nc: yes\nd: true\ne: ~\nf: 1e3\ng: "012"\n')).toBe(
      '{a: 012345678901, b: "2012-10-17", c: "yes", d: true, e: ~, f: 1e3, g: "012"}',
    );
  });

  test('that are absent are null just behind the colon, dash or tag', () => {
    const parsed = parse('a:\nb: \nc:\n  -\n  - \n  - x\nd: !Ref\ne: !Ref \n');
    expect(drawTree(parsed.tree)).toBe('{a: null, b: null, c: [null, null, "x"], d: !Ref null, e: !Ref null}');
    const positions = ['a', 'b', 'd', 'e'].map((key) => {
      const range = findValue(parsed.tree, key)?.range;
      return range === undefined ? undefined : toOffsets(parsed.source, range);
    });
    expect(positions).toEqual([2, 6, 32, 41].map((at) => ({ start: at, end: at })));
  });

  test('of keys that are not scalars stand for their own text', () => {
    expect(tree('? [a, b]\n: c\n{{Foo}}: bar\n')).toBe('{[a, b]: "c", {{Foo}}: "bar"}');
  });
});

test('tags are kept as written and are no problem', () => {
  const parsed = parse('a: !Sub "x"\nb: !If [c, !Ref d, !GetAtt e.Arn]\nf: !Sub\n  - g\n  - {h: !Ref i}\nj: !unknown:tag k\n');
  expect(drawTree(parsed.tree)).toBe(
    '{a: !Sub "x", b: !If ["c", !Ref "d", !GetAtt "e.Arn"], f: !Sub ["g", {h: !Ref "i"}], j: !unknown:tag "k"}',
  );
  expect(parsed.problems).toEqual([]);
  const value = findValue(parsed.tree, 'a');
  expect(value && [textOf(parsed.source, value.range), textOf(parsed.source, value.outer)]).toEqual(['"x"', '!Sub "x"']);
});

describe('aliases', () => {
  test('are replaced by their target, the same object', () => {
    const parsed = parse('a: &x {b: c}\nd: *x\n');
    expect(findValue(parsed.tree, 'd')).toBe(findValue(parsed.tree, 'a'));
    expect(findValue(parsed.tree, 'a')?.anchor).toBe('x');
    expect(textOf(parsed.source, findPair(parsed.tree, 'd')?.range ?? { unit: parsed.source.document, start: 0, end: 0 })).toBe('d: *x');
  });

  test('of merge keys are flattened; what the mapping writes wins', () => {
    expect(tree('a: &x {b: 1, c: 2}\nd: &y {e: 3, b: 9}\nf:\n  <<: [*x, *y]\n  c: 4\n')).toBe(
      '{a: {b: 1, c: 2}, d: {e: 3, b: 9}, f: {<<b: 1, <<e: 3, c: 4}}',
    );
  });

  test('that are unknown or cyclic are null', () => {
    const parsed = parse('a: &x [*x]\nb: *y\n');
    expect(drawTree(parsed.tree)).toBe('{a: [null], b: null}');
    expect(drawProblems(parsed)).toBe(`a: &x [*x]
       ^^ unknown-anchor: The alias *x stands inside its own anchor
b: *y
   ^^ unknown-anchor: No anchor &y stands above this alias
`);
  });

  test('may stand as keys', () => {
    expect(tree('a: &x b\n*x : c\n')).toBe('{a: "b", b: "c"}');
    expect(tree('&x a: b\nc: *x\n')).toBe('{a: "b", c: "a"}');
  });

  test('that multiply are bounded', () => {
    let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n';
    for (let i = 1; i < 30; i++)
      text += `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]\n`;
    const parsed = parse(text);
    expect(new Set(parsed.problems.map(({ code }) => code))).toEqual(new Set(['too-many-aliases']));
    expect(countNodes(parsed.tree)).toBeLessThanOrEqual(1_000_000 + text.length);
  });

  test('that multiply through merge keys are bounded', () => {
    const keys = Array.from({ length: 2000 }, (_, i) => `k${i}: 1`).join(', ');
    let text = `a: &a {${keys}}\nb:\n`;
    for (let i = 0; i < 2000; i++) text += `  m${i}: {<<: *a}\n`;
    expect(parse(text).problems.some(({ code }) => code === 'too-many-aliases')).toBe(true);
  });
});

function countNodes(node: ReturnType<typeof parse>['tree']): number {
  if (node === undefined || node.kind === 'scalar') return 1;
  if (node.kind === 'sequence') return 1 + node.items.reduce((sum, item) => sum + countNodes(item), 0);
  return 1 + node.pairs.reduce((sum, pair) => sum + 1 + countNodes(pair.value), 0);
}

test('duplicate keys are all kept, the second is reported, the last is found', () => {
  const parsed = parse('a: 1\nb: 2\na: 3\n');
  expect(drawTree(parsed.tree)).toBe('{a: 1, b: 2, a: 3}');
  expect(drawProblems(parsed)).toBe('a: 1\nb: 2\na: 3\n^ duplicate-key: The key a stands twice in this mapping\n');
  expect(drawTree(findValue(parsed.tree, 'a'))).toBe('3');
});

test('of several documents the first that is a collection is read', () => {
  expect(tree('--- \n# nothing\n---\na: b\n---\nc: [\n')).toBe('{a: "b"}');
  expect(parse('---\na: b\n---\nc: [\n').problems).toEqual([]);
  expect(tree('just text')).toBe('"just text"');
  expect(tree('# only a comment\n')).toBe('(none)');
  expect(tree('')).toBe('(none)');
});

describe('line breaks and marks', () => {
  test('a byte order mark, CRLF and emoji keep their ranges', () => {
    const parsed = parse('\uFEFFa: 😀 b\r\nc: "d\r\n  e"\r\nf: |\r\n  g\r\n  h\r\n');
    expect(drawTree(parsed.tree)).toBe('{a: "😀 b", c: "d e", f: "g\\nh\\n"}');
    expect(findBrokenRanges(parsed)).toEqual([]);
    const value = findValue(parsed.tree, 'c');
    expect(value && textOf(parsed.source, value.range)).toBe('"d\r\n  e"');
    expect(parsed.problems).toEqual([]);
  });

  test('nodes end where their text ends', () => {
    const parsed = parse('a:\n  - b: |\n      c\n\n  - d\n\n\ne: f # g\n');
    const texts = ['a', 'e'].map((key) => findPair(parsed.tree, key)?.range).map((range) => range && textOf(parsed.source, range));
    expect(texts).toEqual(['a:\n  - b: |\n      c\n\n  - d', 'e: f']);
  });
});

describe('input that is refused', () => {
  test('is binary', () => {
    const parsed = parse('a: b\0c');
    expect(parsed.tree).toBeUndefined();
    expect(parsed.problems).toMatchObject([{ code: 'binary', range: { start: 4, end: 5 } }]);
  });

  test('is larger than 4 MB', () => {
    const parsed = parse(`a: ${'b'.repeat(maximumLength)}`);
    expect(parsed.tree).toBeUndefined();
    expect(parsed.problems).toMatchObject([{ code: 'too-large' }]);
  });

  test.each([
    ['flow sequences', '['.repeat(20_000), 'too-deep'],
    ['closed flow sequences', `a: b\nc: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'too-deep'],
    ['flow mappings', '{a: '.repeat(20_000), 'too-deep'],
    ['block sequences', `${'- '.repeat(20_000)}a`, 'too-deep'],
    ['block mappings', Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'too-deep'],
  ])('is nested too deep: %s', (_, text, code) => {
    const parsed = parse(text);
    expect(parsed.problems.map((problem) => problem.code)).toContain(code);
    expect(parsed.tree).toBeDefined();
  });

  test('is not a hundred levels deep', () => {
    expect(parse(`a: ${'['.repeat(100)}${']'.repeat(100)}`).problems).toEqual([]);
  });
});

test('a page of text that stands out of place is not in the message', () => {
  const messages = parse(`a:\n  - { b: c '{d}/*' }\n  - { e: '${'many words, '.repeat(30)}' }\n`).problems.map(({ message }) => message);
  expect(messages).toContain(`Unexpected single-quoted-scalar token in YAML stream: "'${'many words, '.repeat(4).slice(0, 39)}…"`);
  expect(messages.filter((message) => message.length > 120)).toEqual([]);
});
