import { describe, expect, test } from 'vitest';
import { impreciseIpRange } from '../../server/src/rules/imprecise-ip-range.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(impreciseIpRange, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('imprecise-ip-range', () => {
  test('bits behind the mask', () =>
    checkPicture(
      'imprecise-ip-range',
      stack,
      yamlCondition([
        'IpAddress:',
        '  aws:SourceIp: [203.0.113.7/24, "2001:db8::1/32", 203.0.113.0/25]',
        "                 ^^^^^^^^^^^^^^ '203.0.113.7/24' is the range '203.0.113.0/24'",
        "                                 ^^^^^^^^^^^^^^^^ '2001:db8::1/32' is the range '2001:db8::/32'",
      ]),
    ));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['IpAddress:', '  aws:SourceIp: 203.0.113.7/24']),
      "Change to '203.0.113.0/24'",
      yamlCondition(['IpAddress:', '  aws:SourceIp: 203.0.113.0/24']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "NotIpAddressIfExists": { "aws:SourceIp": ["203.0.113.129/25"] } }'], { effect: 'Deny' }),
      "Change to '203.0.113.128/25'",
      jsonCondition(['{ "NotIpAddressIfExists": { "aws:SourceIp": ["203.0.113.128/25"] } }'], { effect: 'Deny' }),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "IpAddress": { "aws:SourceIp": "2001:db8::1/32" } }']),
      "Change to '2001:db8::/32'",
      textCondition(['{ "IpAddress": { "aws:SourceIp": "2001:db8::/32" } }']),
    ));
  test('what is offered: nothing changes by it', () =>
    expect(
      fixesOf('imprecise-ip-range', stack, yamlCondition(['IpAddress: { aws:SourceIp: 203.0.113.7/24 }'], { effect: 'Deny' })),
    ).toEqual(["equal: Change to '203.0.113.0/24'"]));
  test('silent: single addresses, exact ranges, no ranges, symbols', () =>
    checkSilent(
      'imprecise-ip-range',
      stack,
      yamlCondition([
        'IpAddress: { aws:SourceIp: [203.0.113.7, 203.0.113.7/32, 0.0.0.0/0, nowhere, !Sub "${Office}/24"] }',
        'StringEquals: { aws:PrincipalTag/net: 203.0.113.7/24 }',
      ]),
    ));
});
