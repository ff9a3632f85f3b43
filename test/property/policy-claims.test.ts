import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderActions, shortPatterns } from '../../server/src/policy/action-patterns.ts';
import { actionsOf, hasAction } from '../../server/src/policy/action-set.ts';
import { arnFromString, matchesArn } from '../../server/src/policy/arn.ts';
import { compareGrants, holds } from '../../server/src/policy/claim.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import type { Policy } from '../../server/src/policy/model.ts';
import { coversStatement, differenceOf } from '../../server/src/policy/statement.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { readTemplate } from '../support/template.ts';

const catalog = withPolicyMemo(loadCatalogForTests());

interface Written {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'sqs:SendMessage', 's3:Get*', 's3:*', 'sqs:*'];
const RESOURCES = ['arn:aws:s3:::a', 'arn:aws:s3:::a/*', 'arn:aws:s3:::a*', 'arn:aws:s3:::b/*', 'arn:aws:sqs:*:*:q', '*'];
const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };

const some = (items: readonly string[]) => fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 3 });

const statement: fc.Arbitrary<Written> = fc
  .record({
    allow: fc.integer({ min: 0, max: 3 }),
    not: fc.integer({ min: 0, max: 9 }),
    actions: some(ACTIONS),
    resources: some(RESOURCES),
    secure: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ allow, not, actions, resources, secure }) => ({
    Effect: allow === 0 ? 'Deny' : 'Allow',
    ...(not === 0 ? { NotAction: actions } : { Action: actions }),
    ...(not === 1 ? { NotResource: resources } : { Resource: resources }),
    ...(secure === 0 ? { Condition: SECURE } : {}),
  }));
const statements = fc.array(statement, { maxLength: 4 });

/** Requests that tell the patterns above apart; each names a resource that its action can be on. */
const REQUESTS: readonly (readonly [action: string, resource: string])[] = [
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectAcl'].flatMap((action) =>
    ['a/x', 'b/x', 'ab/x', 'c/x'].map((key) => [action, `arn:aws:s3:::${key}`] as const),
  ),
  ...['s3:ListBucket', 's3:GetBucketPolicy', 's3:DeleteBucket'].flatMap((action) =>
    ['a', 'b', 'ab', 'c'].map((key) => [action, `arn:aws:s3:::${key}`] as const),
  ),
  ...['sqs:SendMessage', 'sqs:DeleteMessage'].flatMap((action) =>
    ['q', 'r'].map((name) => [action, `arn:aws:sqs:eu-west-1:1:${name}`] as const),
  ),
  ['iam:GetRole', 'arn:aws:iam::1:role/x'],
  ['s3:ListAllMyBuckets', '*'],
];

function policiesOf(written: readonly Written[]): readonly Policy[] {
  return readTemplate(JSON.stringify({ Version: '2012-10-17', Statement: written })).policies;
}

function isAllowed(written: readonly Written[], action: string, resource: string, secure: boolean): boolean {
  const applying = written.filter((one) => applies(one, action, resource, secure));
  return applying.some(({ Effect }) => Effect === 'Allow') && applying.every(({ Effect }) => Effect === 'Allow');
}

function applies(one: Written, action: string, resource: string, secure: boolean): boolean {
  if (one.Condition !== undefined && !secure) return false;
  const index = catalog.actionIndex(action) ?? -1;
  const inActions = hasAction(actionsOf(catalog, one.Action ?? one.NotAction ?? []), index);
  if (inActions === (one.NotAction !== undefined)) return false;
  const inResources = (one.Resource ?? one.NotResource ?? []).some((pattern) => matchesArn(arnFromString(pattern), resource) === 'yes');
  return inResources !== (one.NotResource !== undefined);
}

function requestsLost(before: readonly Written[], after: readonly Written[]): readonly string[] {
  return REQUESTS.flatMap(([action, resource]) =>
    [true, false]
      .filter((secure) => isAllowed(before, action, resource, secure) && !isAllowed(after, action, resource, secure))
      .map((secure) => `${action} ${resource} ${secure}`),
  );
}

const options = { numRuns: 80, seed: 3 };

/** A slow machine may take its time: the number of runs bounds the work. */
const TIME = 30_000;

describe('what is lost and gained', () => {
  test(
    'a `no` is true of every request',
    () => {
      fc.assert(
        fc.property(statements, statements, fc.boolean(), (common, own, replace) => {
          const before = [...common, ...own];
          const after = replace ? own.slice(1) : common;
          const { lost, gained } = compareGrants(catalog, policiesOf(before), policiesOf(after));
          if (lost === 'no') expect(requestsLost(before, after)).toEqual([]);
          if (gained === 'no') expect(requestsLost(after, before)).toEqual([]);
        }),
        options,
      );
    },
    TIME,
  );

  test(
    'removing an Allow gains nothing, removing a Deny loses nothing',
    () => {
      fc.assert(
        fc.property(statements, statement, (others, one) => {
          const { lost, gained } = compareGrants(catalog, policiesOf([one, ...others]), policiesOf(others));
          expect(one.Effect === 'Allow' ? gained : lost).toBe('no');
        }),
        options,
      );
    },
    TIME,
  );

  test(
    'a `yes` without NotResource is true of some request',
    () => {
      fc.assert(
        fc.property(statements, statements, (before, after) => {
          const plain = [...before, ...after].every(({ NotResource, NotAction }) => NotResource === undefined && NotAction === undefined);
          fc.pre(plain);
          if (compareGrants(catalog, policiesOf(before), policiesOf(after)).lost === 'yes')
            expect(requestsLost(before, after)).not.toEqual([]);
        }),
        options,
      );
    },
    TIME,
  );

  test(
    'order, and statements said twice, change nothing',
    () => {
      fc.assert(
        fc.property(statements, (list) => {
          expect(holds(catalog, 'equal', policiesOf(list), policiesOf([...list].reverse()))).toBe('yes');
          expect(holds(catalog, 'equal', policiesOf(list), policiesOf([...list, ...list]))).toBe('yes');
        }),
        { ...options, numRuns: 40 },
      );
    },
    TIME,
  );
});

test(
  'a wildcard is equal to its list and to its short patterns',
  () => {
    fc.assert(
      fc.property(
        fc.constantFrom('s3:Get*', 's3:*', 'dynamodb:*Item', 'sqs:?e*', 'lambda:Invoke*'),
        fc.constantFrom(...RESOURCES),
        (wildcard, resource) => {
          const set = actionsOf(catalog, [wildcard]);
          const allow = (actions: readonly string[]) => policiesOf([{ Effect: 'Allow', Action: actions, Resource: [resource] }]);
          expect(holds(catalog, 'equal', allow([wildcard]), allow(renderActions(catalog, set)))).toBe('yes');
          expect(holds(catalog, 'equal', allow([wildcard]), allow(shortPatterns(catalog, set)))).toBe('yes');
        },
      ),
      { numRuns: 30, seed: 3 },
    );
  },
  TIME,
);

test(
  'a statement covers another exactly where nothing is different',
  () => {
    fc.assert(
      fc.property(statement, statement, (left, right) => {
        const [a] = policiesOf([left]);
        const [b] = policiesOf([right]);
        const [first] = a?.statements ?? [];
        const [second] = b?.statements ?? [];
        if (a === undefined || b === undefined || first === undefined || second === undefined) throw new Error('no statement');
        expect(coversStatement(catalog, [a, first], [a, first])).toBe('yes');
        expect(coversStatement(catalog, [a, first], [b, second]) === 'yes').toBe(
          differenceOf(catalog, [b, second], [a, first]).length === 0,
        );
      }),
      options,
    );
  },
  TIME,
);
