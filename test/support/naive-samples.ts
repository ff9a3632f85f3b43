/** Samples of requests and policies that exercise every element: few actions and resources, so that they meet. */
import fc from 'fast-check';
import type { NaivePolicies, NaivePolicy, NaiveRequest, NaiveStatement } from './naive-evaluate.ts';

export const HOME = '111122223333';
export const AWAY = '444455556666';

const USER = `arn:aws:iam::${HOME}:user/alice`;
export const ROLE = `arn:aws:iam::${HOME}:role/worker`;
export const SESSION = `arn:aws:sts::${HOME}:assumed-role/worker/run-1`;

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
export const contexts: Readonly<Record<string, readonly (readonly string[])[]>> = {
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

export function statement(withPrincipal: boolean): fc.Arbitrary<NaiveStatement> {
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

export const request: fc.Arbitrary<NaiveRequest> = fc
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

export const policies: fc.Arbitrary<NaivePolicies> = fc
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
