import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { repairYaml } from '../../server/src/syntax/yaml-repair.ts';
import { drawProblems, drawTree, findBrokenRanges } from '../support/tree-picture.ts';

function check(text: string, tree: string, picture: string): void {
  const parsed = parseDocument('file:///template.yaml', text, 'yaml');
  expect(drawTree(parsed.tree)).toBe(tree);
  expect(drawProblems(parsed)).toBe(picture);
  expect(findBrokenRanges(parsed)).toEqual([]);
}

const clean = (text: string, tree: string) => check(text, tree, text);

describe('half-typed text leaves its neighbours alone', () => {
  test('a value that ends in a colon', () => {
    check(
      '- Action: s3:\n  Resource: "*"\n',
      '[{Action: "s3:", Resource: "*"}]',
      `- Action: s3:
          ^^^ syntax: A value with a colon at its end or before a space needs quotes
  Resource: "*"
`,
    );
  });

  test('a key without a colon', () => {
    check(
      '- Effect: Allow\n  Act\n  Resource: "*"\n',
      '[{Effect: "Allow", Act: null, Resource: "*"}]',
      `- Effect: Allow
  Act
  ^^^ syntax: A colon is missing behind this key
  Resource: "*"
`,
    );
    check(
      '- Act\n  Resource: "*"\n',
      '[{Act: null, Resource: "*"}]',
      '- Act\n  ^^^ syntax: A colon is missing behind this key\n  Resource: "*"\n',
    );
  });

  test('a dash without an item', () => {
    clean('Action:\n  - s3:GetObject\n  - \nResource: "*"\n', '{Action: ["s3:GetObject", null], Resource: "*"}');
  });

  test('a string that is not closed', () => {
    check(
      '- Action: "s3:GetObj\n  Resource: "*"\n- Action:\n  - "s3:Put\n  - \'s3:Del\n  Effect: Allow\n',
      '[{Action: "s3:GetObj", Resource: "*"}, {Action: ["s3:Put", "s3:Del"], Effect: "Allow"}]',
      `- Action: "s3:GetObj
          ^^^^^^^^^^ syntax: The string is not closed
  Resource: "*"
- Action:
  - "s3:Put
    ^^^^^^^ syntax: The string is not closed
  - 's3:Del
    ^^^^^^^ syntax: The string is not closed
  Effect: Allow
`,
    );
    check('Action: "s3:GetObj', '{Action: "s3:GetObj"}', 'Action: "s3:GetObj\n        ^^^^^^^^^^ syntax: The string is not closed\n');
  });

  test('a string that is not closed in brackets', () => {
    check(
      'Action: ["s3:Get, "s3:Put"]\nB: c\n',
      '{Action: ["s3:Get", "s3:Put"], B: "c"}',
      'Action: ["s3:Get, "s3:Put"]\n         ^^^^^^^ syntax: The string is not closed\nB: c\n',
    );
  });

  test('a bracket that is not closed', () => {
    check(
      'Action: [s3:Get, s3:Put\nResource: "*"\n',
      '{Action: ["s3:Get", "s3:Put"], Resource: "*"}',
      'Action: [s3:Get, s3:Put\n        ^ syntax: This bracket is not closed\nResource: "*"\n',
    );
    check(
      '- Condition: {StringEquals: {a: b\n  Resource: "*"\n- Effect: Allow\n',
      '[{Condition: {StringEquals: {a: "b"}}, Resource: "*"}, {Effect: "Allow"}]',
      `- Condition: {StringEquals: {a: b
             ^ syntax: This bracket is not closed
  Resource: "*"
- Effect: Allow
`,
    );
  });
});

