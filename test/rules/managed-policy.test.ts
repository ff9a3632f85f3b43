import { describe, expect, test } from 'vitest';
import { managedPolicy } from '../../server/src/rules/managed-policy.ts';
import { checkExamples, checkFindings, checkFix, checkSilent, fixesOf } from '../support/check-rule.ts';

const SAM = 'file:///w/template.yaml';
const sam = (policies: string) =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:${policies}\n      Timeout: 3\n`;
const stack = (properties: string) => `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n${properties}`;
const service = (role: string) => `service: app\nprovider:\n  name: aws\n  iam:\n    role:\n${role}`;

describe('managed-policy', () => {
  checkExamples(managedPolicy, ['SAM', 'template']);

  test('the whole policy written out in a list of SAM', () => {
    checkFix(
      SAM,
      sam('\n        - AWSLambdaBasicExecutionRole\n        - AmazonSQSFullAccess'),
      'Replace AmazonSQSFullAccess by its statements',
      sam(
        "\n        - AWSLambdaBasicExecutionRole\n        - Version: '2012-10-17'\n          Statement:\n            - Effect: Allow\n              Action: sqs:*\n              Resource: '*'",
      ),
    );
  });

  test('as the only value of SAM', () => {
    checkFix(
      SAM,
      sam(' AmazonSQSFullAccess'),
      'Replace AmazonSQSFullAccess by its statements',
      sam(
        "\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: sqs:*\n            Resource: '*'",
      ),
    );
  });

  test('in a flow list of SAM', () => {
    checkFix(
      SAM,
      sam(' [AmazonSQSFullAccess, AWSLambdaBasicExecutionRole]'),
      'Replace AmazonSQSFullAccess by its statements',
      sam(" [{ Version: '2012-10-17', Statement: [{ Effect: Allow, Action: sqs:*, Resource: '*' }] }, AWSLambdaBasicExecutionRole]"),
    );
  });

  test('by access level', () => {
    checkFix(
      SAM,
      sam('\n        - AmazonSQSFullAccess'),
      'by its read actions',
      sam(
        "\n        - Version: '2012-10-17'\n          Statement:\n            - Effect: Allow\n              Action:\n                - sqs:GetQueue*\n                - sqs:List*\n                - sqs:ReceiveMessage\n              Resource: '*'",
      ),
    );
  });

  test('by service; without an ARN of another one', () => {
    const before = sam('\n        - AWSLambda_FullAccess');
    const table = `${before}  Jobs:\n    Type: AWS::StepFunctions::StateMachine\n`;
    expect(fixesOf('managed-policy', SAM, table)).toContain('narrows: Replace AWSLambda_FullAccess by what it allows of states');
    expect(fixesOf('managed-policy', SAM, before).filter((title) => title.includes('what it allows'))).toEqual([]);
  });

  test('a role of CloudFormation gets an inline policy for its only managed one', () => {
    checkFix(
      'file:///w/stack.yaml',
      stack('      ManagedPolicyArns:\n      - arn:aws:iam::aws:policy/AmazonSQSFullAccess\n      RoleName: worker\n'),
      'Replace AmazonSQSFullAccess by its statements',
      stack(
        "      Policies:\n      - PolicyName: AmazonSQSFullAccess\n        PolicyDocument:\n          Version: '2012-10-17'\n          Statement:\n          - Effect: Allow\n            Action: sqs:*\n            Resource: '*'\n      RoleName: worker\n",
      ),
    );
  });

  test('beside other inline policies, under a name of its own', () => {
    checkFix(
      'file:///w/stack.yaml',
      stack(
        '      Policies:\n        - PolicyName: AmazonSQSFullAccess\n          PolicyDocument: {}\n      ManagedPolicyArns: [!Ref Own, arn:aws:iam::aws:policy/AmazonSQSFullAccess]\n',
      ),
      'Replace AmazonSQSFullAccess by its statements',
      stack(
        "      Policies:\n        - PolicyName: AmazonSQSFullAccess\n          PolicyDocument: {}\n        - PolicyName: AmazonSQSFullAccess2\n          PolicyDocument:\n            Version: '2012-10-17'\n            Statement:\n              - Effect: Allow\n                Action: sqs:*\n                Resource: '*'\n      ManagedPolicyArns: [!Ref Own]\n",
      ),
    );
  });

  test('in JSON', () => {
    const role = (properties: string) =>
      `{\n  "Resources": {\n    "Role": {\n      "Type": "AWS::IAM::Role",\n      "Properties": {\n${properties}\n      }\n    }\n  }\n}\n`;
    checkFix(
      'file:///w/stack.json',
      role(
        '        "RoleName": "worker",\n        "ManagedPolicyArns": [\n          "arn:aws:iam::aws:policy/AmazonSQSFullAccess",\n          { "Ref": "Own" }\n        ]',
      ),
      'Replace AmazonSQSFullAccess by its statements',
      role(
        '        "RoleName": "worker",\n        "Policies": [\n          {\n            "PolicyName": "AmazonSQSFullAccess",\n            "PolicyDocument": {\n              "Version": "2012-10-17",\n              "Statement": [\n                {\n                  "Effect": "Allow",\n                  "Action": "sqs:*",\n                  "Resource": "*"\n                }\n              ]\n            }\n          }\n        ],\n        "ManagedPolicyArns": [\n          { "Ref": "Own" }\n        ]',
      ),
    );
  });

  test('statements of Serverless', () => {
    checkFix(
      'file:///w/serverless.yml',
      service(
        "      managedPolicies:\n        - arn:aws:iam::aws:policy/AmazonSQSFullAccess\n      statements:\n        - Effect: Allow\n          Action: s3:GetObject\n          Resource: '*'\n",
      ),
      'Replace AmazonSQSFullAccess by its statements',
      service(
        "      statements:\n        - Effect: Allow\n          Action: s3:GetObject\n          Resource: '*'\n        - Effect: Allow\n          Action: sqs:*\n          Resource: '*'\n",
      ),
    );
  });

  test('a policy variable would be a variable of Serverless', () => {
    const managed = 'arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess';
    const text = service(`      managedPolicies:\n        - ${managed}\n`);
    expect(fixesOf('managed-policy', 'file:///w/serverless.yml', text).length).toBeGreaterThan(0);
    const withVariable = service('      managedPolicies:\n        - arn:aws:iam::aws:policy/AmazonTimestreamConsoleFullAccess\n');
    expect(fixesOf('managed-policy', 'file:///w/serverless.yml', withVariable).filter((title) => title.startsWith('equal'))).toEqual([]);
  });

  test('a branch takes no statements in its place', () => {
    const text = sam('\n        - !If [Large, AmazonS3FullAccess, AmazonSQSFullAccess]');
    checkFindings(
      'managed-policy',
      SAM,
      text,
      text.replace(
        'AmazonSQSFullAccess]\n',
        'AmazonSQSFullAccess]\n                      ^^^^^^^^^^^^^^^^^^ AmazonS3FullAccess allows every action of s3, s3-object-lambda on every resource\n                                          ^^^^^^^^^^^^^^^^^^^ AmazonSQSFullAccess allows every action of sqs on every resource\n',
      ),
    );
    expect(fixesOf('managed-policy', SAM, text)).toEqual([]);
  });

  test('what is written out would be too long', () => {
    expect(fixesOf('managed-policy', SAM, sam('\n        - ReadOnlyAccess'))).toEqual([]);
  });

  test('SAM ignores the policies of a function with a role', () => {
    checkSilent('managed-policy', SAM, sam(' [AmazonS3FullAccess]\n      Role: !Ref Own'));
  });
});
