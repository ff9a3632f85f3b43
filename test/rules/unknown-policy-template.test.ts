import { describe, expect, test } from 'vitest';
import { unknownPolicyTemplate } from '../../server/src/rules/unknown-policy-template.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inFunction, template } from '../support/policy-texts.ts';

checkExamples(unknownPolicyTemplate, ['SAM']);

describe('unknown-policy-template', () => {
  test('a typo', () =>
    checkPicture(
      'unknown-policy-template',
      template,
      inFunction(
        [
          '- S3ReadPolcy:',
          "  ^^^^^^^^^^^ SAM has no policy template 'S3ReadPolcy'; did you mean 'S3ReadPolicy'?",
          '    BucketName: !Ref Reports',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('a typo: what is offered', () =>
    expect(
      fixesOf(
        'unknown-policy-template',
        template,
        inFunction(['- S3ReadPolcy:', '    BucketName: !Ref Reports'], { Reports: 'AWS::S3::Bucket' }),
      ),
    ).toEqual(["widens: Change to 'S3ReadPolicy' (widens permissions)"]));
  test("a typo: Change to 'S3ReadPolicy'", () =>
    checkFix(
      template,
      inFunction(['- S3ReadPolcy:', '    BucketName: !Ref Reports'], { Reports: 'AWS::S3::Bucket' }),
      "Change to 'S3ReadPolicy'",
      inFunction(['- S3ReadPolicy:', '    BucketName: !Ref Reports'], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('another letter case', () =>
    checkPicture(
      'unknown-policy-template',
      template,
      inFunction(
        [
          '- DynamoDbCrudPolicy: { TableName: !Ref Orders }',
          "  ^^^^^^^^^^^^^^^^^^ SAM has no policy template 'DynamoDbCrudPolicy'; did you mean 'DynamoDBCrudPolicy'?",
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test("another letter case: Change to 'DynamoDBCrudPolicy'", () =>
    checkFix(
      template,
      inFunction(['- DynamoDbCrudPolicy: { TableName: !Ref Orders }'], { Orders: 'AWS::DynamoDB::Table' }),
      "Change to 'DynamoDBCrudPolicy'",
      inFunction(['- DynamoDBCrudPolicy: { TableName: !Ref Orders }'], { Orders: 'AWS::DynamoDB::Table' }),
    ));
  test('nothing near', () =>
    checkPicture('unknown-policy-template', template, inFunction(['- Whatever: {}', "  ^^^^^^^^ SAM has no policy template 'Whatever'"])));
  test('nothing near: what is offered', () =>
    expect(fixesOf('unknown-policy-template', template, inFunction(['- Whatever: {}']))).toEqual([]));
  test('a managed policy that is not known is passed through', () =>
    checkSilent(
      'unknown-policy-template',
      template,
      inFunction(['- MyOwnManagedPolicy', '- !Ref Other', '- arn:aws:iam::111122223333:policy/x']),
    ));
});