test('an unquoted star is a star, and says so', () => {
  check(
    'A:\n  - Action:\n      - *\n      - s3:*\n    Resource: *\n    B: [*, "c", * ]\n    D: {e: *}\n    F: !Sub *  # g\nH: *\n',
    '{A: [{Action: ["*", "s3:*"], Resource: "*", B: ["*", "c", "*"], D: {e: "*"}, F: !Sub "*"}], H: "*"}',
    `A:
  - Action:
      - *
        ^ unquoted-star: YAML reads an unquoted * as an alias: quote it
      - s3:*
    Resource: *
              ^ unquoted-star: YAML reads an unquoted * as an alias: quote it
    B: [*, "c", * ]
        ^ unquoted-star: YAML reads an unquoted * as an alias: quote it
                ^ unquoted-star: YAML reads an unquoted * as an alias: quote it
    D: {e: *}
           ^ unquoted-star: YAML reads an unquoted * as an alias: quote it
    F: !Sub *  # g
            ^ unquoted-star: YAML reads an unquoted * as an alias: quote it
H: *
   ^ unquoted-star: YAML reads an unquoted * as an alias: quote it
`,
  );
});

describe('what CloudFormation accepts is read without a problem', () => {
  test('a closing bracket at the indent of its key', () => {
    clean(
      'F:\n  Vpc: !If [X, {\n    A: b\n  }, {\n    C: [\n    d\n  ]\n  }]\n  E: f\n',
      '{F: {Vpc: !If ["X", {A: "b"}, {C: ["d"]}], E: "f"}}',
    );
    clean('A: [\n  b\n]\nC: {\n  d: [\ne\n]}\nF: g\n', '{A: ["b"], C: {d: ["e"]}, F: "g"}');
  });

  test('a string continued at the indent of its key', () => {
    clean('F:\n  A: "b\n  c"\n  D: \'e\n\n  f\'\n  G: h\n', '{F: {A: "b c", D: "e\\nf", G: "h"}}');
  });

  test('JSON in a string at the left margin', () => {
    clean('- P: \'{\n"Version": "2012",\n"A": []\n}\'\n- Q: b\n', '[{P: "{ \\"Version\\": \\"2012\\", \\"A\\": [] }"}, {Q: "b"}]');
  });

  test('JSON at the left margin', () => {
    clean('P: {\n"Version": "2012",\n"A": [ {\n"B": 1 } ]\n}\nQ: b\n', '{P: {Version: "2012", A: [{B: 1}]}, Q: "b"}');
  });
});

describe('tabs', () => {
  test('that indent are named where they stand', () => {
    check(
      'A:\n\tB: c\n\tD: e\n',
      '{A: {B: "c", D: "e"}}',
      'A:\n\tB: c\n^ syntax: A tab indents this line; YAML wants spaces\n\tD: e\n^ syntax: A tab indents this line; YAML wants spaces\n',
    );
    check(
      'A:\n    B: c\n\tD: e\n',
      '{A: {B: "c", D: "e"}}',
      'A:\n    B: c\n\tD: e\n^ syntax: A tab indents this line; YAML wants spaces\n',
    );
  });

  test('elsewhere are white space', () => {
    clean('a:\tb\nc: d\t# e\n', '{a: "b", c: "d"}');
  });
});

test('a text that nothing mends keeps what can be read, with its problems', () => {
  const parsed = parseDocument('file:///a.yaml', 'a: - b\nc: d\n', 'yaml');
  expect(parsed.problems.length).toBeGreaterThan(0);
  expect(drawTree(parsed.tree)).toContain('c: "d"');
});

/** In milliseconds of the processor's time, the least of some runs: what else the machine does is not counted. */
function measure(work: () => void): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...runs);
}

// For sixteen times the length a quadratic way takes 256 times as long.
describe.each(['[\n', '"\n', "'a\n", '{a: "\n', '- *\n', 'a: [ b\n', '\t- a: "b\n', 'a: "b\n  "c\n'])(
  'much of %j costs what its length costs',
  (line) => {
    test('to repair', () => {
      const repair = (count: number) => measure(() => repairYaml(line.repeat(count)));
      expect(repair(12_800)).toBeLessThan(50 * (repair(800) + 2));
    });

    test('to read', () => {
      const read = (count: number) => measure(() => parseDocument('file:///a.yaml', line.repeat(count), 'yaml'));
      expect(read(3_200)).toBeLessThan(50 * (read(200) + 10));
    });
  },
);
