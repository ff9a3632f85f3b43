import { describe, expect, test } from 'vitest';
import type { EffectiveAccess } from '../../server/src/grants/effective.ts';
import { effectiveAccess } from '../../server/src/grants/effective.ts';
import type { BoundaryUse, Principal } from '../../server/src/grants/model.ts';
import type { ActionSet } from '../../server/src/policy/action-set.ts';
import { actionIndices, countActions, hasAction } from '../../server/src/policy/action-set.ts';
import { evaluate } from '../../server/src/policy/evaluate.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import type { Policy } from '../../server/src/policy/model.ts';
import { requestedArn } from '../../server/src/policy/request.ts';
import { coversResources } from '../../server/src/policy/resource-set.ts';
import type { Branch } from '../../server/src/template/text.ts';
import { allow, deny, givenStatements } from '../policy/support.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = withPolicyMemo(loadCatalogForTests());
const range = { unit: { uri: 'file:///w/t.yaml', name: '' }, start: 0, end: 0 };
const DATA = "'arn:aws:s3:::data/*'";

function holder(policies: readonly Policy[], boundaries: readonly (readonly [Policy | undefined, readonly Branch[]])[] = []): Principal {
  return {
    kind: 'role',
    logicalId: 'Role',
    type: 'AWS::IAM::Role',
    range,
    generated: false,
    roles: [],
    policies: policies.map((policy) => ({ policy, origin: { kind: 'inline', range }, when: [] })),
    managed: [],
    boundaries: boundaries.map(
      ([policy, when]): BoundaryUse => ({ text: '${B}', range, when, ...(policy === undefined ? {} : { policies: [policy] }) }),
    ),
    trust: [],
    when: [],
    unknown: [],
  };
}

function policyOf(...statements: readonly string[]): Policy {
  const [policy] = givenStatements(...statements).policies;
  if (policy === undefined) throw new Error('no policy');
  return policy;
}

const access = (statements: readonly string[], ...boundaries: Parameters<typeof holder>[1] & object): EffectiveAccess =>
  effectiveAccess(catalog, holder([policyOf(...statements)], boundaries));
const names = (set: ActionSet): readonly string[] => actionIndices(set).map((index) => catalog.actionName(index));
const all = (found: EffectiveAccess, part: 'actions' | 'certain' | 'denied' | 'cutOff'): readonly string[] => [
  ...new Set(found.pieces.flatMap((piece) => names(piece[part]))),
];

describe('what is left of what is allowed', () => {
  test('without Deny and boundary all of it', () => {
    const found = access([allow('s3:GetObject, s3:PutObject', DATA), allow("'sqs:*'", "'*'")]);
    expect(found.counts).toMatchObject({ resources: 2, wildcards: 2, atLeast: false });
    expect(found.counts.actions).toBe(2 + (catalog.service('sqs')?.count ?? 0));
    expect(found.boundary).toBe('none');
    expect(found.pieces.every((piece) => piece.certain === piece.actions)).toBe(true);
  });

  test('a Deny without a condition takes away what it covers', () => {
    const found = access([allow('s3:GetObject, s3:PutObject', DATA), deny("'s3:Put*'", "'*'")]);
    expect([names(found.actions), all(found, 'denied')]).toEqual([['s3:GetObject'], ['s3:PutObject']]);
  });

  test('a Deny of some of the resource, or under a condition, takes away nothing for certain', () => {
    const conditional = "{ Effect: Deny, Action: 's3:Put*', Resource: '*', Condition: { Bool: { aws:SecureTransport: 'false' } } }";
    for (const written of [deny("'s3:Put*'", "'arn:aws:s3:::data/a'"), conditional, deny("'s3:Put*'", '!Sub "${X}/*"')]) {
      const found = access([allow('s3:GetObject, s3:PutObject', DATA), written]);
      expect([names(found.actions), all(found, 'certain')]).toEqual([['s3:GetObject', 's3:PutObject'], ['s3:GetObject']]);
    }
  });

  test('a Deny that is there in some deployments only', () => {
    const found = access([
      allow('s3:GetObject, s3:PutObject', DATA),
      "!If [Prod, { Effect: Deny, Action: 's3:*', Resource: '*' }, !Ref AWS::NoValue]",
    ]);
    expect([names(found.actions).length, all(found, 'certain')]).toEqual([2, []]);
    const value = access([
      allow('s3:GetObject, s3:PutObject', DATA),
      "{ Effect: Deny, Action: ['s3:Put*', !If [Prod, 's3:*', !Ref AWS::NoValue]], Resource: '*' }",
    ]);
    expect(names(value.actions)).toEqual(['s3:GetObject']);
    const but = access([
      allow('s3:GetObject, s3:PutObject', DATA),
      "{ Effect: Deny, NotAction: [!If [Prod, 's3:GetObject', 's3:PutObject']], Resource: '*' }",
    ]);
    expect(names(but.actions)).toEqual(['s3:GetObject', 's3:PutObject']);
  });

  test('a statement that allows or denies', () => {
    const found = access([
      allow('s3:GetObject', DATA),
      "{ Effect: !If [Prod, Deny, Allow], Action: 's3:*Object', Resource: 'arn:aws:s3:::data/*' }",
    ]);
    expect(names(found.actions)).toContain('s3:GetObject');
    expect(all(found, 'certain')).toEqual([]);
  });

  test('what cannot be read is "at least"', () => {
    expect(access([allow('!Ref Given', "'*'")]).counts).toMatchObject({ actions: 0, atLeast: true });
    expect(access([allow('s3:GetObject, s3:BrandNewThing', DATA)]).counts).toMatchObject({ actions: 2, atLeast: false });
  });
});

