import { describe, expect, test } from 'vitest';
import { unknownAction } from '../../server/src/rules/unknown-action.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inResources, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unknownAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unknown-action', () => {
  test('an API operation', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:ListObjectsV2',
          "          ^^^^^^^^^^^^^^^^ 's3:ListObjectsV2' is not an IAM action; the call needs 's3:ListBucket'",
          '  Resource: !GetAtt Reports.Arn',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('an API operation: what is offered', () =>
    expect(
      fixesOf(
        'unknown-action',
        stack,
        inRole(['- Effect: Allow', '  Action: s3:ListObjectsV2', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
      ),
    ).toEqual(["widens: Change to 's3:ListBucket' (widens permissions)"]));
  test("an API operation: Change to 's3:ListBucket'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:ListObjectsV2', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
      "Change to 's3:ListBucket'",
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('an API operation whose action is there', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - s3:ListBucket',
          '    - s3:ListObjects',
          "      ^^^^^^^^^^^^^^ 's3:ListObjects' is not an IAM action; the call needs 's3:ListBucket'",
          '  Resource: !GetAtt Reports.Arn',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('an API operation whose action is there: what is offered', () =>
    expect(
      fixesOf(
        'unknown-action',
        stack,
        inRole(['- Effect: Allow', '  Action:', '    - s3:ListBucket', '    - s3:ListObjects', '  Resource: !GetAtt Reports.Arn'], {
          Reports: 'AWS::S3::Bucket',
        }),
      ),
    ).toEqual(['narrows: Remove it: s3:ListBucket is there already']));
  test('an API operation whose action is there: Remove it: s3:ListBucket is there already', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action:', '    - s3:ListBucket', '    - s3:ListObjects', '  Resource: !GetAtt Reports.Arn'], {
        Reports: 'AWS::S3::Bucket',
      }),
      'Remove it: s3:ListBucket is there already',
      inRole(['- Effect: Allow', '  Action:', '    - s3:ListBucket', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('an operation that needs several actions', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:CopyObject',
        "          ^^^^^^^^^^^^^ 's3:CopyObject' is not an IAM action; the call needs 's3:PutObject', 's3:GetObject'",
        '  Resource: arn:aws:s3:::reports/*',
      ]),
    ));
  test('an operation that needs several actions: what is offered', () =>
    expect(
      fixesOf('unknown-action', stack, inRole(['- Effect: Allow', '  Action: s3:CopyObject', '  Resource: arn:aws:s3:::reports/*'])),
    ).toEqual(["widens: Change to 's3:PutObject', 's3:GetObject' (widens permissions)"]));
  test('an operation that needs several actions: Change to', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:CopyObject', '  Resource: arn:aws:s3:::reports/*']),
      'Change to',
      inRole(['- Effect: Allow', '  Action:', '    - s3:PutObject', '    - s3:GetObject', '  Resource: arn:aws:s3:::reports/*']),
    ));
  test('an operation in JSON', () =>
    checkPicture(
      'unknown-action',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": ["sqs:SendMessageBatch"], "Resource": "*" }',
        "                                ^^^^^^^^^^^^^^^^^^^^^^ 'sqs:SendMessageBatch' is not an IAM action; the call needs 'sqs:SendMessage'",
      ]),
    ));
  test('an operation in JSON: what is offered', () =>
    expect(
      fixesOf('unknown-action', policyFile, inPolicy(['{ "Effect": "Allow", "Action": ["sqs:SendMessageBatch"], "Resource": "*" }'])),
    ).toEqual(["widens: Change to 'sqs:SendMessage' (widens permissions)"]));
  test("an operation in JSON: Change to 'sqs:SendMessage'", () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["sqs:SendMessageBatch"], "Resource": "*" }']),
      "Change to 'sqs:SendMessage'",
      inPolicy(['{ "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": "*" }']),
    ));
  test('near typos', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [dynamodb:GetItm, s3:GetObjects, lambda:InvokeFuntion]',
        "           ^^^^^^^^^^^^^^^ 'dynamodb:GetItm' is not in the catalogue of 2026-09-26; did you mean 'dynamodb:GetItem'?",
        "                            ^^^^^^^^^^^^^ 's3:GetObjects' is not in the catalogue of 2026-09-26; did you mean 's3:GetObject'?",
        "                                           ^^^^^^^^^^^^^^^^^^^^ 'lambda:InvokeFuntion' is not in the catalogue of 2026-09-26; did you mean 'lambda:InvokeFunction'?",
        "  Resource: '*'",
      ]),
    ));
  test('near typos: what is offered', () =>
    expect(
      fixesOf(
        'unknown-action',
        stack,
        inRole(['- Effect: Allow', '  Action: [dynamodb:GetItm, s3:GetObjects, lambda:InvokeFuntion]', "  Resource: '*'"]),
      ),
    ).toEqual([
      "widens: Change to 'dynamodb:GetItem' (widens permissions)",
      "widens: Change to 's3:GetObject' (widens permissions)",
      "widens: Change to 'lambda:InvokeFunction' (widens permissions)",
    ]));
  test("near typos: Change to 'dynamodb:GetItem'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [dynamodb:GetItm, s3:GetObjects, lambda:InvokeFuntion]', "  Resource: '*'"]),
      "Change to 'dynamodb:GetItem'",
      inRole(['- Effect: Allow', '  Action: [dynamodb:GetItem, s3:GetObjects, lambda:InvokeFuntion]', "  Resource: '*'"]),
    ));
  test('in flow style', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        "- { Effect: Allow, Action: [s3:HeadObject, s3:PutObject], Resource: 'arn:aws:s3:::b/*' }",
        "                            ^^^^^^^^^^^^^ 's3:HeadObject' is not an IAM action; the call needs 's3:GetObject'",
      ]),
    ));
  test("in flow style: Change to 's3:GetObject'", () =>
    checkFix(
      stack,
      inRole(["- { Effect: Allow, Action: [s3:HeadObject, s3:PutObject], Resource: 'arn:aws:s3:::b/*' }"]),
      "Change to 's3:GetObject'",
      inRole(["- { Effect: Allow, Action: [s3:GetObject, s3:PutObject], Resource: 'arn:aws:s3:::b/*' }"]),
    ));
  test('a name of nothing near', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:Frobnicate',
        "          ^^^^^^^^^^^^^ 's3:Frobnicate' is not in the catalogue of 2026-09-26",
        "  Resource: '*'",
      ]),
    ));
  test('a name of nothing near: what is offered', () =>
    expect(fixesOf('unknown-action', stack, inRole(['- Effect: Allow', '  Action: s3:Frobnicate', "  Resource: '*'"]))).toEqual([]));
  test('a retired action', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: aidevops:InvokeAgent',
        "          ^^^^^^^^^^^^^^^^^^^^ 'aidevops:InvokeAgent' is no longer in AWS's reference (retired)",
        "  Resource: '*'",
      ]),
    ));
  test('a retired action: what is offered', () =>
    expect(fixesOf('unknown-action', stack, inRole(['- Effect: Allow', '  Action: aidevops:InvokeAgent', "  Resource: '*'"]))).toEqual([]));
  test('a wildcard that matches nothing', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:Frob*',
        "          ^^^^^^^^ 's3:Frob*' matches no action of Amazon S3 in the catalogue of 2026-09-26",
        "  Resource: '*'",
      ]),
    ));
  test('a wildcard that matches nothing: what is offered', () =>
    expect(fixesOf('unknown-action', stack, inRole(['- Effect: Allow', '  Action: s3:Frob*', "  Resource: '*'"]))).toEqual([]));
  test('actions written as one', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject, s3:PutObject',
        "          ^^^^^^^^^^^^^^^^^^^^^^^^^^ 's3:GetObject, s3:PutObject' is no action: it is 2 in one text",
        "  Resource: '*'",
      ]),
    ));
  test('actions written as one: what is offered', () =>
    expect(
      fixesOf('unknown-action', stack, inRole(['- Effect: Allow', '  Action: s3:GetObject, s3:PutObject', "  Resource: '*'"])),
    ).toEqual(["widens: Change to 's3:GetObject', 's3:PutObject' (widens permissions)"]));
  test("actions written as one: Change to 's3:GetObject', 's3:PutObject'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject, s3:PutObject', "  Resource: '*'"]),
      "Change to 's3:GetObject', 's3:PutObject'",
      inRole(['- Effect: Allow', '  Action:', '    - s3:GetObject', '    - s3:PutObject', "  Resource: '*'"]),
    ));
  test('in NotAction', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Deny',
        '  NotAction: s3:ListObjects',
        "             ^^^^^^^^^^^^^^ 's3:ListObjects' is not an IAM action; the call needs 's3:ListBucket'",
        "  Resource: '*'",
      ]),
    ));
  test('in NotAction: what is offered', () =>
    expect(fixesOf('unknown-action', stack, inRole(['- Effect: Deny', '  NotAction: s3:ListObjects', "  Resource: '*'"]))).toEqual([
      "widens: Change to 's3:ListBucket' (widens permissions)",
    ]));
  test("in NotAction: Change to 's3:ListBucket'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Deny', '  NotAction: s3:ListObjects', "  Resource: '*'"]),
      "Change to 's3:ListBucket'",
      inRole(['- Effect: Deny', '  NotAction: s3:ListBucket', "  Resource: '*'"]),
    ));
  test('in a Deny', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: s3:ListObjects',
        "          ^^^^^^^^^^^^^^ 's3:ListObjects' is not an IAM action; the call needs 's3:ListBucket'",
        "  Resource: '*'",
      ]),
    ));
  test('in a Deny: what is offered', () =>
    expect(fixesOf('unknown-action', stack, inRole(['- Effect: Deny', '  Action: s3:ListObjects', "  Resource: '*'"]))).toEqual([
      "narrows: Change to 's3:ListBucket'",
    ]));
  test("in a Deny: Change to 's3:ListBucket'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Deny', '  Action: s3:ListObjects', "  Resource: '*'"]),
      "Change to 's3:ListBucket'",
      inRole(['- Effect: Deny', '  Action: s3:ListBucket', "  Resource: '*'"]),
    ));
  test('with a blank at its end', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Allow',
        "  Action: 's3:GetObject '",
        "          ^^^^^^^^^^^^^^^ 's3:GetObject ' is no action: it has a blank in it",
        "  Resource: '*'",
      ]),
    ));
  test('with a blank at its end: what is offered', () =>
    expect(fixesOf('unknown-action', stack, inRole(['- Effect: Allow', "  Action: 's3:GetObject '", "  Resource: '*'"]))).toEqual([
      "widens: Change to 's3:GetObject' (widens permissions)",
    ]));
  test("with a blank at its end: Change to 's3:GetObject'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', "  Action: 's3:GetObject '", "  Resource: '*'"]),
      "Change to 's3:GetObject'",
      inRole(['- Effect: Allow', "  Action: 's3:GetObject'", "  Resource: '*'"]),
    ));
  test('a wildcard that was meant for another', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["dynamodb:BatchGte*", "s3:GetObject"], "Resource": "*" }']),
      "Change to 'dynamodb:BatchGet*'",
      inPolicy(['{ "Effect": "Allow", "Action": ["dynamodb:BatchGet*", "s3:GetObject"], "Resource": "*" }']),
    ));
  test('a list in one text whose names share a service', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:GetObject\', PutObject"], "Resource": "*" }']),
      "Change to 's3:GetObject', 's3:PutObject'",
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }']),
    ));
  test('a blank in front', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Deny',
        "  Action: [' s3:GetObject', 's3: PutObject']",
        "           ^^^^^^^^^^^^^^^ ' s3:GetObject' is no action: it has a blank in it",
        "                            ^^^^^^^^^^^^^^^ 's3: PutObject' is no action: it has a blank in it",
        "  Resource: '*'",
      ]),
    ));
  test('an operation that is newer than the catalogue is no slip', () =>
    checkPicture(
      'unknown-action',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: dynamodb:StartBulkPutItems',
        "          ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'dynamodb:StartBulkPutItems' is newer than the catalogue of 2026-09-26",
        "  Resource: '*'",
      ]),
    ));
  test('any letter case is known', () =>
    checkSilent('unknown-action', stack, inRole(['- Effect: Allow', '  Action: [S3:GETOBJECT, dynamodb:getitem]', "  Resource: '*'"])));
  test('actions from intrinsics are silent', () =>
    checkSilent(
      'unknown-action',
      stack,
      inRole(['- Effect: Allow', "  Action: [!Ref Action, !Sub 's3:${Verb}Object']", "  Resource: '*'"]),
    ));
  test('trust policies use known actions', () =>
    checkSilent(
      'unknown-action',
      stack,
      inResources([
        'Role:',
        '  Type: AWS::IAM::Role',
        '  Properties:',
        '    AssumeRolePolicyDocument:',
        '      Statement:',
        '        - Effect: Allow',
        '          Principal: { Federated: cognito-identity.amazonaws.com }',
        '          Action: [sts:AssumeRoleWithWebIdentity, sts:TagSession]',
      ]),
    ));
});
