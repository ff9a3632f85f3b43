import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvaluatedPolicies, PolicySet } from '../../server/src/policy/evaluate.ts';
import { evaluate } from '../../server/src/policy/evaluate.ts';
import type { AccessRequest } from '../../server/src/policy/request.ts';
import { requestedArn } from '../../server/src/policy/request.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import type { NaiveDecision, NaivePolicies, NaivePolicy, NaiveRequest, NaiveStatement } from '../support/naive-evaluate.ts';
import { naiveEvaluate } from '../support/naive-evaluate.ts';
import { readTemplate } from '../support/template.ts';

const catalog = loadCatalogForTests();
const HOME = '111122223333';
const AWAY = '444455556666';

const USER = `arn:aws:iam::${HOME}:user/alice`;
const ROLE = `arn:aws:iam::${HOME}:role/worker`;
const SESSION = `arn:aws:sts::${HOME}:assumed-role/worker/run-1`;

const actions = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'kms:Decrypt', 'sts:AssumeRole', 'dynamodb:GetItem'];
const patterns = [...actions, '*', '*', '*', 's3:*', 's3:*', 's3:Get*', 'S3:getobject', '*:Get*', 'kms:De?rypt'];
const resources = [
  'arn:aws:s3:::data',
  'arn:aws:s3:::data/alice/a',
  'arn:aws:s3:::data/*x',
  `arn:aws:kms:eu-west-1:${HOME}:key/k`,
  `arn:aws:dynamodb:eu-west-1:${AWAY}:table/t`,
];
const resourcePatterns = [
  ...resources,
  ...Array<string>(6).fill('*'),
  'arn:aws:s3:::data/*',
  'arn:aws:s3:::data/${aws:username}/*',
  "arn:aws:s3:::data/${aws:PrincipalTag/team, 'alice'}/?",
  'arn:aws:s3:::data/${*}x',
  'arn:aws:*:*:*:key/?',
  'arn:aws:s3:::d*/*',
];
const contexts: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'aws:username': [['alice'], ['bob'], ['a*']],
  'aws:principaltag/team': [['alice'], ['blue']],
  'aws:sourceip': [['192.0.2.7'], ['10.1.2.3']],
  'aws:sourcearn': [['arn:aws:sns:eu-west-1:111122223333:topic'], ['arn:aws:s3:::data']],
  'aws:tagkeys': [['team'], ['team', 'owner'], ['owner', 'cost']],
  'aws:securetransport': [['true'], ['false']],
  's3:max-keys': [['5'], ['10'], ['11']],
  'aws:currenttime': [['2026-01-01T00:00:00Z'], ['2026-06-01T12:00:00Z']],
};
const clauses: readonly (readonly [operator: string, key: string, values: readonly string[]])[] = [
  ['StringEquals', 'aws:username', ['alice', 'bob']],
  ['StringEquals', 'aws:username', ['${aws:PrincipalTag/team}']],
  ['StringEquals', 'aws:username', ['a*']],
  ['StringNotEquals', 'AWS:UserName', ['alice']],
  ['StringNotEqualsIfExists', 'aws:username', ['ALICE', 'bob']],
  ['StringEqualsIgnoreCase', 'aws:username', ['ALICE']],
  ['StringLike', 'aws:PrincipalTag/team', ['bl?e', '${aws:username}*']],
  ['StringNotLike', 'aws:PrincipalTag/team', ['b*']],
  ['StringEqualsIfExists', 'aws:PrincipalTag/team', ['blue']],
  ['IpAddress', 'aws:SourceIp', ['192.0.2.0/24']],
  ['NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '172.16.0.0/12']],
  ['ArnLike', 'aws:SourceArn', ['arn:aws:sns:*:111122223333:t*']],
  ['ArnNotEquals', 'aws:SourceArn', ['arn:aws:s3:::data']],
  ['ArnEquals', 'aws:SourceArn', ['*']],
  ['ForAllValues:StringEquals', 'aws:TagKeys', ['team', 'owner']],
  ['ForAnyValue:StringLike', 'aws:TagKeys', ['te*', 'c?st']],
  ['ForAnyValue:StringNotEquals', 'aws:TagKeys', ['team']],
  ['ForAllValues:StringNotEquals', 'aws:TagKeys', ['cost']],
  ['Bool', 'aws:SecureTransport', ['true']],
  ['BoolIfExists', 'aws:SecureTransport', ['False']],
  ['Null', 'aws:TagKeys', ['true']],
  ['Null', 'aws:username', ['false']],
  ['NumericLessThan', 's3:max-keys', ['10']],
  ['NumericGreaterThanEquals', 's3:max-keys', ['10']],
  ['NumericNotEquals', 's3:max-keys', ['5', '10']],
  ['DateLessThan', 'aws:CurrentTime', ['2026-03-01T00:00:00Z']],
];
const principals = [
  '*',
  { AWS: '*' },
  { AWS: [USER] },
  { AWS: ROLE },
  { AWS: SESSION },
  { AWS: HOME },
  { AWS: `arn:aws:iam::${HOME}:root` },
  { AWS: [AWAY, `arn:aws:iam::${AWAY}:role/worker`] },
  { Service: 'lambda.amazonaws.com' },
] as const;

const some = <T>(values: readonly T[], most: number) => fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: most });
const maybeOne = <T>(values: readonly T[], most: number) => fc.oneof(fc.constantFrom(...values), some(values, most));