describe('is kept', () => {
  const policy = policyOf(allow('s3:GetObject', DATA));
  const role = holder([policy]);

  test('for a principal, and for a role and its function together', () => {
    expect(effectiveAccess(catalog, role)).toBe(effectiveAccess(catalog, role));
    expect(effectiveAccess(catalog, { ...role, kind: 'function', policies: [...role.policies] })).toBe(effectiveAccess(catalog, role));
  });

  test('not for one with another boundary, or of which less is known', () => {
    const [boundary] = holder([], [[policyOf(allow("'sqs:*'", "'*'")), []]]).boundaries;
    const bounded = effectiveAccess(catalog, { ...role, boundaries: boundary === undefined ? [] : [boundary] });
    expect(names(bounded.actions)).toEqual([]);
    const unknown = effectiveAccess(catalog, { ...role, unknown: [{ reason: 'more', range, about: 'attached' }] });
    expect([unknown.counts.atLeast, effectiveAccess(catalog, role).counts.atLeast]).toEqual([true, false]);
  });
});

describe('boundaries', () => {
  test('cut off what they do not let through', () => {
    const found = access([allow('s3:GetObject, dynamodb:GetItem', "'*'")], [policyOf(allow("'s3:*'", "'*'")), []]);
    expect([all(found, 'certain'), all(found, 'cutOff'), found.boundary]).toEqual([['s3:GetObject'], ['dynamodb:GetItem'], 'known']);
  });

  test('of other resources', () => {
    const found = access([allow('s3:GetObject', DATA)], [policyOf(allow("'s3:*'", "'arn:aws:s3:::other/*'")), []]);
    expect([names(found.actions), all(found, 'cutOff')]).toEqual([[], ['s3:GetObject']]);
    const some = access([allow('s3:GetObject', "'*'")], [policyOf(allow("'s3:*'", "'arn:aws:s3:::other/*'")), []]);
    expect([all(some, 'actions'), all(some, 'certain')]).toEqual([['s3:GetObject'], []]);
  });

  test('that deny', () => {
    const found = access([allow("'iam:*'", "'*'")], [policyOf(allow("'*'", "'*'"), deny("'iam:*'", "'*'")), []]);
    expect([countActions(found.actions), all(found, 'cutOff').length]).toEqual([0, catalog.service('iam')?.count]);
  });

  test('that are not known, or cannot be read, cut nothing', () => {
    const unknown = access([allow('s3:GetObject', DATA)], [undefined, []]);
    expect([all(unknown, 'actions'), all(unknown, 'certain'), unknown.boundary]).toEqual([['s3:GetObject'], [], 'unknown']);
    const symbol = access([allow('s3:GetObject', DATA)], [policyOf(allow('!Ref Given', "'*'")), []]);
    expect([all(symbol, 'actions'), all(symbol, 'certain')]).toEqual([['s3:GetObject'], []]);
  });

  test('of which a value is there in some deployments only', () => {
    const found = access(
      [allow('s3:GetObject, sqs:SendMessage', "'*'")],
      [policyOf(allow("'sqs:*', !If [Prod, 's3:*', 'dynamodb:*']", "'*'")), []],
    );
    expect([all(found, 'actions'), all(found, 'certain')]).toEqual([['s3:GetObject', 'sqs:SendMessage'], ['sqs:SendMessage']]);
  });

  test('in some deployments only', () => {
    const cutting = policyOf(allow("'sqs:*'", "'*'"));
    const one = access([allow('s3:GetObject', DATA)], [cutting, [{ condition: 'Prod', is: true }]]);
    expect([all(one, 'actions'), all(one, 'certain')]).toEqual([['s3:GetObject'], []]);
    const both = access(
      [allow('s3:GetObject', DATA)],
      [cutting, [{ condition: 'Prod', is: true }]],
      [cutting, [{ condition: 'Prod', is: false }]],
    );
    expect(all(both, 'cutOff')).toEqual(['s3:GetObject']);
    const inside = access(
      ["!If [Prod, { Effect: Allow, Action: s3:GetObject, Resource: '*' }, !Ref AWS::NoValue]"],
      [cutting, [{ condition: 'Prod', is: true }]],
    );
    expect(all(inside, 'cutOff')).toEqual(['s3:GetObject']);
  });
});

