import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { Diagnosis } from '../../server/src/analysis/answers.ts';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { FEW_RULES } from './support.ts';

const SERVICE = 'file:///app/serverless.yml';
const FRAGMENT = 'file:///app/iam.yml';
const statement = (effect: string): string => `- Effect: ${effect}\n  Action: [s3:GetObject]\n  Resource: arn:aws:s3:::a/*\n`;
const service = (name: string): string =>
  `service: ${name}\nprovider:\n  name: aws\n  iam:\n    role:\n      statements: \${file(iam.yml)}\n`;

/** A facade over texts that change under it. */
function analyseLive(texts: Record<string, string>): Analysis {
  return createAnalysis({
    catalog: loadCatalogForTests(),
    files: {
      read(uri) {
        const text = texts[uri];
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text, version: text };
      },
    },
    configurationOf: () => FEW_RULES,
  });
}

function rulesOf({ diagnostics }: Diagnosis): readonly string[] {
  return diagnostics.map(({ rule }) => rule);
}

function countSteps(steps: Generator<void, unknown>): number {
  let count = 0;
  while (steps.next().done !== true) count++;
  return count;
}

describe('the steps of a diagnosis', () => {
  test('are the parse, the lowering, and each policy twice: lowered and checked', () => {
    const role = (index: number): string =>
      `  Role${index}:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Statement: [{ Effect: Deny, Action: s3:GetObject, Resource: '*' }] }\n`;
    const count = (policies: number): number => {
      const text = `Resources:\n${Array.from({ length: policies }, (_, index) => role(index)).join('')}`;
      return countSteps(analyseLive({ [SERVICE]: text }).diagnoseSteps(SERVICE));
    };
    expect(count(20) - count(10)).toBe(20);
    expect(count(1)).toBeGreaterThanOrEqual(4);
  });

  test('are few for what is known', () => {
    const analysis = analyseLive({ [SERVICE]: service('a'), [FRAGMENT]: statement('Permit') });
    analysis.diagnose(SERVICE);
    expect(countSteps(analysis.diagnoseSteps(SERVICE))).toBe(1);
  });

  test('never mix two versions of the document', () => {
    const texts: Record<string, string> = { [SERVICE]: service('a'), [FRAGMENT]: statement('Permit') };
    const analysis = analyseLive(texts);
    const steps = analysis.diagnoseSteps(SERVICE);
    steps.next();
    texts[SERVICE] = service('a').replace('provider:', 'functions: {}\nprovider:').replace('iam.yml', 'none.yml');
    expect(rulesOf(runToEnd(steps))).toEqual([]);
    expect(analysis.diagnose(SERVICE).reads).toEqual(['file:///app/none.yml']);
  });

  test('that were overtaken by a change of a fragment are not taken for its diagnosis', () => {
    const texts: Record<string, string> = { [SERVICE]: service('a'), [FRAGMENT]: statement('Permit') };
    const analysis = analyseLive(texts);
    const steps = analysis.diagnoseSteps(SERVICE);
    // Parsed; then lowered, which reads the fragment.
    steps.next();
    steps.next();
    texts[FRAGMENT] = statement('Deny');
    const overtaken = runToEnd(steps);
    expect(rulesOf(overtaken)).toEqual(['invalid-effect']);
    const fresh = analysis.diagnose(SERVICE);
    expect(rulesOf(fresh)).toEqual([]);
    expect(fresh.key).not.toBe(overtaken.key);
  });

  test('of two that run at once agree', () => {
    const analysis = analyseLive({ [SERVICE]: service('a'), [FRAGMENT]: statement('Permit') });
    const [one, other] = [analysis.diagnoseSteps(SERVICE), analysis.diagnoseSteps(SERVICE)];
    one.next();
    other.next();
    one.next();
    expect(runToEnd(other)).toEqual(runToEnd(one));
  });
});
