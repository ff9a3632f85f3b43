import type { Language } from '../../server/src/syntax/source.ts';

export interface Fixture {
  readonly name: string;
  readonly language: Language;
  readonly text: string;
}

const sam = `# An example
AWSTemplateFormatVersion: '2010-09-09'
Transform: [AWS::Serverless-2016-10-31]

# what every function has
Globals:
  Function:
    Runtime: nodejs22.x
Parameters:
  Stage: {Type: String, Default: "dev"}
  # the name
  Name:
    Type: String
Resources:
  # the table
    # of orders
  Table:
    Type: AWS::DynamoDB::Table

  Function:
    Type: AWS::Serverless::Function
    Properties:
      Description: "orders \\u00e9
        and more"
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:GetItem, 'dynamodb:Query']
              Resource: !Sub "\${Table.Arn}/*"
      InlineCode: |+
        exports.handler = () => {}
        # no comment

        return

  # of the queue
  Queue: &queue
    Type: AWS::SQS::Queue
  Other: !If [X, {
      Type: AWS::SQS::Queue
    }, *queue]
Outputs:
  Arn: {Value: !GetAtt Table.Arn}
`;

const serverless = `---
service: orders
custom: &defaults
  stage: dev
  <<: {a: b}
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: s3:*
          Resource: '*'
functions:
  create:
    handler: a.b
  list:
    <<: *defaults
    handler: c.d
resources:
  - Resources:
      Bucket:
        Type: AWS::S3::Bucket
      Topic: {Type: AWS::SNS::Topic}
  # a file
  - \${file(x.yml)}
  - Outputs:
      A: b
plugins:
- one
- two
`;

const nested = `service: s
resources:
  # more
  Conditions:
    X: !Equals [a, b]
  Resources:
    A:
      Type: AWS::SNS::Topic
    # the second
    B:
      Type: AWS::SNS::Topic
  Outputs:
    A: b
empty:
Statement: *unknown
`;

const policy = `Version: '2012-10-17'
Statement:
- Effect: Allow
  Action:
  - s3:GetObject
  Resource: "*"
# no
- Effect: Deny
  NotAction: >-
    s3:*

  Resource: '*'
`;

const items = `# loose
- Effect: Allow
  Action: s3:*
- &b
  Effect: Deny
- *b
-
  # one more
  Effect: Deny
`;

const stack = `{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Parameters": {},
  "Resources": {
    // a table
    "Table": { "Type": "AWS::DynamoDB::Table" },
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "Policies": [
          { "PolicyName": "a\\u0062", "PolicyDocument": { "Statement": [{ "Effect": "Allow", "Action": ["s3:*", "x"], "Resource": "*", }] } }
        ]
      }
    }, /* last */
    "Queue": { "Type": "AWS::SQS::Queue", "n": -1.5e3, "b": null }
  },
  "Outputs": { "A": { "Value": { "Ref": "Table" } } }
}
`;

const policyJson = `{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
  {"Effect": "Deny", "NotAction": ["s3:Get*"], "Resource": "*"}], "Id": "x", "resources": {"Resources": {}}}
`;

export const FIXTURES: readonly Fixture[] = [
  { name: 'SAM', language: 'yaml', text: sam },
  { name: 'SAM with CRLF and a mark', language: 'yaml', text: `\uFEFF${sam.replaceAll('\n', '\r\n')}` },
  { name: 'Serverless', language: 'yaml', text: serverless },
  { name: 'Serverless with one mapping of resources', language: 'yaml', text: nested },
  { name: 'policy', language: 'yaml', text: policy },
  { name: 'list of statements', language: 'yaml', text: items },
  { name: 'CloudFormation JSON', language: 'json', text: stack },
  { name: 'policy JSON', language: 'json', text: policyJson },
];
