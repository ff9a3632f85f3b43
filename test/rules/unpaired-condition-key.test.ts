import { describe, expect, test } from 'vitest';
import { unpairedConditionKey } from '../../server/src/rules/unpaired-condition-key.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { yamlCondition } from '../support/condition-texts.ts';
import { inRole, stack } from '../support/policy-texts.ts';

checkExamples(unpairedConditionKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unpaired-condition-key', () => {
  describe('the VPC of the template', () => {
    const resources = { Network: 'AWS::EC2::VPC', Endpoint: 'AWS::EC2::VPCEndpoint' };
    const statement = (condition: readonly string[]): string =>
      inRole(
        ['- Effect: Allow', '  Action: s3:GetObject', "  Resource: '*'", '  Condition:', ...condition.map((line) => `    ${line}`)],
        resources,
      );
    const before = statement(['StringEquals:', '  aws:PrincipalTag/team: blue', 'IpAddress:', '  aws:VpcSourceIp: 10.0.0.0/8']);
    test('is offered', () =>
      expect(fixesOf('unpaired-condition-key', stack, before)).toEqual([
        "narrows: Add aws:SourceVpc of 'Network'",
        "narrows: Add aws:SourceVpce of 'Endpoint'",
      ]));
    test('is added', () =>
      checkFix(
        stack,
        before,
        "Add aws:SourceVpc of 'Network'",
        statement([
          'StringEquals:',
          '  aws:PrincipalTag/team: blue',
          '  aws:SourceVpc: !Ref Network',
          'IpAddress:',
          '  aws:VpcSourceIp: 10.0.0.0/8',
        ]),
      ));
  });
  test('in an Allow', () =>
    checkPicture(
      'unpaired-condition-key',
      stack,
      yamlCondition([
        'IpAddress:',
        '  aws:VpcSourceIp: 10.0.0.0/8',
        "  ^^^^^^^^^^^^^^^ Any VPC can have the addresses that 'aws:VpcSourceIp' is compared with; add 'aws:SourceVpc' or 'aws:SourceVpce' or 'aws:SourceVpcArn'",
      ]),
    ));
  test('in a Deny of all others', () =>
    checkPicture(
      'unpaired-condition-key',
      stack,
      yamlCondition(
        [
          'NotIpAddress:',
          '  aws:Ec2InstanceSourcePrivateIPv4: 10.0.0.0/8',
          "  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Any VPC can have the addresses that 'aws:Ec2InstanceSourcePrivateIPv4' is compared with; add 'aws:Ec2InstanceSourceVpc' or 'aws:SourceVpc'",
        ],
        { effect: 'Deny' },
      ),
    ));
  test('silent: with a partner', () =>
    checkSilent(
      'unpaired-condition-key',
      stack,
      yamlCondition(['IpAddress: { aws:VpcSourceIp: 10.0.0.0/8 }', 'StringNotEquals: { AWS:SourceVPCE: a }']),
    ));
  test('silent: a Condition that is not all known', () =>
    checkSilent(
      'unpaired-condition-key',
      stack,
      yamlCondition(['IpAddress: { aws:VpcSourceIp: 10.0.0.0/8 }', "'Fn::Transform': { Name: More }"]),
    ));
  test('silent: an Allow of all others', () =>
    checkSilent('unpaired-condition-key', stack, yamlCondition(['NotIpAddress: { aws:VpcSourceIp: 10.0.0.0/8 }'])));
});
