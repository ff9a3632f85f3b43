import { describe, test } from 'vitest';
import { negatedPrefix } from '../../server/src/rules/negated-prefix.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(negatedPrefix, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('negated-prefix', () => {
  test('a Deny', () =>
    checkPicture(
      'negated-prefix',
      stack,
      yamlCondition(
        [
          'StringLike:',
          '  s3:prefix: secret/*',
          "  ^^^^^^^^^ A listing with a shorter 's3:prefix', or none, still shows what is under it; allow the prefixes that may be listed",
        ],
        { effect: 'Deny', action: 's3:ListBucket' },
      ),
    ));
  test('an Allow of all others, in JSON', () =>
    checkPicture(
      'negated-prefix',
      policyFile,
      jsonCondition(
        [
          '{',
          '  "StringNotEquals": {',
          '    "s3:Prefix": "secret"',
          "    ^^^^^^^^^^^ A listing with a shorter 's3:Prefix', or none, still shows what is under it; allow the prefixes that may be listed",
          '  }',
          '}',
        ],
        { action: '"s3:ListBucket"' },
      ),
    ));
  test('silent: listings of the whole bucket are denied', () =>
    checkSilent('negated-prefix', stack, yamlCondition(["StringEquals: { s3:prefix: '' }"], { effect: 'Deny', action: 's3:ListBucket' })));
  test('silent: an Effect that is not known', () =>
    checkSilent(
      'negated-prefix',
      stack,
      yamlCondition(['StringLike: { s3:prefix: secret/* }'], { effect: '!Ref Given', action: 's3:ListBucket' }),
    ));
});
