import { describe, expect, test } from 'vitest';
import { accessAnalyzerChecks } from '../../scripts/checks/access-analyzer.ts';
import { otherChecks } from '../../scripts/checks/other-tools.ts';
import { rulesByCode } from '../../scripts/generated/coverage.ts';
import { rules } from '../../server/src/rules/index.ts';

describe("the checks of AWS's policy validation", () => {
  const byCode = rulesByCode(rules);

  test('each has a rule or a reason, not both', () => {
    const wrong = accessAnalyzerChecks.filter(({ code, reason }) => byCode.has(code) === (reason !== undefined));
    expect(wrong.map(({ code }) => code)).toEqual([]);
  });

  test('at most 5 lack a rule', () => {
    expect(accessAnalyzerChecks.filter(({ code }) => !byCode.has(code)).length).toBeLessThanOrEqual(5);
  });

  test('rules name no other code', () => {
    const known = new Set(accessAnalyzerChecks.map(({ code }) => code));
    expect([...byCode.keys()].filter((code) => !known.has(code))).toEqual([]);
  });
});

describe('the checks of the other tools', () => {
  test('each has a rule or a reason', () => {
    const without = otherChecks.filter((check) => check.rules.length === 0 && check.reason === undefined);
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('name rules that are there', () => {
    const known = new Set(rules.map(({ id }) => id));
    expect(otherChecks.flatMap((check) => check.rules.filter((id) => !known.has(id)))).toEqual([]);
  });
});
