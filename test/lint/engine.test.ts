import { describe, expect, test } from 'vitest';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import type { Configuration } from '../../server/src/lint/config.ts';
import { rules } from '../../server/src/rules/index.ts';
import { diagnose, rulesIn } from '../semantics/support.ts';
import { analyse } from '../support/analyse.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { inResources, inRole, serverless, stack } from '../support/policy-texts.ts';

function analyseWith(text: string, configuration: Partial<Configuration>) {
  return createAnalysis({
    catalog: loadCatalogForTests(),
    files: { read: (uri) => (uri === stack ? { kind: 'text', text, version: '1' } : { kind: 'missing' }) },
    configurationOf: () => ({ rules: {}, ignore: [], ...configuration }),
  });
}

describe('one problem at one place is one finding', () => {
  test('reached through an alias', () => {
    const text = inRole(["- &all { Effect: Allow, Action: s3:*, Resource: 'arn:aws:s3:::b' }", '- *all']);
    expect(rulesIn(stack, text)).toEqual(['wildcard-action: warning']);
  });
  test('in a fragment that is used twice', () => {
    const text = [
      'service: app',
      'provider: { name: aws, iam: { role: { statements: "${file(all.yml)}" } } }',
      'plugins: [serverless-iam-roles-per-function]',
      'functions:',
      '  one: { handler: a.b, iamRoleStatements: "${file(all.yml)}" }',
      '',
    ].join('\n');
    const fragment = 'file:///w/all.yml';
    const { diagnostics } = analyse({
      [serverless]: text,
      [fragment]: "- { Effect: Allow, Action: ['s3:*'], Resource: arn:aws:s3:::b }\n",
    }).diagnose(serverless);
    const found = diagnostics.filter(({ rule }) => rule === 'wildcard-action');
    expect(found.map(({ rule, place }) => [rule, place.uri])).toEqual([['wildcard-action', fragment]]);
  });
  test('the same problem at two places is two', () => {
    expect(rulesIn(stack, inRole(["- { Effect: Allow, Action: [s3:Get*, s3:Put*], Resource: 'arn:aws:s3:::b' }"]))).toEqual([
      'wildcard-action: warning',
      'wildcard-action: warning',
    ]);
  });
});

describe('the order of findings', () => {
  test('is that of the text, whatever rule finds them', () => {
    const text = inRole([
      '- Sid: A',
      '  Action: s3:GetObjct',
      "  Resource: 'arn:aws:s3:::b/*'",
      '- Sid: A',
      '  Effect: allow',
      '  Action: s3:*',
      '  Resource: s3',
    ]);
    const starts = diagnose(stack, text).map(({ place }) => place.start);
    expect(starts.length).toBeGreaterThan(4);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
  test('is that of the text where units follow each other', () => {
    const policy = (name: string): readonly string[] => [
      `${name}:`,
      '  Type: AWS::IAM::ManagedPolicy',
      '  Properties:',
      "    PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: s3:*, Resource: '*' } }",
    ];
    const places = diagnose(stack, inResources([...policy('Z'), ...policy('A'), ...policy('M')])).map(
      ({ place, rule }) => [rule, place.start] as const,
    );
    expect(places.map(([, start]) => start)).toEqual(places.map(([, start]) => start).sort((a, b) => a - b));
    expect(places.filter(([rule]) => rule.startsWith('wildcard-'))).toHaveLength(6);
  });
});

describe('severities', () => {
  const text = inRole(["- { Effect: Allow, Action: [s3:*, s3:Frobnicate], Resource: 'arn:aws:s3:::b' }"]);
  const severities = (configuration: Partial<Configuration>): readonly string[] =>
    analyseWith(text, configuration)
      .diagnose(stack)
      .diagnostics.map(({ rule, severity }) => `${rule}: ${severity}`);
  test('are those of the rules', () => expect(severities({})).toEqual(['wildcard-action: warning', 'unknown-action: warning']));
  test('are those of the configuration', () => {
    expect(severities({ rules: { 'wildcard-action': 'error', 'unknown-action': 'hint' } })).toEqual([
      'wildcard-action: error',
      'unknown-action: hint',
    ]);
    expect(severities({ rules: { 'wildcard-action': 'off' } })).toEqual(['unknown-action: warning']);
  });
  test('a rule that is off offers nothing and fixes nothing', () => {
    const analysis = analyseWith(inRole(['- { Effect: Deny, Action: s3:GetObject, Resource: * }']), { rules: { 'unquoted-star': 'off' } });
    expect(analysis.diagnose(stack).diagnostics).toEqual([]);
    expect(analysis.codeActions(stack, { start: 0, end: 1000 })).toEqual([]);
    expect(analysis.fixAll(stack).fixed).toBe(0);
  });
  test('a condition on tags of the resource makes a star information', () => {
    const limited = inRole([
      "- { Effect: Allow, Action: ec2:StopInstances, Resource: '*', Condition: { StringEquals: { aws:ResourceTag/Team: a } } }",
    ]);
    expect(rulesIn(stack, limited)).toEqual(['wildcard-resource: information']);
  });
  test('a duplicate Sid is an error in an identity policy and a warning in a resource policy', () => {
    const twice = "{ Sid: A, Effect: Deny, Principal: '*', Action: s3:*, Resource: '*' }";
    expect(
      rulesIn(
        stack,
        inResources(['P:', '  Type: AWS::S3::BucketPolicy', '  Properties:', `    PolicyDocument: { Statement: [${twice}, ${twice}] }`]),
      ).filter((found) => found.startsWith('duplicate-sid')),
    ).toEqual(['duplicate-sid: warning']);
  });
});

describe('what every rule says of itself', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const sentence of [rule.summary, rule.rationale]) expect(sentence).toMatch(/^['A-Z`].*\.$/s);
    expect(rule.examples.incorrect.length).toBeGreaterThan(0);
    expect(rule.examples.correct.length).toBeGreaterThan(0);
    const codes = [...rule.examples.incorrect, ...rule.examples.correct].map(({ code }) => code);
    expect(
      codes.some((code) => /![A-Z][A-Za-z]+|Fn::|\bRef:/.test(code)),
      'an example goes through an intrinsic',
    ).toBe(true);
  });
  test('fixes are computed only when somebody looks at them', () => {
    const { diagnostics } = analyse({ [stack]: inRole(["- { Effect: Allow, Action: s3:*, Resource: '*' }"]) }).diagnose(stack);
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const diagnostic of diagnostics) {
      expect(Object.hasOwn(diagnostic, 'fixes')).toBe(false);
      expect(typeof Object.getOwnPropertyDescriptor(Object.getPrototypeOf(diagnostic), 'fixes')?.get).toBe('function');
    }
    expect(diagnostics[0]?.fixes).toEqual(diagnostics[0]?.fixes);
  });
});
