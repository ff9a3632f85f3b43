import { describe, test } from 'vitest';
import { policyEntry } from '../../server/src/rules/policy-entry.ts';
import { checkExamples, checkFix, checkPicture } from '../support/check-rule.ts';

describe('policy-entry', () => {
  checkExamples(policyEntry, ['SAM']);

  const sam = (entries: string) =>
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n${entries}`;

  test('a statement gets its document', () => {
    checkFix(
      'file:///w/template.yaml',
      sam(
        '        - Effect: Allow # all of it\n          Action:\n            - s3:GetObject\n          Resource: arn:aws:s3:::reports/*\n        - AWSXrayWriteOnlyAccess\n',
      ),
      'Wrap it in a policy document',
      sam(
        "        - Version: '2012-10-17'\n          Statement:\n            - Effect: Allow # all of it\n              Action:\n                - s3:GetObject\n              Resource: arn:aws:s3:::reports/*\n        - AWSXrayWriteOnlyAccess\n",
      ),
    );
  });

  test('a statement in braces too', () => {
    checkFix(
      'file:///w/template.yaml',
      sam("        - { Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }\n"),
      'Wrap it in a policy document',
      sam(
        "        - { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }] }\n",
      ),
    );
  });

  test('a template without parameters gets its braces', () => {
    checkFix(
      'file:///w/template.yaml',
      sam('        - VPCAccessPolicy\n'),
      "Write 'VPCAccessPolicy: {}'",
      sam('        - VPCAccessPolicy: {}\n'),
    );
  });

  test('parameters move below their template', () => {
    checkFix(
      'file:///w/template.yaml',
      sam('        - S3CrudPolicy:\n          BucketName:\n            Ref: Reports\n'),
      'Indent the parameters',
      sam('        - S3CrudPolicy:\n            BucketName:\n              Ref: Reports\n'),
    );
  });

  test('one problem is one finding', () => {
    checkPicture('policy-template-parameters', 'file:///w/template.yaml', sam('        - S3CrudPolicy:\n          BucketName: reports\n'));
  });
});
