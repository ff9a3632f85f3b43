import { describe, expect, test } from 'vitest';
import { documentCompletion } from '../../server/src/features/completion/complete.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkCompletion } from '../support/check-completion.ts';
import { jsonStatement, policyStatement, samStatement } from './completion-sources.ts';

describe('condition operators', () => {
  test('plain ones, then IfExists, then those over sets', () => {
    const { items } = checkCompletion(samStatement('Condition:\n  $0'), {
      first: ['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike', 'Bool'],
      accept: { StringEquals: '                StringEquals: ' },
    });
    const at = (label: string) => items.findIndex((item) => item.label === label);
    expect(at('BinaryEquals')).toBeLessThan(at('StringEqualsIfExists'));
    expect(at('BinaryEqualsIfExists')).toBeLessThan(at('ForAnyValue:StringEquals'));
    expect(at('NullIfExists')).toBe(-1);
  });

  test('as typed; one that is there is left out', () => {
    checkCompletion(jsonStatement('"Condition": {"BoolIfExists": {}, "Boo$0"}'), {
      first: ['Bool'],
      excludes: ['BoolIfExists'],
      accept: { Bool: '                  "Condition": {"BoolIfExists": {}, "Bool": }' },
    });
  });
});

describe('condition keys', () => {
  test('of the actions, those of the operator first, then global ones', () => {
    const { items } = checkCompletion(samStatement('Action: dynamodb:Query\nCondition:\n  ForAllValues:StringEquals:\n    $0'), {
      first: ['dynamodb:Attributes'],
      includes: ['dynamodb:LeadingKeys', 'aws:SourceVpc'],
      excludes: ['s3:prefix'],
      accept: { 'dynamodb:LeadingKeys': '                  dynamodb:LeadingKeys: ' },
    });
    const documentation = documentCompletion(
      loadCatalogForTests(),
      items.find((item) => item.label === 'dynamodb:LeadingKeys')?.data ?? '',
    );
    expect(documentation).toContain('dynamodb:LeadingKeys');
  });

  test('one with a placeholder is a snippet', () => {
    checkCompletion(samStatement('Action: s3:GetObject\nCondition:\n  StringEquals:\n    s3:Existing$0'), {
      labels: ['s3:ExistingObjectTag/${TagKey}'],
      accept: { 's3:ExistingObjectTag/${TagKey}': '                  s3:ExistingObjectTag/TagKey: ' },
    });
  });

  test('JSON', () => {
    checkCompletion(policyStatement('"Condition": {"Bool": {"aws:Secure$0"}}'), {
      first: ['aws:SecureTransport'],
      accept: { 'aws:SecureTransport': '      "Condition": {"Bool": {"aws:SecureTransport": }}' },
    });
  });
});

describe('condition values', () => {
  test('booleans', () => {
    checkCompletion(samStatement('Condition:\n  Bool:\n    aws:SecureTransport: $0'), {
      labels: ['true', 'false'],
      accept: { false: "                  aws:SecureTransport: 'false'" },
    });
    checkCompletion(policyStatement('"Condition": {"Null": {"aws:SourceVpc": "$0"}}'), { labels: ['true', 'false'] });
  });

  test('Regions and services', () => {
    checkCompletion(samStatement('Condition:\n  StringEquals:\n    aws:RequestedRegion:\n      - eu-w$0'), {
      first: ['eu-west-1', 'eu-west-2', 'eu-west-3'],
    });
    checkCompletion(samStatement('Condition:\n  ForAnyValue:StringEquals:\n    aws:CalledVia: [athena$0]'), {
      first: ['athena.amazonaws.com'],
    });
    checkCompletion(samStatement('Action: iam:PassRole\nCondition:\n  StringEquals:\n    iam:PassedToService: lamb$0'), {
      first: ['lambda.amazonaws.com'],
    });
  });

  test('nothing where no value is known', () => {
    checkCompletion(samStatement('Condition:\n  StringEquals:\n    aws:SourceVpc: $0'), { labels: [] });
  });
});
