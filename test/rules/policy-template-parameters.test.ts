import { describe, expect, test } from 'vitest';
import { policyTemplateParameters } from '../../server/src/rules/policy-template-parameters.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inFunction, template } from '../support/policy-texts.ts';

checkExamples(policyTemplateParameters, ['SAM']);

describe('policy-template-parameters', () => {
  test('a missing one', () =>
    checkPicture(
      'policy-template-parameters',
      template,
      inFunction(
        ['- DynamoDBCrudPolicy:', '    Table: x', "    ^^^^^ 'Table' is no parameter of DynamoDBCrudPolicy; did you mean 'TableName'?"],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('a missing one: what is offered', () =>
    expect(
      fixesOf(
        'policy-template-parameters',
        template,
        inFunction(['- DynamoDBCrudPolicy:', '    Table: x'], { Orders: 'AWS::DynamoDB::Table' }),
      ),
    ).toEqual(["widens: Rename to 'TableName' (widens permissions)"]));
  test("a missing one: Rename to 'TableName'", () =>
    checkFix(
      template,
      inFunction(['- DynamoDBCrudPolicy:', '    Table: x'], { Orders: 'AWS::DynamoDB::Table' }),
      "Rename to 'TableName'",
      inFunction(['- DynamoDBCrudPolicy:', '    TableName: x'], { Orders: 'AWS::DynamoDB::Table' }),
    ));
  test('all missing', () =>
    checkPicture(
      'policy-template-parameters',
      template,
      inFunction(['- S3ReadPolicy: {}', '  ^^^^^^^^^^^^ S3ReadPolicy needs the parameter BucketName']),
    ));
  test('all missing: what is offered', () =>
    expect(fixesOf('policy-template-parameters', template, inFunction(['- S3ReadPolicy: {}']))).toEqual([]));
  test('one too many', () =>
    checkPicture(
      'policy-template-parameters',
      template,
      inFunction([
        '- S3ReadPolicy:',
        '    BucketName: b',
        '    Prefix: x',
        "    ^^^^^^ 'Prefix' is no parameter of S3ReadPolicy; it takes BucketName",
      ]),
    ));
  test('one too many: what is offered', () =>
    expect(fixesOf('policy-template-parameters', template, inFunction(['- S3ReadPolicy:', '    BucketName: b', '    Prefix: x']))).toEqual(
      [],
    ));
  test('one of two', () =>
    checkPicture(
      'policy-template-parameters',
      template,
      inFunction(
        [
          '- DynamoDBStreamReadPolicy:',
          '  ^^^^^^^^^^^^^^^^^^^^^^^^ DynamoDBStreamReadPolicy needs the parameter TableName',
          '    StreamName: x',
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('one of two: what is offered', () =>
    expect(
      fixesOf(
        'policy-template-parameters',
        template,
        inFunction(['- DynamoDBStreamReadPolicy:', '    StreamName: x'], { Orders: 'AWS::DynamoDB::Table' }),
      ),
    ).toEqual(["widens: Insert 'TableName: !Ref Orders' (widens permissions)"]));
  test("one of two: Insert 'TableName: !Ref Orders'", () =>
    checkFix(
      template,
      inFunction(['- DynamoDBStreamReadPolicy:', '    StreamName: x'], { Orders: 'AWS::DynamoDB::Table' }),
      "Insert 'TableName: !Ref Orders'",
      inFunction(['- DynamoDBStreamReadPolicy:', '    StreamName: x', '    TableName: !Ref Orders'], { Orders: 'AWS::DynamoDB::Table' }),
    ));
  test('parameters that cannot be read are silent', () =>
    checkSilent(
      'policy-template-parameters',
      template,
      inFunction(['- S3ReadPolicy: !Ref Parameters', '- S3ReadPolicy:', '    Fn::If: [Prod, { BucketName: b }, { BucketName: c }]']),
    ));
  test('none are asked for', () =>
    checkSilent('policy-template-parameters', template, inFunction(['- AMIDescribePolicy: {}', '- CloudWatchPutMetricPolicy:'])));
});
