import { describe, expect, test } from 'vitest';
import { arnRegion } from '../../server/src/rules/arn-region.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(arnRegion, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('arn-region', () => {
  test('what no Region can be is an error, what may be a new one a warning', () =>
    checkPicture(
      'arn-region',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: sqs:SendMessage',
        '  NotResource:',
        '    - arn:aws:sqs:eu-west-7:111122223333:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no Region 'eu-west-7'; did you mean 'eu-west-1'?",
        '    - arn:aws:sqs:Ireland:111122223333:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no Region 'Ireland'",
        '    - arn:aws:sqs:eurp-*:111122223333:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No Region of the catalogue of 2026-09-26 matches 'eurp-*'",
        '    - arn:aws-cn:sqs:eu-west-1:111122223333:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The Region 'eu-west-1' is one of the partition 'aws', not 'aws-cn'",
      ]),
    ));
  test('every Region is one of its partition', () => {
    const partitions = [
      ['cn-', 'aws-cn'],
      ['us-gov-', 'aws-us-gov'],
      ['us-iso-', 'aws-iso'],
      ['us-isob-', 'aws-iso-b'],
      ['eu-isoe-', 'aws-iso-e'],
      ['us-isof-', 'aws-iso-f'],
      ['eusc-', 'aws-eusc'],
    ] as const;
    const partitionOf = (region: string): string => partitions.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';
    const regions = loadCatalogForTests().regions();
    const resources = regions.map((region) => `arn:${partitionOf(region)}:sqs:${region}:111122223333:jobs`);
    expect(new Set(regions.map(partitionOf)).size).toBe(8);
    checkSilent('arn-region', policyFile, inPolicy([JSON.stringify({ Effect: 'Deny', Action: 'sqs:SendMessage', Resource: resources })]));
  });
  test('a slip of the pen', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-wset-1:111122223333:jobs" }']),
      "Change to 'eu-west-1'",
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }']),
    ));
  test('the partition of the Region, in JSON text of a string', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:cn-north-1:${AWS::AccountId}:jobs" }']),
      "Change to 'aws-cn'",
      inJsonText(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws-cn:sqs:cn-north-1:${AWS::AccountId}:jobs" }']),
    ));
  test('symbols, wildcards and placeholders are silent', () =>
    checkSilent(
      'arn-region',
      stack,
      inRole([
        '- Effect: Deny',
        "  Action: '*'",
        "  Resource: [!Sub 'arn:aws:sqs:${Region}:*:x', 'arn:aws:sqs:*:*:x', 'arn:aws:sqs:<region>:*:x', 'arn:*:sqs:cn-north-1:*:x', 'arn:aws:s3:::x']",
      ]),
    ));
});
