import { describe, expect, test } from 'vitest';
import { renderYaml } from '../../server/src/features/hover/yaml.ts';
import { code, codeBlock, codeList, countOf, escapeMarkdown, paragraphs } from '../../server/src/features/markdown.ts';

describe('what stands in a document is never markup', () => {
  test.each([
    ['*a* [x](y) <b>', '\\*a\\* \\[x\\]\\(y\\) &lt;b\\>'],
    ['a\n# b', 'a \\# b'],
    ['`x` & $(y)', '\\`x\\` &amp; \\$\\(y\\)'],
  ])('%j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  test('code spans and blocks have more backticks than what they hold', () => {
    expect([code('a'), code('a`b'), code('``'), code('a\nb')]).toEqual(['`a`', '``a`b``', '``` `` ```', '`a b`']);
    expect(codeBlock('yaml', 'a: |\n  ```\n')).toBe('````yaml\na: |\n  ```\n````');
  });

  test('lists, counts and paragraphs', () => {
    expect(codeList(['a', 'b', 'c'], 2)).toBe('`a`, `b` and 1 more');
    expect([countOf(1, 'action'), countOf(0, 'action')]).toEqual(['1 action', '0 actions']);
    expect(paragraphs('a', undefined, '', 'b')).toBe('a\n\nb');
  });
});

describe('statements as YAML', () => {
  const definition = [
    {
      Effect: 'Allow',
      Action: ['s3:*'],
      Resource: [{ 'Fn::Sub': ['arn:${AWS::Partition}:s3:::${name}/*', { name: { Ref: 'BucketName' } }] }, '*', { Ref: 'SecretArn' }],
    },
  ];

  test('parameters that are not filled', () => {
    expect(renderYaml(definition)).toBe(
      "- Effect: Allow\n  Action:\n    - s3:*\n  Resource:\n    - !Sub arn:${AWS::Partition}:s3:::${BucketName}/*\n    - '*'\n    - !Ref SecretArn",
    );
  });

  test.each([
    ['!Ref Bucket', '!Sub arn:${AWS::Partition}:s3:::${Bucket}/*'],
    ['!GetAtt Q.Name', '!Sub arn:${AWS::Partition}:s3:::${Q.Name}/*'],
    ["'plain'", '!Sub arn:${AWS::Partition}:s3:::plain/*'],
    ['!ImportValue x', '!Sub [arn:${AWS::Partition}:s3:::${name}/*, {name: !ImportValue x}]'],
  ])('a parameter written %s', (written, line) => {
    expect(renderYaml(definition, new Map([['BucketName', written]])).split('\n')[4]).toBe(`    - ${line}`);
  });
});
