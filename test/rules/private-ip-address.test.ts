import { describe, expect, test } from 'vitest';
import { privateIpAddress } from '../../server/src/rules/private-ip-address.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(privateIpAddress, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('private-ip-address', () => {
  test('all of them', () =>
    checkPicture(
      'private-ip-address',
      stack,
      yamlCondition([
        'IpAddress:',
        '  aws:SourceIp: [10.1.0.0/16, 192.168.0.1]',
        "  ^^^^^^^^^^^^ 'aws:SourceIp' is a public address: '10.1.0.0/16' is private, so the condition is never met",
      ]),
    ));
  test('all of them, negated', () =>
    checkPicture(
      'private-ip-address',
      stack,
      yamlCondition(
        [
          'NotIpAddress:',
          '  aws:SourceIp: 10.0.0.0/8',
          "  ^^^^^^^^^^^^ 'aws:SourceIp' is a public address: '10.0.0.0/8' is private, so the condition is always met",
        ],
        { effect: 'Deny' },
      ),
    ));
  test('some of them', () =>
    checkPicture(
      'private-ip-address',
      stack,
      yamlCondition([
        'IpAddress:',
        '  aws:SourceIp: [203.0.113.0/24, fd00::/8]',
        "                                 ^^^^^^^^ 'fd00::/8' is private, and 'aws:SourceIp' is a public address",
      ]),
    ));
  test('what is offered: in an Allow', () =>
    expect(fixesOf('private-ip-address', stack, yamlCondition(['IpAddress: { aws:SourceIp: [203.0.113.0/24, 10.0.0.0/8] }']))).toEqual([
      "narrows: Remove '10.0.0.0/8'",
    ]));
  test('what is offered: in a Deny of all others', () =>
    expect(
      fixesOf(
        'private-ip-address',
        stack,
        yamlCondition(['NotIpAddress: { aws:SourceIp: [203.0.113.0/24, 10.0.0.0/8] }'], { effect: 'Deny' }),
      ),
    ).toEqual(["narrows: Remove '10.0.0.0/8'"]));
  test('fix: another key', () =>
    checkFix(
      stack,
      yamlCondition(['IpAddress:', '  aws:SourceIp: 10.0.0.0/8']),
      "Change to 'aws:VpcSourceIp'",
      yamlCondition(['IpAddress:', '  aws:VpcSourceIp: 10.0.0.0/8']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] } }'], { effect: 'Deny' }),
      "Remove '10.0.0.0/8'",
      jsonCondition(['{ "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24"] } }'], { effect: 'Deny' }),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "${Office}"] } }']),
      "Remove '10.0.0.0/8'",
      textCondition(['{ "IpAddress": { "aws:SourceIp": ["${Office}"] } }']),
    ));
  test('silent: public ranges, wider ones, other keys, what is not known', () =>
    checkSilent(
      'private-ip-address',
      stack,
      yamlCondition([
        'IpAddress: { aws:SourceIp: [203.0.113.0/24, 0.0.0.0/0, 10.0.0.0/7, !Ref Office], aws:VpcSourceIp: 10.0.0.0/8 }',
        'StringEquals: { aws:SourceVpc: !Ref Network }',
      ]),
    ));
});
