import { describe, expect, test } from 'vitest';
import { isActive, mergeConfiguration, NO_CONFIGURATION, severityOf } from '../../server/src/lint/config.ts';
import { parseConfiguration } from '../../server/src/lint/parse-configuration.ts';
import { rules } from '../../server/src/rules/index.ts';

const ids = new Set(rules.map(({ id }) => id));
const read = (text: string) => parseConfiguration(text, ids);
const wildcard = rules.find(({ id }) => id === 'wildcard-action');

describe('leastwise.config.yaml', () => {
  test('levels and globs', () => {
    const text = 'rules:\n  wildcard-action: error\n  invalid-arn: "off"\n  duplicate-sid: off\nignore: [legacy/**, "*.gen.yaml"]\n';
    expect(read(text)).toEqual({
      configuration: {
        rules: { 'wildcard-action': 'error', 'invalid-arn': 'off', 'duplicate-sid': 'off' },
        ignore: ['legacy/**', '*.gen.yaml'],
      },
      problems: [],
    });
  });
  test.each(['', '# nothing\n', 'null', 'rules:\nignore:\n'])('nothing is said in %j', (text) => {
    expect(read(text)).toEqual({ configuration: NO_CONFIGURATION, problems: [] });
  });
  test('off as YAML 1.1 reads it', () => {
    expect(read('rules: { wildcard-action: false }').configuration.rules).toEqual({ 'wildcard-action': 'off' });
  });

  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['bad YAML', 'rules: [unclosed', /^not valid YAML: /],
    ['a list', '- rules', /^must be a mapping with `preset`, `rules`, `overrides`, `ignore`, `boundaries`, `requireBoundary`$/],
    ['a text', 'rules', /^must be a mapping with `preset`, `rules`, `overrides`, `ignore`, `boundaries`, `requireBoundary`$/],
    [
      'another setting',
      'rulez: {}',
      /^unknown setting 'rulez'; there are 'preset', 'rules', 'overrides', 'ignore', 'boundaries', 'requireBoundary'$/,
    ],
    ['an unknown rule', 'rules: { no-such-rule: error }', /^unknown rule 'no-such-rule'$/],
    [
      'a bad level',
      'rules: { wildcard-action: loud }',
      /^'loud' is no level of rule 'wildcard-action'; write one of off, hint, information, warning, error$/,
    ],
    ['a level that is a list', 'rules: { wildcard-action: [error] }', /is no level of rule 'wildcard-action'/],
    ['rules as a list', 'rules: [wildcard-action]', /^'rules' must map rule ids to levels$/],
    ['globs as a text', 'ignore: legacy', /^'ignore' must be a list of globs$/],
    ['a preset that is none', 'preset: loud', /^'loud' is no preset; write one of minimal, recommended, strict$/],
    ['overrides as a mapping', 'overrides: { files: [a] }', /^'overrides' must be a list of mappings with `files` and `rules`$/],
    ['an override with another key', 'overrides: [{ path: a }]', /^an item of 'overrides' must be a mapping with `files` and `rules`$/],
    ['a rule of an override', 'overrides: [{ files: a, rules: { nope: off } }]', /^unknown rule 'nope'$/],
    ['boundaries as a list', 'boundaries: [a]', /^'boundaries' must map ARNs or names of permissions boundaries to files$/],
    ['a boundary without a file', 'boundaries: { a: 1 }', /^the boundary 'a' must have the path of a file$/],
    ['a demand that is a number', 'requireBoundary: 1', /^'requireBoundary' must be true, or the ARN or name of a permissions boundary$/],
    ['globs that are numbers', 'ignore: [1]', /^'ignore' must be a list of globs$/],
  ];
  test.each(faults)('%s is said, and nothing thrown', (_name, text, problem) => {
    const { problems } = read(text);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).not.toMatch(/\.$/);
  });
  test('the rest of a file with a fault applies', () => {
    const { configuration, problems } = read('rules: { nope: error, wildcard-action: hint }\nignore: 7\n');
    expect(configuration).toEqual({ rules: { 'wildcard-action': 'hint' }, ignore: [] });
    expect(problems).toHaveLength(2);
  });
  test('boundaries, and the one that is demanded', () => {
    const text = 'boundaries:\n  arn:aws:iam::*:policy/team: policies/team.json\n  other: other.json\nrequireBoundary: team\n';
    const boundaries = { 'arn:aws:iam::*:policy/team': 'policies/team.json', other: 'other.json' };
    expect(read(text).configuration).toEqual({ rules: {}, ignore: [], boundaries, requireBoundary: 'team' });
    expect(read('requireBoundary: true').configuration.requireBoundary).toBe(true);
    expect(read('requireBoundary: false').configuration).toEqual(NO_CONFIGURATION);
  });
  test('presets and levels by path', () => {
    const text = 'preset: strict\noverrides:\n  - files: legacy/**\n    rules: { wildcard-action: hint }\n  - files: [a, b]\n    rules:\n';
    expect(read(text)).toEqual({
      configuration: {
        preset: 'strict',
        rules: {},
        overrides: [
          { files: ['legacy/**'], rules: { 'wildcard-action': 'hint' } },
          { files: ['a', 'b'], rules: {} },
        ],
        ignore: [],
      },
      problems: [],
    });
  });
  test('a bomb of aliases is a problem, no error', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[i]}`).join(', ')}]`)
      .join('\n')}\n`;
    expect(read(bomb).problems).toEqual([expect.stringMatching(/^not valid YAML: .*alias/)]);
  });
  test.each([
    ['an alias that leads nowhere', 'rules: *nowhere\n'],
    ['nesting without an end', `rules: ${'['.repeat(5_000)}`],
  ])('%s', (_name, text) => {
    expect(read(text).problems).toEqual([expect.stringMatching(/^not valid YAML: /)]);
  });
  test.each([
    'rules: &r { wildcard-action: error }\nignore: *r\n',
    'rules: { __proto__: { polluted: error } }',
    'rules: { constructor: error }',
  ])('odd keys: %j', (text) => {
    const { configuration, problems } = read(text);
    expect(problems.length).toBe(1);
    expect(Object.keys(configuration.rules).every((id) => ids.has(id))).toBe(true);
    expect(({} as { polluted?: unknown }).polluted).toBe(undefined);
  });
});

describe('levels', () => {
  test('what is over beats what is below, rule by rule, and globs add up', () => {
    const base = { rules: { 'wildcard-action': 'error', 'invalid-arn': 'off' }, ignore: ['a'] } as const;
    expect(mergeConfiguration(base, { rules: { 'wildcard-action': 'hint' }, ignore: ['b'] })).toEqual({
      rules: { 'wildcard-action': 'hint', 'invalid-arn': 'off' },
      ignore: ['a', 'b'],
    });
  });
  test('a level beats the severity of the report, which beats that of the rule', () => {
    if (wildcard === undefined) throw new Error('the rule is gone');
    expect(severityOf(wildcard, undefined, NO_CONFIGURATION)).toBe('warning');
    expect(severityOf(wildcard, 'hint', NO_CONFIGURATION)).toBe('hint');
    expect(severityOf(wildcard, 'hint', { rules: { 'wildcard-action': 'error' }, ignore: [] })).toBe('error');
    expect(severityOf(wildcard, 'hint', { rules: { 'wildcard-action': 'off' }, ignore: [] })).toBe(undefined);
  });
});

describe('presets', () => {
  const optIn = rules.find((rule) => rule.optIn === true);
  const warning = rules.find((rule) => rule.severity === 'warning' && rule.optIn !== true);
  const severity = (rule: typeof optIn, preset: 'minimal' | 'recommended' | 'strict', reported?: 'error' | 'hint') =>
    rule === undefined ? 'no such rule' : severityOf(rule, reported, { ...NO_CONFIGURATION, preset });

  test('opt-in rules speak in strict alone', () => {
    expect([severity(optIn, 'minimal'), severity(optIn, 'recommended'), severity(optIn, 'strict')]).toEqual([
      undefined,
      undefined,
      optIn?.severity,
    ]);
  });
  test('minimal leaves errors', () => {
    expect([severity(warning, 'minimal'), severity(warning, 'minimal', 'error'), severity(warning, 'minimal', 'hint')]).toEqual([
      undefined,
      'error',
      undefined,
    ]);
  });
  test('a level beats the preset', () => {
    if (warning === undefined || optIn === undefined) throw new Error('no such rules');
    const configuration = {
      ...NO_CONFIGURATION,
      preset: 'minimal' as const,
      rules: { [warning.id]: 'hint' as const, [optIn.id]: 'warning' as const },
    };
    expect([severityOf(warning, 'error', configuration), severityOf(optIn, undefined, configuration)]).toEqual(['hint', 'warning']);
    expect(isActive(optIn, { ...NO_CONFIGURATION, rules: { [optIn.id]: 'off' } })).toBe(false);
  });
});
