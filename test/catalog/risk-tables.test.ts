import { describe, expect, test } from 'vitest';
import { POLICY_QUOTAS } from '../../action-catalog/tables/policy-quotas.ts';
import { CREDENTIAL_ACTIONS, DATA_ACTIONS } from '../../action-catalog/tables/sensitive-actions.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

describe('ways to more rights', () => {
  const paths = catalog.escalationPaths();

  test('are those of pathfinding.cloud, and two more', () => {
    const ids = paths.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^(?:rhino|cloudsplaining)-/.test(id))).toHaveLength(65);
    expect(ids).toHaveLength(67);
  });

  test('name actions as the catalogue does, each once', () => {
    for (const { id, actions } of paths) {
      expect(new Set(actions).size, id).toBe(actions.length);
      expect(
        actions.map((name) => catalog.actionName(catalog.actionIndex(name) ?? -1)),
        id,
      ).toEqual(actions);
    }
  });

  test('say what is gained as the end of a sentence', () => {
    for (const { gain } of paths) expect(gain).toMatch(/^[a-z].*[^.]$/);
  });
});

describe('sensitive actions', () => {
  test('are sorted, exist, and are of one list each', () => {
    for (const names of [CREDENTIAL_ACTIONS, DATA_ACTIONS]) expect([...new Set(names)].sort()).toEqual(names);
    expect(CREDENTIAL_ACTIONS.filter((name) => DATA_ACTIONS.includes(name))).toEqual([]);
  });

  test.each([
    ['rds-db:connect', 'credentials'],
    ['s3:GetObject', 'data'],
    ['s3:ListBucket', undefined],
  ])('%s gives %s', (name, kind) => expect(catalog.sensitivity(catalog.actionIndex(name) ?? -1)).toBe(kind));
});

describe('quotas', () => {
  test('are of types that hold a policy', () => {
    const types = Object.keys(POLICY_QUOTAS);
    expect(types.filter((type) => catalog.cloudFormationType(type) === undefined)).toEqual([]);
    expect(types.filter((type) => catalog.cloudFormationType(type)?.policies.length === 0 && !type.startsWith('AWS::IAM::'))).toEqual([]);
  });

  test('by type and by kind', () => {
    expect(catalog.policyQuota('AWS::IAM::ManagedPolicy')?.limit).toBe(6144);
    expect(catalog.policyQuota('trust')).toMatchObject({ limit: 2048, raised: 8192 });
    expect(catalog.policyQuota('AWS::Lambda::Function')).toBeUndefined();
  });
});
