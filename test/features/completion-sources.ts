/** Half-typed sources in every dialect; `code` is written below the statement or in place of a value. */

const resources = `  Bucket:
    Type: AWS::S3::Bucket
  Table:
    Type: AWS::Serverless::SimpleTable
  Queue:
    Type: AWS::SQS::Queue
  Topic:
    Type: AWS::SNS::Topic
  Group:
    Type: AWS::Logs::LogGroup
`;

/** Entries of a SAM function's `Policies`. */
export function samEntries(code: string, declared = resources): string {
  return `Transform: AWS::Serverless-2016-10-31
Resources:
${declared}  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
${indent(code, 8)}
`;
}

/** Elements behind `Effect: Allow` of a statement of a SAM function. */
export function samStatement(code: string, declared?: string): string {
  return samEntries(`- Statement:\n    - Effect: Allow\n${indent(code, 6)}`, declared);
}

/** Elements behind `Effect: Allow` of a statement of a function of Serverless. */
export function serverlessStatement(code: string): string {
  return `service: shop
provider:
  name: aws
functions:
  pay:
    handler: src/pay.handler
    iamRoleStatements:
      - Effect: Allow
${indent(code, 8)}
resources:
  Resources:
${indent(resources.trimEnd(), 2)}
`;
}

/** Members behind `"Effect": "Allow", ` of a statement of a role in a JSON template. */
export function jsonStatement(code: string): string {
  return `{
  "Resources": {
    "Bucket": { "Type": "AWS::S3::Bucket" },
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "Policies": [
          {
            "PolicyName": "x",
            "PolicyDocument": {
              "Statement": [
                {
                  "Effect": "Allow",
${indent(code, 18)}
                }
              ]
            }
          }
        ]
      }
    }
  }
}
`;
}

/** Members behind `"Effect": "Allow", ` of a statement of a policy file. */
export function policyStatement(code: string): string {
  return `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
${indent(code, 6)}
    }
  ]
}
`;
}

/** Elements behind `Effect: Allow` of a statement of a trust policy. */
export function trustStatement(code: string): string {
  return `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
${indent(code, 12)}
`;
}

function indent(code: string, columns: number): string {
  return code.replace(/^(?=.)/gm, ' '.repeat(columns));
}