describe('against the kernel, request by request', () => {
  const resources = ['*', 'arn:aws:s3:::data/*', 'arn:aws:s3:::data/a', 'arn:aws:s3:::other/*'];
  const patterns = ['s3:*', 's3:Get*', 's3:GetObject', 's3:PutObject', '*'];
  const requests = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].flatMap((action) =>
    ['arn:aws:s3:::data/a', 'arn:aws:s3:::data/b', 'arn:aws:s3:::other/c'].map((resource) => ({ action, resource })),
  );
  let seed = 7;
  const pick = <T>(items: readonly T[]): T => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const item = items[Math.floor((seed / 2147483648) * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const statement = (): string => {
    const [action, resource] = [pick(['Action', 'Action', 'Action', 'NotAction']), pick(['Resource', 'Resource', 'NotResource'])];
    const star = resource === 'NotResource' ? resources.slice(1) : resources;
    return `{ Effect: ${pick(['Allow', 'Allow', 'Deny'])}, ${action}: '${pick(patterns)}', ${resource}: '${pick(star)}' }`;
  };
  const cases = Array.from({ length: 40 }, () => {
    const list = (least: number): readonly string[] => Array.from({ length: least + pick([0, 1, 2]) }, statement);
    return [list(1), pick([[], list(1)])] as const;
  });

  test.each(cases)('%j within %j', (own, bound) => {
    const policy = policyOf(...own);
    const boundary = bound.length === 0 ? undefined : policyOf(...bound);
    const { pieces } = effectiveAccess(catalog, holder([policy], boundary === undefined ? [] : [[boundary, []]]));
    for (const { action, resource } of requests) {
      const index = catalog.actionIndex(action) ?? -1;
      const asked = { kind: 'pattern', pattern: requestedArn(resource) } as const;
      const { decision } = evaluate(
        catalog,
        { action, resource: asked.pattern, requester: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' }, context: () => 'unknown' },
        {
          identity: { policies: [policy], complete: true },
          ...(boundary === undefined ? {} : { boundary: { policies: [boundary], complete: true } }),
        },
      );
      const here = pieces.filter((piece) => coversResources(piece.resource, asked) === 'yes');
      const may = here.some((piece) => hasAction(piece.actions, index));
      const must = here.some((piece) => hasAction(piece.certain, index));
      expect(decision === 'allow' ? may : !must, `${action} on ${resource}: ${decision}`).toBe(true);
    }
  });
});
