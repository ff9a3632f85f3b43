import { describe, expect, test } from 'vitest';
import { confusedDeputy } from '../../server/src/rules/confused-deputy.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inBucketPolicy, inBucketPolicyText, inJsonBucketPolicy } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(confusedDeputy, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

const ACCOUNT = 'Limit to calls for this account';

function calledBy(service: string, ...condition: readonly string[]): readonly string[] {
  return [
    '- Effect: Allow',
    `  Principal: { Service: ${service} }`,
    '  Action: s3:PutObject',
    '  Resource: arn:aws:s3:::reports/*',
    ...condition,
  ];
}

describe('confused-deputy', () => {
  test('without a condition', () =>
    checkPicture(
      'confused-deputy',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        '  Principal: { Service: !Sub "logs.${AWS::Region}.amazonaws.com" }',
        `                        ${'^'.repeat(40)} 'logs.\${AWS::Region}.amazonaws.com' may call for anybody; a condition on aws:SourceArn or aws:SourceAccount says for whom`,
        '  Action: s3:PutObject',
        '  Resource: arn:aws:s3:::reports/*',
      ]),
    ));
  test('a key that says less', () =>
    expect(
      findingsOf(
        'confused-deputy',
        stack,
        inBucketPolicy(calledBy('ses.amazonaws.com', "  Condition: { StringEquals: { aws:Referer: '111122223333' } }")),
      ).map(({ severity, message }) => `${severity}: ${message}`),
    ).toEqual(["information: aws:SourceArn or aws:SourceAccount say better than aws:Referer for whom 'ses.amazonaws.com' may call"]));
  test('a key that is not there', () =>
    checkPicture(
      'confused-deputy',
      stack,
      inBucketPolicy(
        calledBy(
          'cloudtrail.amazonaws.com',
          '  Condition:',
          '    StringEquals:',
          '      aws:PrincipalOrgPaths: o-1/r-1/*',
          '      ^^^^^^^^^^^^^^^^^^^^^ aws:PrincipalOrgPaths is not there when a service calls, so this is never met; aws:SourceOrgPaths is',
        ),
      ),
    ));
  test('a key that is not there is changed', () =>
    checkFix(
      stack,
      inBucketPolicy(calledBy('cloudtrail.amazonaws.com', '  Condition: { StringEquals: { aws:PrincipalOrgID: o-a1b2c3d4e5 } }')),
      'Change to aws:SourceOrgID',
      inBucketPolicy(calledBy('cloudtrail.amazonaws.com', '  Condition: { StringEquals: { aws:SourceOrgID: o-a1b2c3d4e5 } }')),
    ));
  test('sources of the template are offered', () =>
    expect(
      fixesOf(
        'confused-deputy',
        stack,
        inBucketPolicy(calledBy('events.amazonaws.com'), { Nightly: 'AWS::Events::Rule', Jobs: 'AWS::SQS::Queue' }),
      ),
    ).toEqual(['narrows: Limit to calls for Nightly', `narrows: ${ACCOUNT}`]));
  test('Limit to calls for Nightly', () =>
    checkFix(
      stack,
      inBucketPolicy(calledBy('events.amazonaws.com'), { Nightly: 'AWS::Events::Rule' }),
      'Limit to calls for Nightly',
      inBucketPolicy(calledBy('events.amazonaws.com', '  Condition:', '    ArnEquals:', '      aws:SourceArn: !GetAtt Nightly.Arn'), {
        Nightly: 'AWS::Events::Rule',
      }),
    ));
  test(`${ACCOUNT} in JSON`, () =>
    checkFix(
      jsonStack,
      inJsonBucketPolicy([
        '{ "Effect": "Allow", "Principal": { "Service": "config.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" }',
      ]),
      ACCOUNT,
      inJsonBucketPolicy([
        '{ "Effect": "Allow", "Principal": { "Service": "config.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } } }',
      ]),
    ));
  test(`${ACCOUNT} beside another condition in JSON text`, () =>
    checkFix(
      stack,
      inBucketPolicyText([
        '{ "Effect": "Allow", "Principal": { "Service": "config.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control" } } }',
      ]),
      ACCOUNT,
      inBucketPolicyText([
        '{ "Effect": "Allow", "Principal": { "Service": "config.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "${AWS::AccountId}" } } }',
      ]),
    ));
  test('for principals of an account beside a service nothing is added', () =>
    expect(
      fixesOf(
        'confused-deputy',
        stack,
        inBucketPolicy([
          "- { Effect: Allow, Principal: { Service: config.amazonaws.com, AWS: '111122223333' }, Action: s3:PutObject, Resource: arn:aws:s3:::reports/* }",
        ]),
      ),
    ).toEqual([]));
  test.each(['!Ref Service', 'logdelivery.elasticloadbalancing.amazonaws.com'])('%s gives no source, or is not known', (service) =>
    checkSilent('confused-deputy', stack, inBucketPolicy(calledBy(service))),
  );
  test('a condition that is not known', () =>
    checkSilent('confused-deputy', stack, inBucketPolicy(calledBy('config.amazonaws.com', '  Condition: !Ref Given'))));
});
