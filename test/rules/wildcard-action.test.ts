import { describe, expect, test } from 'vitest';
import { wildcardAction } from '../../server/src/rules/wildcard-action.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import {
  inFunction,
  inJsonText,
  inPolicy,
  inProvider,
  inRole,
  policyFile,
  serverless,
  stack,
  template,
  withCrlf,
} from '../support/policy-texts.ts';

checkExamples(wildcardAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('wildcard-action', () => {
  test('s3:* on *', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:*',
        "          ^^^^ 's3:*' allows 180 actions: 66 read, 18 list, 96 write, 12 tagging, 27 permissions management",
        "  Resource: '*'",
      ]),
    ));
  test('s3:* on *: what is offered', () =>
    expect(fixesOf('wildcard-action', stack, inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"]))).toEqual([
      "narrows: Keep only the 3 actions of SAM's S3WritePolicy (177 go; s3:PutObjectAcl stays, which changes permissions)",
      "narrows: Keep only the 2 actions of SAM's S3WritePolicy, none that changes permissions (178 go)",
      "narrows: Keep only the 5 actions of SAM's S3ReadPolicy (175 go)",
      "narrows: Keep only the 9 actions of SAM's S3CrudPolicy (171 go; s3:PutObjectAcl stays, which changes permissions)",
      "narrows: Keep only the 8 actions of SAM's S3CrudPolicy, none that changes permissions (172 go)",
      "narrows: Keep only the 16 actions of SAM's S3FullAccessPolicy (164 go; s3:PutObjectAcl stays, which changes permissions)",
      'narrows: Keep only the 66 read actions (114 go)',
      'narrows: Keep only the 66 read actions (114 go), as 3 patterns',
      'narrows: Keep only the 18 list actions (162 go)',
      "narrows: Keep only the 18 list actions (162 go), as 's3:List*'",
      'narrows: Keep only the 84 read and list actions (96 go)',
      'narrows: Keep only the 84 read and list actions (96 go), as 4 patterns',
      'narrows: Keep only the 57 write actions (123 go)',
      'narrows: Keep only the 141 read, list and write actions (39 go)',
      'equal: Spell out all 180 actions (as of 2026-09-26)',
    ]));
  test("s3:* on *: SAM's S3ReadPolicy", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"]),
      "SAM's S3ReadPolicy",
      inRole([
        '- Effect: Allow',
        '  Action:',
        '    - s3:GetBucketLocation',
        '    - s3:GetLifecycleConfiguration',
        '    - s3:GetObject',
        '    - s3:GetObjectVersion',
        '    - s3:ListBucket',
        "  Resource: '*'",
      ]),
    ));
  test("s3:* on *: as 's3:List*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"]),
      "as 's3:List*'",
      inRole(['- Effect: Allow', '  Action: s3:List*', "  Resource: '*'"]),
    ));
  test('s3:Get* on the objects of a bucket', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:Get*',
          "          ^^^^^^^ 's3:Get*' allows 63 read actions",
          "  Resource: !Sub '${Reports.Arn}/*'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('s3:Get* on the objects of a bucket: what is offered', () =>
    expect(
      fixesOf(
        'wildcard-action',
        stack,
        inRole(['- Effect: Allow', '  Action: s3:Get*', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
      ),
    ).toEqual([
      'narrows: Keep only the 16 actions that its resources admit (47 go)',
      "narrows: Keep only the 16 actions that its resources admit (47 go), as 's3:GetObject*'",
      "narrows: Keep only the 2 actions of SAM's S3ReadPolicy (61 go)",
      "narrows: Keep only the 5 actions of SAM's S3FullAccessPolicy (58 go)",
      'equal: Spell out all 63 actions (as of 2026-09-26)',
    ]));
  test("s3:Get* on the objects of a bucket: as 's3:GetObject*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:Get*', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
      "as 's3:GetObject*'",
      inRole(['- Effect: Allow', '  Action: s3:GetObject*', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
    ));
  test("s3:Get* on the objects of a bucket: SAM's S3ReadPolicy", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:Get*', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
      "SAM's S3ReadPolicy",
      inRole(['- Effect: Allow', '  Action:', '    - s3:GetObject', '    - s3:GetObjectVersion', "  Resource: !Sub '${Reports.Arn}/*'"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('* on *', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          "  Action: '*'",
          "          ^^^ '*' allows every action of every service",
          "  Resource: '*'",
          '- Effect: Allow',
          '  Action: s3:GetObject',
          "  Resource: !Sub '${Reports.Arn}/*'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('* on *: what is offered', () =>
    expect(
      fixesOf(
        'wildcard-action',
        stack,
        inRole(
          [
            '- Effect: Allow',
            "  Action: '*'",
            "  Resource: '*'",
            '- Effect: Allow',
            '  Action: s3:GetObject',
            "  Resource: !Sub '${Reports.Arn}/*'",
          ],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ).toEqual(['narrows: Remove this statement']));
  test('* on *: Remove this statement', () =>
    checkFix(
      stack,
      inRole(
        [
          '- Effect: Allow',
          "  Action: '*'",
          "  Resource: '*'",
          '- Effect: Allow',
          '  Action: s3:GetObject',
          "  Resource: !Sub '${Reports.Arn}/*'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
      'Remove this statement',
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('dynamodb:* on a table', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - dynamodb:*',
          "      ^^^^^^^^^^ 'dynamodb:*' allows 79 actions: 30 read, 6 list, 43 write, 2 tagging, 3 permissions management",
          '  Resource: !GetAtt Orders.Arn',
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('dynamodb:* on a table: what is offered', () =>
    expect(
      fixesOf(
        'wildcard-action',
        stack,
        inRole(['- Effect: Allow', '  Action:', '    - dynamodb:*', '  Resource: !GetAtt Orders.Arn'], { Orders: 'AWS::DynamoDB::Table' }),
      ),
    ).toEqual([
      'narrows: Keep only the 57 actions that its resources admit (22 go; dynamodb:DeleteResourcePolicy, dynamodb:PutResourcePolicy stay, which change permissions)',
      "narrows: Keep only the 1 action of SAM's DynamoDBReconfigurePolicy (78 go)",
      "narrows: Keep only the 3 actions of SAM's DynamoDBWritePolicy (76 go)",
      "narrows: Keep only the 2 actions of SAM's DynamoDBBackupFullAccessPolicy (77 go)",
      "narrows: Keep only the 5 actions of SAM's DynamoDBReadPolicy (74 go)",
      "narrows: Keep only the 8 actions of SAM's DynamoDBRestoreFromBackupPolicy (71 go)",
      "narrows: Keep only the 10 actions of SAM's DynamoDBCrudPolicy (69 go)",
      'narrows: Keep only the 16 read actions that its resources admit (63 go)',
      'narrows: Keep only the 2 list actions that its resources admit (77 go)',
      'narrows: Keep only the 18 read and list actions that its resources admit (61 go)',
      'narrows: Keep only the 35 write actions that its resources admit (44 go)',
      'narrows: Keep only the 53 read, list and write actions that its resources admit (26 go)',
      'equal: Spell out all 79 actions (as of 2026-09-26)',
    ]));
  test("dynamodb:* on a table: SAM's DynamoDBWritePolicy", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action:', '    - dynamodb:*', '  Resource: !GetAtt Orders.Arn'], { Orders: 'AWS::DynamoDB::Table' }),
      "SAM's DynamoDBWritePolicy",
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - dynamodb:BatchWriteItem',
          '    - dynamodb:PutItem',
          '    - dynamodb:UpdateItem',
          '  Resource: !GetAtt Orders.Arn',
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('a question mark', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - s3:?etObject # why',
          "      ^^^^^^^^^^^^ 's3:?etObject' allows 1 read action",
          '    - s3:PutObject',
          "  Resource: !Sub '${Reports.Arn}/*'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('a question mark: what is offered', () =>
    expect(
      fixesOf(
        'wildcard-action',
        stack,
        inRole(['- Effect: Allow', '  Action:', '    - s3:?etObject # why', '    - s3:PutObject', "  Resource: !Sub '${Reports.Arn}/*'"], {
          Reports: 'AWS::S3::Bucket',
        }),
      ),
    ).toEqual(["equal: Write 's3:GetObject' (as of 2026-09-26)"]));
  test("a question mark: Write 's3:GetObject'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action:', '    - s3:?etObject # why', '    - s3:PutObject', "  Resource: !Sub '${Reports.Arn}/*'"], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Write 's3:GetObject'",
      inRole(['- Effect: Allow', '  Action:', '    - s3:GetObject # why', '    - s3:PutObject', "  Resource: !Sub '${Reports.Arn}/*'"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('a wildcard that its neighbours cover', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          "  Action: [s3:GetObject, 's3:GetObjec?']",
          "                         ^^^^^^^^^^^^^^ 's3:GetObjec?' allows 1 read action",
          "  Resource: !Sub '${Reports.Arn}/*'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("a wildcard that its neighbours cover: Write 's3:GetObject'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', "  Action: [s3:GetObject, 's3:GetObjec?']", "  Resource: !Sub '${Reports.Arn}/*'"], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Write 's3:GetObject'",
      inRole(['- Effect: Allow', '  Action: [s3:GetObject]', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('iam:* names what it may pass on', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: iam:*',
        "          ^^^^^ 'iam:*' allows 190 actions: 37 read, 40 list, 113 write, 16 tagging, 23 permissions management, iam:PassRole and iam:CreateServiceLinkedRole on any role among them",
        "  Resource: '*'",
      ]),
    ));
  test('iam:* names what it may pass on: what is offered', () =>
    expect(fixesOf('wildcard-action', stack, inRole(['- Effect: Allow', '  Action: iam:*', "  Resource: '*'"]))).toEqual([
      'narrows: Keep only the 37 read actions (153 go)',
      'narrows: Keep only the 40 list actions (150 go)',
      'narrows: Keep only the 40 list actions (150 go), as 3 patterns',
      'narrows: Keep only the 77 read and list actions (113 go)',
      'narrows: Keep only the 77 read and list actions (113 go), as 4 patterns',
      'narrows: Keep only the 74 write actions (116 go; iam:PassRole stays, which changes permissions)',
      'narrows: Keep only the 151 read, list and write actions (39 go; iam:PassRole stays, which changes permissions)',
      'equal: Spell out all 190 actions (as of 2026-09-26)',
    ]));
  test('in flow style', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole([
        "- { Effect: Allow, Action: [kms:De*, sns:Publish], Resource: '*' }",
        "                            ^^^^^^^ 'kms:De*' allows 7 actions: 2 read, 5 write",
      ]),
    ));
  test("in flow style: SAM's KMSDecryptPolicy", () =>
    checkFix(
      stack,
      inRole(["- { Effect: Allow, Action: [kms:De*, sns:Publish], Resource: '*' }"]),
      "SAM's KMSDecryptPolicy",
      inRole(["- { Effect: Allow, Action: [kms:Decrypt, sns:Publish], Resource: '*' }"]),
    ));
  test('in flow style: Spell out', () =>
    checkFix(
      stack,
      inRole(["- { Effect: Allow, Action: [kms:De*, sns:Publish], Resource: '*' }"]),
      'Spell out',
      inRole([
        "- { Effect: Allow, Action: [kms:Decrypt, kms:DeleteAlias, kms:DeleteCustomKeyStore, kms:DeleteImportedKeyMaterial, kms:DeriveSharedSecret, kms:DescribeCustomKeyStores, kms:DescribeKey, sns:Publish], Resource: '*' }",
      ]),
    ));
  test('in JSON', () =>
    checkPicture(
      'wildcard-action',
      policyFile,
      inPolicy([
        '{',
        '  "Effect": "Allow",',
        '  "Action": ["sqs:Receive*", "sqs:DeleteMessage*"],',
        "             ^^^^^^^^^^^^^^ 'sqs:Receive*' allows 1 read action",
        "                             ^^^^^^^^^^^^^^^^^^^^ 'sqs:DeleteMessage*' allows 1 write action",
        '  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"',
        '}',
      ]),
    ));
  test("in JSON: Write 'sqs:ReceiveMessage'", () =>
    checkFix(
      policyFile,
      inPolicy([
        '{',
        '  "Effect": "Allow",',
        '  "Action": ["sqs:Receive*", "sqs:DeleteMessage*"],',
        '  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"',
        '}',
      ]),
      "Write 'sqs:ReceiveMessage'",
      inPolicy([
        '{',
        '  "Effect": "Allow",',
        '  "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage*"],',
        '  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"',
        '}',
      ]),
    ));
  test('in JSON text of a string', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inJsonText(
        [
          '{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "${Reports.Arn}/*" }',
          "                               ^^^^^^^^^ 's3:Get*' allows 63 read actions",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("in JSON text of a string: as 's3:GetObject*'", () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "${Reports.Arn}/*" }'], { Reports: 'AWS::S3::Bucket' }),
      "as 's3:GetObject*'",
      inJsonText(['{ "Effect": "Allow", "Action": "s3:GetObject*", "Resource": "${Reports.Arn}/*" }'], { Reports: 'AWS::S3::Bucket' }),
    ));
  test("in JSON text of a string: SAM's S3ReadPolicy", () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "${Reports.Arn}/*" }'], { Reports: 'AWS::S3::Bucket' }),
      "SAM's S3ReadPolicy",
      inJsonText(['{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "${Reports.Arn}/*" }'], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('in Serverless', () =>
    checkPicture(
      'wildcard-action',
      serverless,
      inProvider(
        [
          '- Effect: Allow',
          '  Action:',
          '    - dynamodb:Get*',
          "      ^^^^^^^^^^^^^ 'dynamodb:Get*' allows 5 read actions",
          '  Resource: arn:aws:dynamodb:${aws:region}:${aws:accountId}:table/${self:custom.table}',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in Serverless: 1 action', () =>
    checkFix(
      serverless,
      inProvider(
        [
          '- Effect: Allow',
          '  Action:',
          '    - dynamodb:Get*',
          '  Resource: arn:aws:dynamodb:${aws:region}:${aws:accountId}:table/${self:custom.table}',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
      '1 action',
      inProvider(
        [
          '- Effect: Allow',
          '  Action:',
          '    - dynamodb:GetItem',
          '  Resource: arn:aws:dynamodb:${aws:region}:${aws:accountId}:table/${self:custom.table}',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in SAM', () =>
    checkPicture(
      'wildcard-action',
      template,
      inFunction([
        "- Version: '2012-10-17'",
        '  Statement:',
        '    - Effect: Allow',
        '      Action: ses:Send*',
        "              ^^^^^^^^^ 'ses:Send*' allows 7 write actions",
        "      Resource: '*'",
      ]),
    ));
  test('in SAM: Spell out', () =>
    checkFix(
      template,
      inFunction(["- Version: '2012-10-17'", '  Statement:', '    - Effect: Allow', '      Action: ses:Send*', "      Resource: '*'"]),
      'Spell out',
      inFunction([
        "- Version: '2012-10-17'",
        '  Statement:',
        '    - Effect: Allow',
        '      Action:',
        '        - ses:SendBounce',
        '        - ses:SendBulkEmail',
        '        - ses:SendBulkTemplatedEmail',
        '        - ses:SendCustomVerificationEmail',
        '        - ses:SendEmail',
        '        - ses:SendRawEmail',
        '        - ses:SendTemplatedEmail',
        "      Resource: '*'",
      ]),
    ));
  test('with the long form of an intrinsic', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:List*',
          "          ^^^^^^^^ 's3:List*' allows 18 list actions",
          '  Resource:',
          '    Fn::GetAtt: [Reports, Arn]',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('with the long form of an intrinsic: that its resources admit', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:List*', '  Resource:', '    Fn::GetAtt: [Reports, Arn]'], { Reports: 'AWS::S3::Bucket' }),
      'that its resources admit',
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - s3:ListBucket',
          '    - s3:ListBucketMultipartUploads',
          '    - s3:ListBucketVersions',
          '    - s3:ListTagsForResource',
          '  Resource:',
          '    Fn::GetAtt: [Reports, Arn]',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('on an ARN by Fn::Join', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:List*',
          "          ^^^^^^^^ 's3:List*' allows 18 list actions",
          "  Resource: !Join ['', ['arn:aws:s3:::', !Ref Reports]]",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('on an ARN by Fn::Join: that its resources admit', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:List*', "  Resource: !Join ['', ['arn:aws:s3:::', !Ref Reports]]"], {
        Reports: 'AWS::S3::Bucket',
      }),
      'that its resources admit',
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - s3:ListBucket',
          '    - s3:ListBucketMultipartUploads',
          '    - s3:ListBucketVersions',
          '    - s3:ListTagsForResource',
          "  Resource: !Join ['', ['arn:aws:s3:::', !Ref Reports]]",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('with CRLF: that its resources admit', () =>
    checkFix(
      stack,
      withCrlf(inRole(['- Effect: Allow', '  Action: s3:List*', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' })),
      'that its resources admit',
      withCrlf(
        inRole(
          [
            '- Effect: Allow',
            '  Action:',
            '    - s3:ListBucket',
            '    - s3:ListBucketMultipartUploads',
            '    - s3:ListBucketVersions',
            '    - s3:ListTagsForResource',
            '  Resource: !GetAtt Reports.Arn',
          ],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ));
  test('only in one branch of Fn::If', () =>
    checkPicture(
      'wildcard-action',
      stack,
      inRole(
        [
          '- Effect: Allow',
          "  Action: !If [Prod, 's3:GetObjec?', s3:PutObject]",
          "                     ^^^^^^^^^^^^^^ 's3:GetObjec?' allows 1 read action",
          "  Resource: !Sub '${Reports.Arn}/*'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("only in one branch of Fn::If: Write 's3:GetObject'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', "  Action: !If [Prod, 's3:GetObjec?', s3:PutObject]", "  Resource: !Sub '${Reports.Arn}/*'"], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Write 's3:GetObject'",
      inRole(['- Effect: Allow', "  Action: !If [Prod, 's3:GetObject', s3:PutObject]", "  Resource: !Sub '${Reports.Arn}/*'"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('a Deny is silent', () => checkSilent('wildcard-action', stack, inRole(['- Effect: Deny', '  Action: s3:*', "  Resource: '*'"])));
  test('NotAction is silent', () =>
    checkSilent('wildcard-action', stack, inRole(['- Effect: Allow', '  NotAction: iam:*', "  Resource: '*'"])));
  test('NotResource is silent', () =>
    checkSilent(
      'wildcard-action',
      stack,
      inRole(['- Effect: Allow', '  Action: s3:*', '  NotResource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('an effect that is not known is silent', () =>
    checkSilent('wildcard-action', stack, inRole(['- Effect: !If [Prod, Allow, Deny]', '  Action: s3:*', "  Resource: '*'"])));
  test('a wildcard that matches nothing is another finding', () =>
    checkSilent('wildcard-action', stack, inRole(['- Effect: Allow', '  Action: s3:Foo*', "  Resource: '*'"])));
  test('an action from a parameter is silent', () =>
    checkSilent('wildcard-action', stack, inRole(['- Effect: Allow', "  Action: !Sub 's3:${Verb}*'", "  Resource: '*'"])));
});
