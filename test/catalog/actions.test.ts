import { describe, expect, test } from 'vitest';
import type { Action } from '../../server/src/catalog/catalog.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

function action(fullName: string): Action {
  const index = catalog.actionIndex(fullName);
  if (index === undefined) throw new Error(`no action ${fullName}`);
  return catalog.action(index);
}

const all = Array.from({ length: catalog.actionCount }, (_, index) => catalog.action(index));

describe('services and actions', () => {
  test('all of the pinned data is there', () => {
    expect(catalog.services.length).toBe(456);
    expect(catalog.actionCount).toBe(22_091);
    expect(catalog.date).toBe('2026-09-26');
  });

  test('actions of a service have consecutive numbers in alphabetical order', () => {
    let next = 0;
    for (const { prefix, first, count } of catalog.services) {
      expect(first).toBe(next);
      const names = Array.from({ length: count }, (_, position) => catalog.actionName(first + position));
      expect(names.every((name) => name.startsWith(`${prefix}:`))).toBe(true);
      const lower = names.map((name) => name.toLowerCase());
      expect([...lower].sort()).toEqual(lower);
      next += count;
    }
    expect(next).toBe(catalog.actionCount);
  });

  test('a name and its number lead to each other, for every action', () => {
    const lost = all.filter(({ index, fullName }) => catalog.actionName(index) !== fullName || catalog.actionIndex(fullName) !== index);
    expect(lost).toEqual([]);
    expect(all.every(({ index }, position) => index === position)).toBe(true);
  });

  test('names are found without regard to letter case', () => {
    expect(action('S3:GETOBJECT').fullName).toBe('s3:GetObject');
    expect(action('s3:getobject')).toBe(action('S3:GetObject'));
    expect(catalog.service('S3')?.name).toBe('Amazon S3');
    expect(catalog.resourceType('S3', 'Bucket')?.name).toBe('bucket');
  });

  test.each([
    '',
    ':',
    's3',
    's3:',
    ':GetObject',
    's3:GetObject:x',
    's3:*',
    'nothing:GetObject',
    's3:constructor',
    '__proto__:x',
    'constructor:x',
  ])('%j is no action', (written) => {
    expect(catalog.actionIndex(written)).toBeUndefined();
  });

  test('a number that no action has is a fault of the caller', () => {
    expect(() => catalog.action(catalog.actionCount)).toThrow(RangeError);
    expect(() => catalog.action(-1)).toThrow(RangeError);
    expect(() => catalog.actionName(catalog.actionCount)).toThrow(RangeError);
    expect(() => catalog.accessLevels(catalog.actionCount)).toThrow(RangeError);
    expect(() => catalog.resourceNeed(-1)).toThrow(RangeError);
  });
});

describe('access levels', () => {
  test('every action has one or two, and 1,144 have two', () => {
    expect(all.filter(({ accessLevels }) => accessLevels.length === 2).length).toBe(1144);
    expect(all.filter(({ accessLevels }) => accessLevels.length === 1).length).toBe(22_091 - 1144);
  });

  test('a list in one string is taken apart', () => {
    expect(action('iam:AttachRolePolicy').accessLevels).toEqual(['Permissions management', 'Write']);
    expect(action('s3:PutObjectTagging').accessLevels).toEqual(['Tagging', 'Write']);
    expect(action('s3:ListBucket').accessLevels).toEqual(['List']);
    expect(action('s3:GetObject').accessLevels).toEqual(['Read']);
  });

  test('without decoding they are the same, from List on', () => {
    const differing = all.filter(({ index, accessLevels }) => {
      const brief = catalog.accessLevels(index);
      return brief.length !== accessLevels.length || !accessLevels.every((level) => brief.includes(level));
    });
    expect(differing).toEqual([]);
    expect(catalog.accessLevels(action('iam:AttachRolePolicy').index)).toEqual(['Write', 'Permissions management']);
  });
});

describe('resource types, condition keys and dependents of an action', () => {
  test('what an action needs, without decoding', () => {
    const differing = all.filter(({ index, resourceTypes }) => {
      const need = resourceTypes.length === 0 ? 'none' : resourceTypes.some(({ required }) => required) ? 'required' : 'optional';
      return catalog.resourceNeed(index) !== need;
    });
    expect(differing).toEqual([]);
  });

  test('required and optional', () => {
    expect(action('lambda:InvokeFunction').resourceTypes.map(({ name, required }) => [name, required])).toEqual([['function', true]]);
    expect(action('s3:GetObject').resourceTypes.map(({ name }) => name)).toContain('object');
    expect(action('s3:ListAllMyBuckets').resourceTypes).toEqual([]);
    expect(action('iam:PassRole').conditionKeys).toContain('iam:PassedToService');
  });

  test('every resource type that an action names exists', () => {
    const missing = all.flatMap(({ service, fullName, resourceTypes }) =>
      resourceTypes.filter(({ name }) => catalog.resourceType(service, name) === undefined).map(({ name }) => `${fullName} ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('dependents and the permission-only flag come from the data of 2025', () => {
    expect(action('lambda:CreateFunction').dependentActions).toContain('iam:PassRole');
    expect(all.filter(({ dependentActions }) => dependentActions.length > 0).length).toBe(1584);
    expect(all.filter(({ permissionOnly }) => permissionOnly).length).toBe(1286);
    expect(action('s3:GetObject').permissionOnly).toBe(false);
    expect(action('iam:PassRole').permissionOnly).toBe(true);
  });
});

describe('retired actions', () => {
  test('they are not actions any more', () => {
    expect(catalog.isRetired('deepracer:GetCar')).toBe(true);
    expect(catalog.isRetired('DeepRacer:getcar')).toBe(true);
    expect(catalog.actionIndex('deepracer:GetCar')).toBeUndefined();
    expect(catalog.service('deepracer')).toBeUndefined();
  });

  test('no action of today is retired', () => {
    expect(all.filter(({ fullName }) => catalog.isRetired(fullName))).toEqual([]);
    expect(catalog.isRetired('s3:NoSuchAction')).toBe(false);
  });
});
