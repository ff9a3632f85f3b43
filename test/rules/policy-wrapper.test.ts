import { describe, expect, test } from 'vitest';
import { policyWrapper } from '../../server/src/rules/policy-wrapper.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inFunction, inRole, stack, template } from '../support/policy-texts.ts';

checkExamples(policyWrapper, ['SAM']);

describe('policy-wrapper', () => {
  test('in a list', () =>
    checkPicture(
      'policy-wrapper',
      template,
      inFunction(
        [
          '- PolicyName: read',
          '  ^^^^^^^^^^ SAM rejects a policy wrapped in PolicyName and PolicyDocument; write the document itself',
          '  PolicyDocument:',
          "    Version: '2012-10-17'",
          '    Statement:',
          '      - Effect: Allow',
          '        Action: s3:GetObject',
          '        Resource: !Sub ${Reports.Arn}/*',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in a list: what is offered', () =>
    expect(
      fixesOf(
        'policy-wrapper',
        template,
        inFunction(
          [
            '- PolicyName: read',
            '  PolicyDocument:',
            "    Version: '2012-10-17'",
            '    Statement:',
            '      - Effect: Allow',
            '        Action: s3:GetObject',
            '        Resource: !Sub ${Reports.Arn}/*',
          ],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ).toEqual(['widens: Unwrap the policy document (widens permissions)']));
  test('in a list: Unwrap the policy document', () =>
    checkFix(
      template,
      inFunction(
        [
          '- PolicyName: read',
          '  PolicyDocument:',
          "    Version: '2012-10-17'",
          '    Statement:',
          '      - Effect: Allow',
          '        Action: s3:GetObject',
          '        Resource: !Sub ${Reports.Arn}/*',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
      'Unwrap the policy document',
      inFunction(
        [
          "- Version: '2012-10-17'",
          '  Statement:',
          '    - Effect: Allow',
          '      Action: s3:GetObject',
          '      Resource: !Sub ${Reports.Arn}/*',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('the document itself is right', () =>
    checkSilent(
      'policy-wrapper',
      template,
      inFunction(
        [
          '- Statement:',
          '    - Effect: Allow',
          '      Action: s3:GetObject',
          '      Resource: !Sub ${Reports.Arn}/*',
          '- AWSLambdaExecute',
          '- S3ReadPolicy:',
          '    BucketName: b',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('a role of CloudFormation wants the wrapper', () =>
    checkSilent('policy-wrapper', stack, inRole(['- Effect: Deny', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*'])));
});
