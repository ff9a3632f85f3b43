import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import * as ours from 'yaml';

const forNode: typeof ours = createRequire(import.meta.url)('yaml');

const TEXTS = [
  'Resources:\n  A: &a {B: [!Sub "x", \'y\', *a, {c: !GetAtt d.Arn}]}\n',
  'Action: s3:\n  Resource: "unterminated\n',
  'a: *\nb:\n\t- c\n  - d: |\n      text\n    e: >-\n     folded\n...\n---\n# next\nf: {\n}\n',
  '\uFEFFa: [b,\r\n c\r\n]: d\r\n? e\r\n: f\r\n',
];

test('the module that is built and tested is not the one for Node', () => {
  expect(ours.Parser).not.toBe(forNode.Parser);
});

test.each(TEXTS)('both read %j alike', (text) => {
  const read = (library: typeof ours): unknown => {
    const tokens = [...new library.Parser().parse(text)];
    const errors = [...new library.Composer({ logLevel: 'silent' }).compose(tokens)].map((document) => document.errors.map(String));
    return { tokens: JSON.parse(JSON.stringify(tokens)), errors };
  };
  expect(read(ours)).toEqual(read(forNode));
});
