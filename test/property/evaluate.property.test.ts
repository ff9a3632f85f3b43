import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvaluatedPolicies, PolicySet } from '../../server/src/policy/evaluate.ts';
import { evaluate } from '../../server/src/policy/evaluate.ts';
import type { AccessRequest } from '../../server/src/policy/request.ts';
import { requestedArn } from '../../server/src/policy/request.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import type { NaiveDecision, NaivePolicies, NaivePolicy, NaiveRequest } from '../support/naive-evaluate.ts';
import { naiveEvaluate } from '../support/naive-evaluate.ts';
import { contexts, policies, request, statement } from '../support/naive-samples.ts';
import { readTemplate } from '../support/template.ts';

const catalog = loadCatalogForTests();

function lowered(written: readonly NaivePolicy[]): PolicySet {
  return {
    policies: written.flatMap((one) => readTemplate(JSON.stringify(one), { uri: 'file:///workspace/policy.json' }).policies),
    complete: true,
  };
}

function asEvaluated({ identity, boundary, resource }: NaivePolicies): EvaluatedPolicies {
  return {
    identity: lowered(identity),
    ...(boundary === undefined ? {} : { boundary: lowered([boundary]) }),
    ...(resource === undefined ? {} : { resource: lowered([resource]) }),
  };
}

function asRequest(
  { action, resource, principal, resourceAccount, context }: NaiveRequest,
  hidden: ReadonlySet<string> = new Set(),
): AccessRequest {
  return {
    action,
    resource: requestedArn(resource),
    requester: principal.kind === 'user' ? { kind: 'user', arn: principal.arn } : { ...principal, kind: 'role' },
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
    context: (key) => (hidden.has(key) ? 'unknown' : (context[key] ?? 'absent')),
  };
}

describe('evaluate', () => {
  test('decides as the naive evaluator does', () => {
    const counts = new Map<NaiveDecision, number>();
    fc.assert(
      fc.property(request, policies, (asked, given) => {
        const expected = naiveEvaluate(asked, given);
        counts.set(expected, (counts.get(expected) ?? 0) + 1);
        expect(evaluate(catalog, asRequest(asked), asEvaluated(given)).decision).toBe(expected === 'undocumented' ? 'unknown' : expected);
      }),
      { numRuns: 2000 },
    );
    // The samples reach every decision.
    expect(Math.min(counts.get('allow') ?? 0, counts.get('explicitDeny') ?? 0, counts.get('implicitDeny') ?? 0)).toBeGreaterThan(80);
  }, 60_000);

  test('what it says without knowing some of the request holds whatever that is', () => {
    fc.assert(
      fc.property(request, policies, fc.subarray(Object.keys(contexts), { minLength: 1 }), (asked, given, hidden) => {
        const { decision } = evaluate(catalog, asRequest(asked, new Set(hidden)), asEvaluated(given));
        const expected = naiveEvaluate(asked, given);
        if (decision === 'unknown' || expected === 'undocumented') return;
        // Of two ways to be denied either may be what is known.
        expect(decision === 'allow').toBe(expected === 'allow');
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test('more identity statements that allow never take anything away, a Deny never gives', () => {
    fc.assert(
      fc.property(request, policies, statement(false), (asked, given, added) => {
        const more = { ...given, identity: [...given.identity, { Version: '2012-10-17', Statement: [added] }] };
        const [before, after] = [given, more].map((one) => evaluate(catalog, asRequest(asked), asEvaluated(one)).decision === 'allow');
        if (added.Effect === 'Allow') expect(before && !after).toBe(false);
        else expect(!before && after).toBe(false);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
