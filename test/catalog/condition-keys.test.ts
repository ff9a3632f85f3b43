import { describe, expect, test } from 'vitest';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

describe('condition keys', () => {
  test.each([
    ['aws:ResourceTag/team', 'aws:ResourceTag/${TagKey}'],
    ['AWS:resourcetag/Team', 'aws:ResourceTag/${TagKey}'],
    ['aws:PrincipalTag/cost-center', 'aws:PrincipalTag/${TagKey}'],
    ['aws:SourceVpce', 'aws:SourceVpce'],
    ['s3:prefix', 's3:prefix'],
    ['s3:ExistingObjectTag/class', 's3:ExistingObjectTag/${TagKey}'],
    ['secretsmanager:ResourceTag/a/b', 'secretsmanager:ResourceTag/${TagKey}'],
    ['ssm:resourceTag/x', 'ssm:resourceTag/${TagKey}'],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:EncryptionContext:${EncryptionContextKey}'],
    ['saml:aud', 'saml:aud'],
    ['agent.acme.buildkite.dev:cluster_id', 'agent.${Domain}.buildkite.dev:cluster_id'],
    ['token.actions.githubusercontent.com:actor', 'token.actions.githubusercontent.com:actor'],
    ['token.actions.githubusercontent.com:sub', '${Subdomain}.${Domain}:sub'],
    ['oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF:aud', '${Subdomain}.${Domain}:aud'],
    ['accounts.google.com:aud', 'accounts.google.com:aud'],
  ])('%s is %s', (written, name) => {
    expect(catalog.conditionKey(written)?.name).toBe(name);
  });

  test.each([
    '',
    ':',
    'aws:',
    'aws:NoSuchKey',
    'aws:ResourceTag/',
    'aws:ResourceTag',
    's3:sub',
    'nothing:x',
    'constructor:x',
    'x'.repeat(5000),
  ])('%s is none', (written) => {
    expect(catalog.conditionKey(written)).toBeUndefined();
  });

  test('types that begin with ArrayOf are multivalued', () => {
    expect(catalog.conditionKey('aws:TagKeys')).toMatchObject({ type: 'String', multivalued: true });
    expect(catalog.conditionKey('aws:SourceIp')).toMatchObject({ type: 'IPAddress', multivalued: false });
    expect(catalog.conditionKey('aws:PrincipalArn')).toMatchObject({ type: 'ARN', multivalued: false });
  });

  test('every global key is described', () => {
    const keys = catalog.globalConditionKeys();
    expect(keys.length).toBeGreaterThanOrEqual(51);
    expect(keys.filter(({ description }) => description === '').map(({ name }) => name)).toEqual([]);
    expect(catalog.conditionKey('lambda:SourceFunctionArn')?.description).not.toBe('');
  });

  test('keys of a service leave the global ones out', () => {
    const names = catalog.conditionKeys('s3').map(({ name }) => name);
    expect(names).toContain('s3:prefix');
    expect(names.filter((name) => name.startsWith('aws:'))).toEqual([]);
    expect(catalog.conditionKeys('sts').map(({ name }) => name)).toContain('saml:aud');
    expect(catalog.conditionKeys('nothing')).toEqual([]);
  });

  test('every key that an action or a resource type names can be looked up, with one spelling of placeholders', () => {
    const actions = Array.from({ length: catalog.actionCount }, (_, index) => catalog.action(index));
    const types = catalog.services.flatMap(({ prefix }) => catalog.resourceTypes(prefix));
    const names = new Set([
      ...actions.flatMap((action) => [...action.conditionKeys, ...action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)]),
      ...types.flatMap(({ conditionKeys }) => conditionKeys),
    ]);
    expect([...names].filter((name) => catalog.conditionKey(name)?.name.toLowerCase() !== name.toLowerCase())).toEqual([]);
    expect([...names].filter((name) => /<|>|tag-key/.test(name))).toEqual([]);
  });
});
