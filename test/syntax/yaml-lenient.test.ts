/** What PyYAML and CloudFormation read though YAML 1.2 forbids it: flow collections and quoted strings that continue at their parent's indent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { drawProblems, drawTree, findBrokenRanges } from '../support/tree-picture.ts';

function check(text: string, tree: string): void {
  for (const written of [text, text.replaceAll('\n', '\r\n')]) {
    const parsed = parseDocument('file:///template.yaml', written, 'yaml');
    expect(drawTree(parsed.tree)).toBe(tree);
    expect(drawProblems(parsed)).toBe(written);
    expect(findBrokenRanges(parsed)).toEqual([]);
  }
}

describe('a flow collection', () => {
  test.each([
    ['a closing brace', 'F:\n  P: {\n    a: b\n  }\n  Q: c\n', '{F: {P: {a: "b"}, Q: "c"}}'],
    ['a closing bracket', 'F:\n  P: [\n    a,\n    b\n  ]\n  Q: c\n', '{F: {P: ["a", "b"], Q: "c"}}'],
    [
      'arguments of a function',
      'F:\n  P: !If [X, {\n    a: !Ref b,\n    c: !Ref d\n  }, !Ref AWS::NoValue]\n  Q:\n    R: s\n',
      '{F: {P: !If ["X", {a: !Ref "b", c: !Ref "d"}, !Ref "AWS::NoValue"], Q: {R: "s"}}}',
    ],
    ['its items', 'F:\n  P: [\n  !Sub "a:${b}",\n  !Sub "c:*"\n  ]\n  Q: d\n', '{F: {P: [!Sub "a:${b}", !Sub "c:*"], Q: "d"}}'],
    [
      'its keys, the first beside the brace',
      'F:\n  P: {"a": "b",\n  "c": {\n  "d": 1\n  }}\n  Q: e\n',
      '{F: {P: {a: "b", c: {d: 1}}, Q: "e"}}',
    ],
    [
      'an object of JSON, then a blank line',
      'F:\n    P: {\n        "a": [\n            "b"\n        ]\n    }\n\n    Q: c\n',
      '{F: {P: {a: ["b"]}, Q: "c"}}',
    ],
    ['an object of JSON, then a comment at the margin', 'F:\n  P: {\n    "a": 1\n  }\n# Q\n  Q: c\n', '{F: {P: {a: 1}, Q: "c"}}'],
    ['two closing brackets, then a line of #', 'F:\n  P: [{\n    "a": 1\n  }]\n\n####\nG: c\n', '{F: {P: [{a: 1}]}, G: "c"}'],
    ['a bracket left of its key', 'F:\n  G:\n    P: [ a,\n  b ]\n    Q: c\n', '{F: {G: {P: ["a", "b"], Q: "c"}}}'],
    ['in an item of a list', '- P: {\n    a: b\n  }\n  Q: c\n- d\n', '[{P: {a: "b"}, Q: "c"}, "d"]'],
    ['as an item of a list', 'F:\n- {\n  a: b\n}\n- [\n  c\n]\n- d\n', '{F: [{a: "b"}, ["c"], "d"]}'],
    [
      'with a string that runs over lines in it',
      'F:\n  P:\n    J: { "Sub": "#set( $a = b ) \\\n    {\\"c\\": \\"${d}\\", \\\n      #if(e) \\\n    }" }\n    Q: f\n',
      '{F: {P: {J: {Sub: "#set( $a = b ) {\\"c\\": \\"${d}\\", #if(e) }"}, Q: "f"}}}',
    ],
    ['with comments in it', 'F:\n  P: [ # }\n    a, # ]\n  # [\n  b\n  ]\n  Q: c\n', '{F: {P: ["a", "b"], Q: "c"}}'],
    ['with an anchor that is used below', 'F:\n  P: &p {\n    a: b\n  }\n  Q: *p\n', '{F: {P: {a: "b"}, Q: {a: "b"}}}'],
  ])('%s at the indent of its parent', (_, text, tree) => check(text, tree));
});

describe('a quoted string', () => {
  test.each([
    ['text', 'F:\n  D: "one two. \n  three four."\nG: c\n', '{F: {D: "one two. three four."}, G: "c"}'],
    ['text in single quotes', "F:\n  D: 'one\n  it''s'\n  Q: c\n", '{F: {D: "one it\'s", Q: "c"}}'],
    [
      'a closing brace of JSON',
      'O:\n  V:\n    D: d\n    W: "{\n      \\"a\\": 1\n    }"\n  X: c\n',
      '{O: {V: {D: "d", W: "{ \\"a\\": 1 }"}, X: "c"}}',
    ],
    [
      'JSON in single quotes, one policy after the other',
      'F:\n  - N: a\n    D: !Sub \'{\n        "b": [\n        ]\n    }\'\n  - N: c\n    D: !Sub \'{\n    "d": 1\n    }\'\nG: e\n',
      '{F: [{N: "a", D: !Sub "{ \\"b\\": [ ] }"}, {N: "c", D: !Sub "{ \\"d\\": 1 }"}], G: "e"}',
    ],
    ['at the left margin', 'F:\n  D: "{\n\\"a\\": 1,\n\n\\"b\\": 2\n}"\n  Q: c\n', '{F: {D: "{ \\"a\\": 1,\\n\\"b\\": 2 }", Q: "c"}}'],
    ['in a list', 'F:\n- "a\nb"\n- \'c\n\n  d\'\n', '{F: ["a b", "c\\nd"]}'],
    ['with escaped line breaks', 'F:\n  D: "a \\\n  b\\\n  c"\n  Q: d\n', '{F: {D: "a bc", Q: "d"}}'],
    ['with what looks like a comment', 'F:\n  D: "a\n  # b\n  c"\n  Q: d\n', '{F: {D: "a # b c", Q: "d"}}'],
    ['as a key of a flow collection', 'F:\n  P: { "a\n  b": c }\n  Q: d\n', '{F: {P: {a b: "c"}, Q: "d"}}'],
  ])('%s at the indent of its parent', (_, text, tree) => check(text, tree));
});

describe('a block scalar at the end of the text', () => {
  test.each([
    ['without a line break', 'A: |\n  b\n  c', '{A: "b\\nc"}'],
    ['without a line break, all of them kept', 'A: |+\n  b', '{A: "b"}'],
    ['without a line break, folded', 'A: >\n  b\n  c', '{A: "b c"}'],
    ['with a line break', 'A: |\n  b\n', '{A: "b\\n"}'],
    ['with blank lines', 'A: |\n  b\n\n\n', '{A: "b\\n"}'],
  ])('%s', (_, text, tree) => check(text, tree));
});

const text = fc.stringMatching(/^[a-e ,:#*&!|>{}[\]'"-]{0,8}$/);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-c]{1,3}$/), tie('json'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

test('JSON whose lines stand anywhere from the margin on is read as it is, and so is what follows', () => {
  const host = fc.constantFrom<readonly [head: string, tail: string]>(
    ['A:\n  B: ', '\n  Z: z\n'],
    ['A:\n  B:\n    C: !Sub ', '\n    Z: z\n'],
    ['- A: ', '\n  Z: z\n'],
    ['A:\n  - !If [X, ', ', Y]\n  - Z: z\n'],
  );
  const columns = fc.array(fc.nat(8), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(json, { minLength: 1, maxLength: 3 }), host, columns, (value, [head, tail], indents) => {
      const [first = '', ...rest] = JSON.stringify(value, undefined, 2).split('\n');
      const lines = rest.map((line, index) => ' '.repeat(indents[index % indents.length] ?? 0) + line.trim());
      const written = `${head}${[first, ...lines].join('\n')}${tail}`;
      const plain = `${head}${JSON.stringify(value)}${tail}`;
      const parsed = parseDocument('file:///a.yaml', written, 'yaml');
      expect(parsed.problems).toEqual([]);
      expect(drawTree(parsed.tree)).toBe(drawTree(parseDocument('file:///a.yaml', plain, 'yaml').tree));
      expect(findBrokenRanges(parsed)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