const condition = fc
  .array(fc.constantFrom(...clauses), { maxLength: 2 })
  .map((chosen) =>
    chosen.length === 0 ? {} : { Condition: Object.fromEntries(chosen.map(([operator, key, values]) => [operator, { [key]: values }])) },
  );

function statement(withPrincipal: boolean): fc.Arbitrary<NaiveStatement> {
  return fc
    .tuple(
      fc.constantFrom('Allow' as const, 'Allow' as const, 'Allow' as const, 'Deny' as const),
      fc.oneof(
        { weight: 5, arbitrary: maybeOne(patterns, 3).map((Action) => ({ Action })) },
        { weight: 1, arbitrary: some(patterns, 2).map((NotAction) => ({ NotAction })) },
      ),
      fc.oneof(
        { weight: 5, arbitrary: maybeOne(resourcePatterns, 3).map((Resource) => ({ Resource })) },
        { weight: 1, arbitrary: some(resourcePatterns, 2).map((NotResource) => ({ NotResource })) },
      ),
      condition,
      withPrincipal
        ? fc.oneof(
            { weight: 6, arbitrary: fc.constantFrom(...principals).map((Principal) => ({ Principal })) },
            { weight: 1, arbitrary: fc.constantFrom(...principals).map((NotPrincipal) => ({ NotPrincipal })) },
          )
        : fc.constant({}),
    )
    .map(([Effect, action, resource, when, who]) => ({ Effect, ...action, ...resource, ...when, ...who }));
}

function policy(withPrincipal: boolean): fc.Arbitrary<NaivePolicy> {
  return fc
    .tuple(
      fc.constantFrom({ Version: '2012-10-17' }, { Version: '2012-10-17' }, {}),
      fc.array(statement(withPrincipal), { minLength: 1, maxLength: 3 }),
    )
    .map(([version, Statement]) => ({ ...version, Statement }));
}

const request: fc.Arbitrary<NaiveRequest> = fc
  .tuple(
    fc.constantFrom(...actions),
    fc.constantFrom(...resources),
    fc.constantFrom(
      { kind: 'user' as const, arn: USER },
      { kind: 'role' as const, arn: ROLE, session: SESSION },
      { kind: 'role' as const, arn: ROLE },
    ),
    fc.constantFrom({}, {}, { resourceAccount: AWAY }),
    fc.record(
      Object.fromEntries(Object.entries(contexts).map(([key, values]) => [key, fc.option(fc.constantFrom(...values), { nil: undefined })])),
    ),
  )
  .map(([action, resource, principal, account, all]) => ({
    action,
    resource,
    principal,
    ...account,
    context: Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
  }));

const policies: fc.Arbitrary<NaivePolicies> = fc
  .tuple(
    fc.array(policy(false), { minLength: 1, maxLength: 2 }),
    fc.option(policy(false), { nil: undefined }),
    fc.option(policy(true), { nil: undefined }),
  )
  .map(([identity, boundary, resource]) => ({
    identity,
    ...(boundary === undefined ? {} : { boundary }),
    ...(resource === undefined ? {} : { resource }),
  }));

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
