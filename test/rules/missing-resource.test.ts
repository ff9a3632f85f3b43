import { describe, test } from 'vitest';
import { missingResource } from '../../server/src/rules/missing-resource.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inPolicy, inResources, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(missingResource, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('missing-resource', () => {
  test('in block style', () =>
    checkPicture(
      'missing-resource',
      stack,
      inRole(['- Effect: Allow', '  ^^^^^^ The statement has neither Resource nor NotResource', '  Action: s3:GetObject']),
    ));
  test('in JSON', () =>
    checkPicture(
      'missing-resource',
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject" }', '  ^^^^^^^^ The statement has neither Resource nor NotResource']),
    ));
  test('resources is another finding', () =>
    checkSilent('missing-resource', stack, inRole(['- Effect: Allow', '  Action: s3:GetObject', '  resources: arn:aws:s3:::b/*'])));
  test('a trust policy needs none', () =>
    checkSilent(
      'missing-resource',
      stack,
      inResources([
        'Role:',
        '  Type: AWS::IAM::Role',
        '  Properties:',
        '    AssumeRolePolicyDocument:',
        '      Statement:',
        '        - Effect: Allow',
        '          Principal: { Service: lambda.amazonaws.com }',
        '          Action: sts:AssumeRole',
      ]),
    ));
  test('the policy of a repository needs none', () =>
    checkSilent(
      'missing-resource',
      stack,
      inResources([
        'Repository:',
        '  Type: AWS::ECR::Repository',
        '  Properties:',
        '    RepositoryPolicyText:',
        '      Statement:',
        '        - Effect: Allow',
        "          Principal: { AWS: '111122223333' }",
        '          Action: ecr:BatchGetImage',
      ]),
    ));
});
