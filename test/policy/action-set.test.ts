import { describe, expect, test } from 'vitest';
import { renderActions, shortPatterns } from '../../server/src/policy/action-patterns.ts';
import {
  actionsOf,
  allActions,
  complementActions,
  countActions,
  countByAccessLevel,
  coversActions,
  equalActions,
  isEmptyActions,
  matchAction,
  subtractActions,
  unionActions,
  withAccessLevels,
} from '../../server/src/policy/action-set.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();
const names = (...patterns: readonly string[]): readonly string[] => renderActions(catalog, actionsOf(catalog, patterns));

describe('action set', () => {
  test('a name is matched without regard to letter case', () => {
    expect(names('S3:getobject')).toEqual(['s3:GetObject']);
  });

  test('wildcards match within a service', () => {
    expect(names('dynamodb:?et*')).toEqual(names('dynamodb:Get*'));
    expect(names('sqs:Send*')).toEqual(['sqs:SendMessage']);
  });

  test('a wildcard in the service matches its name alone', () => {
    const everyGet = matchAction(catalog, '*:GetObject');
    expect(renderActions(catalog, everyGet)).toContain('s3:GetObject');
    expect(renderActions(catalog, everyGet).every((name) => name.endsWith(':GetObject'))).toBe(true);
  });

  test('a star alone is every action, other patterns without a colon none', () => {
    expect(countActions(matchAction(catalog, '*'))).toBe(catalog.actionCount);
    expect(equalActions(matchAction(catalog, '**'), allActions(catalog))).toBe(true);
    expect(countActions(matchAction(catalog, 's3*'))).toBe(0);
  });

  test('what matches nothing known is kept by name', () => {
    const set = actionsOf(catalog, ['s3:ListObjectsV2', 's3:GetObject']);
    expect(renderActions(catalog, set)).toEqual(['s3:GetObject', 's3:listobjectsv2']);
    expect(coversActions(actionsOf(catalog, ['s3:*']), set)).toBe(false);
    expect(isEmptyActions(subtractActions(set, set))).toBe(true);
  });

  test('NotAction is the complement', () => {
    const rest = complementActions(actionsOf(catalog, ['s3:*', 'iam:*']));
    expect(countActions(rest)).toBe(catalog.actionCount - countActions(actionsOf(catalog, ['s3:*', 'iam:*'])));
    expect(coversActions(rest, actionsOf(catalog, ['sqs:SendMessage']))).toBe(true);
  });

  test('levels: an action with two levels stays only if both are chosen', () => {
    const set = actionsOf(catalog, ['iam:AttachRolePolicy', 'iam:GetRole']);
    expect(renderActions(catalog, withAccessLevels(catalog, set, new Set(['Write', 'Read'])))).toEqual(['iam:GetRole']);
    expect(countByAccessLevel(catalog, set).get('Permissions management')).toBe(1);
  });
});

describe('short patterns', () => {
  const short = (...patterns: readonly string[]) => shortPatterns(catalog, actionsOf(catalog, patterns));

  test('a prefix is found again', () => {
    expect(short('s3:GetObject*')).toEqual(['s3:GetObject*']);
    expect(short('dynamodb:Get*', 'dynamodb:Batch*')).toEqual(['dynamodb:Batch*', 'dynamodb:Get*']);
  });

  test('single actions stay names', () => {
    expect(short('s3:GetObject', 'sqs:SendMessage')).toEqual(['s3:GetObject', 'sqs:SendMessage']);
  });

  test('a whole service is not written as one wildcard unless asked', () => {
    expect(short('sqs:*')).not.toContain('sqs:*');
    expect(shortPatterns(catalog, actionsOf(catalog, ['sqs:*']), { wholeServices: true })).toEqual(['sqs:*']);
  });

  test('the largest service takes well under a second', () => {
    const set = subtractActions(actionsOf(catalog, ['ec2:*']), unionActions(actionsOf(catalog, ['ec2:Describe*', 'ec2:*Vpc*'])));
    const patterns = shortPatterns(catalog, set);
    expect(equalActions(actionsOf(catalog, patterns), set)).toBe(true);
    expect(patterns.length).toBeLessThan(countActions(set) / 2);
  });
});
