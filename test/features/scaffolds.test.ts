import { describe, expect, test } from 'vitest';
import { checkScaffold, scaffoldsAt } from '../support/check-scaffold.ts';

const logs = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/';

describe('Policies of a SAM function', () => {
  test('policy templates for the resources that the function names', () => {
    checkScaffold(
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Environment:
        Variables:
          BUCKET: !Ref Bucket
          QUEUE: !Sub '\${Jobs}' # the URL
$0
  Bucket:
    Type: AWS::S3::Bucket
  Jobs:
    Type: AWS::SQS::Queue
`,
      'sam-policies',
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Environment:
        Variables:
          BUCKET: !Ref Bucket
          QUEUE: !Sub '\${Jobs}' # the URL
      Policies:
        - S3ReadPolicy:
            BucketName: !Ref Bucket
        - SQSSendMessagePolicy:
            QueueName: !GetAtt Jobs.QueueName

  Bucket:
    Type: AWS::S3::Bucket
  Jobs:
    Type: AWS::SQS::Queue
`,
    );
  });

  test('a statement to fill in, at the end of a file without a last line break, lists at the column of their key', () => {
    checkScaffold(
      `Transform: AWS::Serverless-2016-10-31
Resources:
    Fn:
        Type: AWS::Serverless::Function$0
        Properties:
            Layers:
            - arn:aws:lambda:us-east-1:123456789012:layer:x:1
            Handler: app.handler`,
      'sam-policies',
      `Transform: AWS::Serverless-2016-10-31
Resources:
    Fn:
        Type: AWS::Serverless::Function
        Properties:
            Layers:
            - arn:aws:lambda:us-east-1:123456789012:layer:x:1
            Handler: app.handler
            Policies:
            - Statement:
              - Effect: Allow
                Action:
                - s3:GetObject
                Resource: !Sub 'arn:\${AWS::Partition}:s3:::BucketName/*'`,
    );
  });

  test('JSON', () => {
    checkScaffold(
      `{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {
    "Fn": {
      "Type": "AWS::Serverless::Function",
      "Properties": {
        "Environment": { "Variables": { "TABLE": { "Ref": "Table" } } },
        "Handler": "app.handler"$0
      }
    },
    "Table": { "Type": "AWS::Serverless::SimpleTable" }
  }
}
`,
      'sam-policies',
      `{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {
    "Fn": {
      "Type": "AWS::Serverless::Function",
      "Properties": {
        "Environment": { "Variables": { "TABLE": { "Ref": "Table" } } },
        "Handler": "app.handler",
        "Policies": [
          {
            "DynamoDBReadPolicy": {
              "TableName": { "Ref": "Table" }
            }
          }
        ]
      }
    },
    "Table": { "Type": "AWS::Serverless::SimpleTable" }
  }
}
`,
    );
  });

  test.each(['Policies: []', 'Role: !GetAtt Role.Arn'])('none beside %s', (property) => {
    const { found } = scaffoldsAt(`Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      ${property}$0
`);
    expect(found.map(({ id }) => id)).toEqual(['cloudformation-role']);
  });
});

describe('permissions of a function of Serverless', () => {
  test('iamRoleStatements', () => {
    checkScaffold(
      `service: shop
provider:
  name: aws
functions:
  pay:
    handler: src/pay.handler
    environment:
      QUEUE: !Ref Jobs
    events:
      - http: GET /pay$0
  other:
    handler: src/other.handler
resources:
  Resources:
    Jobs:
      Type: AWS::SQS::Queue
`,
      'serverless-iam-role-statements',
      `service: shop
provider:
  name: aws
functions:
  pay:
    handler: src/pay.handler
    environment:
      QUEUE: !Ref Jobs
    events:
      - http: GET /pay
    iamRoleStatements:
      - Effect: Allow
        Action:
          - sqs:SendMessage
        Resource: !GetAtt Jobs.Arn
  other:
    handler: src/other.handler
resources:
  Resources:
    Jobs:
      Type: AWS::SQS::Queue
`,
    );
  });

  test('iam.role.statements in version 4', () => {
    checkScaffold(
      `service: shop
frameworkVersion: '4'
provider:
  name: aws
functions:
  pay:
    handler: $0src/pay.handler
`,
      'serverless-iam-role-statements',
      `service: shop
frameworkVersion: '4'
provider:
  name: aws
functions:
  pay:
    handler: src/pay.handler
    iam:
      role:
        statements:
          - Effect: Allow
            Action:
              - s3:GetObject
            Resource: !Sub 'arn:\${AWS::Partition}:s3:::BucketName/*'
`,
    );
  });
});

describe('a role for a function', () => {
  test('behind the function, by the name that CloudFormation makes, with the empty line between resources', () => {
    checkScaffold(
      `Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: $0app.handler

  Table:
    Type: AWS::DynamoDB::Table
`,
      'cloudformation-role',
      `Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: app.handler

  FnExecutionRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: logs
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action:
                  - logs:CreateLogStream
                  - logs:PutLogEvents
                Resource: !Sub '${logs}\${AWS::StackName}-Fn-*:*'

  Table:
    Type: AWS::DynamoDB::Table
`,
    );
  });

  test('JSON, with the name that the function has', () => {
    checkScaffold(
      `{
    "Resources": {
        "Fn": {
            "Type": "AWS::Lambda::Function",$0
            "Properties": { "FunctionName": { "Fn::Sub": "\${AWS::StackName}-pay" } }
        }
    }
}
`,
      'cloudformation-role',
      `{
    "Resources": {
        "Fn": {
            "Type": "AWS::Lambda::Function",
            "Properties": { "FunctionName": { "Fn::Sub": "\${AWS::StackName}-pay" } }
        },
        "FnExecutionRole": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {
                                "Service": "lambda.amazonaws.com"
                            },
                            "Action": "sts:AssumeRole"
                        }
                    ]
                },
                "Policies": [
                    {
                        "PolicyName": "logs",
                        "PolicyDocument": {
                            "Version": "2012-10-17",
                            "Statement": [
                                {
                                    "Effect": "Allow",
                                    "Action": [
                                        "logs:CreateLogStream",
                                        "logs:PutLogEvents"
                                    ],
                                    "Resource": { "Fn::Sub": "${logs}\${AWS::StackName}-pay:*" }
                                }
                            ]
                        }
                    }
                ]
            }
        }
    }
}
`,
    );
  });

  test('on the key of an empty section, and CRLF', () => {
    const { text, found } = scaffoldsAt('AWSTemplateFormatVersion: 2010-09-09\r\nResources$0:\r\n');
    expect(found.map(({ id, range }) => [id, range.start])).toEqual([['cloudformation-role', text.length]]);
    expect(found[0]?.snippet).toContain('  ${1:FunctionRole}:\r\n    Type: AWS::IAM::Role\r\n');
    expect(found[0]?.snippet).toContain('/aws/lambda/${2:FunctionName}:*');
  });

  test('none in Outputs and in a policy file', () => {
    expect(scaffoldsAt('Resources:\n  Q:\n    Type: AWS::SQS::Queue\nOutputs:\n  Q:\n    Value: $0x\n').found).toEqual([]);
    expect(scaffoldsAt('{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"$0*"}]}').found).toEqual([]);
  });
});
