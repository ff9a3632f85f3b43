import { describe, test } from 'vitest';
import { untrustedConditionKey } from '../../server/src/rules/untrusted-condition-key.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(untrustedConditionKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('untrusted-condition-key', () => {
  test('an Allow', () =>
    checkPicture(
      'untrusted-condition-key',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:useragent: secret',
        "  ^^^^^^^^^^^^^ The caller sets 'aws:useragent' as it likes, so it keeps nobody out",
      ]),
    ));
  test('a Deny of all others, in JSON', () =>
    checkPicture(
      'untrusted-condition-key',
      policyFile,
      jsonCondition(
        [
          '{',
          '  "StringNotLike": {',
          '    "aws:Referer": "https://example.com/*"',
          "    ^^^^^^^^^^^^^ The caller sets 'aws:Referer' as it likes, so it keeps nobody out",
          '  }',
          '}',
        ],
        { effect: 'Deny' },
      ),
    ));
  test('silent: a Deny of what somebody admits to be', () =>
    checkSilent('untrusted-condition-key', stack, yamlCondition(['StringLike: { aws:UserAgent: "*curl*" }'], { effect: 'Deny' })));
  test('silent: presence', () => checkSilent('untrusted-condition-key', stack, yamlCondition(["'Null': { aws:Referer: 'true' }"])));
});
