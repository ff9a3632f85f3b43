import { describe, expect, test } from 'vitest';
import { redundantResource } from '../../server/src/rules/redundant-resource.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(redundantResource, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

const resources = { Reports: 'AWS::S3::Bucket', Jobs: 'AWS::SQS::Queue' };

describe('redundant-resource', () => {
  test('two ways to write one ARN', () =>
    checkPicture(
      'redundant-resource',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:GetObject',
          '  Resource:',
          '    - !Sub ${Reports.Arn}/*',
          "    - !Join ['', [!GetAtt Reports.Arn, '/*']]",
          "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${Reports.Arn}/*' stands here twice",
        ],
        resources,
      ),
    ));
  test('beside a star', () =>
    expect(
      fixesOf(
        'redundant-resource',
        stack,
        inRole(['- Effect: Allow', '  Action: sqs:SendMessage', "  Resource: ['*', !GetAtt Jobs.Arn]"], resources),
      ),
    ).toEqual(["equal: Remove '!GetAtt Jobs.Arn'", "narrows: Remove '*', which covers more"]));
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Deny", "Action": "s3:*", "NotResource": ["arn:aws:s3:::a/*", "arn:aws:s3:::a*"] }']),
      "Remove 'arn:aws:s3:::a/*'",
      inPolicy(['{ "Effect": "Deny", "Action": "s3:*", "NotResource": ["arn:aws:s3:::a*"] }']),
    ));
  test('what is not known, and what covers in part, is silent', () => {
    for (const resource of [
      "[!Ref First, 'arn:aws:s3:::reports/*']",
      "[!Sub '${First}/*', !Sub '${Second}/a']",
      "[!If [Wide, '*', !GetAtt Jobs.Arn], !GetAtt Reports.Arn]",
      "['arn:aws:s3:::*/2026', 'arn:aws:s3:::reports/*']",
      "['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']",
    ])
      checkSilent('redundant-resource', stack, inRole(['- Effect: Allow', '  Action: s3:GetObject', `  Resource: ${resource}`], resources));
  });
  test('policy variables count under Version 2012-10-17', () =>
    checkPicture(
      'redundant-resource',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        "  Resource: ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/${aws:username}/a']",
        "                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3:::home/${aws:username}/a' is covered by 'arn:aws:s3:::home/${aws:username}/*'",
      ]),
    ));
});
