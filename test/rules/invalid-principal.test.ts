import { describe, expect, test } from 'vitest';
import { invalidPrincipal } from '../../server/src/rules/invalid-principal.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inBucketPolicy, inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { inResources, jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(invalidPrincipal, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

describe('invalid-principal', () => {
  test('without a key', () =>
    checkPicture(
      'invalid-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal: arn:aws:iam::111122223333:root',
        "             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Principal is '*' or a mapping such as AWS: …, not 'arn:aws:iam::111122223333:root'",
        '  Action: sts:AssumeRole',
        '- Effect: Allow',
        "  Principal: ['*']",
        "             ^^^^^ Principal is '*' or a mapping such as AWS: …, not a list",
        '  Action: sts:AssumeRole',
      ]),
    ));
  test('a key that there is not', () =>
    checkPicture(
      'invalid-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        '    aws: "*"',
        "    ^^^ 'aws' is no kind of principal; did you mean 'AWS'?",
        '    Action: sts:AssumeRole',
        "    ^^^^^^ 'Action' is no kind of principal; it is an element of the statement",
        '    Everybody: yes',
        "    ^^^^^^^^^ 'Everybody' is no kind of principal; there are AWS, Service, Federated, CanonicalUser",
      ]),
    ));
  test('values under AWS', () =>
    checkPicture(
      'invalid-principal',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        '  Principal:',
        '    AWS:',
        '      - lambda.amazonaws.com',
        "        ^^^^^^^^^^^^^^^^^^^^ 'lambda.amazonaws.com' belongs under Service, not under AWS",
        "      - '12345'",
        "        ^^^^^^^ An account has 12 digits, '12345' has 5",
        '      - AROADBQP57FF2AEXAMPLE',
        "        ^^^^^^^^^^^^^^^^^^^^^ 'AROADBQP57FF2AEXAMPLE' is the id of a role that was deleted, or stands for its ARN; name the role by its ARN",
        '      - AIDACKCEVSQ6C2EXAMPLE',
        "        ^^^^^^^^^^^^^^^^^^^^^ 'AIDACKCEVSQ6C2EXAMPLE' is the id of a user that was deleted, or stands for its ARN; name the user by its ARN",
        '      - !Sub arn:aws:iam::${AWS::AccountId}:group/admins',
        "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:iam::${AWS::AccountId}:group/admins' is a group, which cannot be a principal; name its users or a role",
        '      - arn:aws:iam::111122223333:policy/x',
        "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:iam::111122223333:policy/x' is no ARN of an account's root, a user, a role or a session",
        '      - me',
        "        ^^ 'me' is neither an account, an ARN of a user or role, nor '*'",
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::reports/*',
      ]),
    ));
  test('a role by its name', () =>
    checkPicture(
      'invalid-principal',
      stack,
      inTrust(
        [
          '- Effect: Allow',
          '  Principal:',
          '    AWS: !Ref Worker',
          "         ^^^^^^^^^^^ !Ref of a role is its name; a principal is named by its ARN, '!GetAtt Worker.Arn'",
          '  Action: sts:AssumeRole',
        ],
        { Worker: 'AWS::IAM::Role' },
      ),
    ));
  test('a role by its ARN', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal: { AWS: !Ref Worker }', '  Action: sts:AssumeRole'], { Worker: 'AWS::IAM::Role' }),
      'Change to !GetAtt Worker.Arn',
      inTrust(['- Effect: Allow', '  Principal: { AWS: !GetAtt Worker.Arn }', '  Action: sts:AssumeRole'], { Worker: 'AWS::IAM::Role' }),
    ));
  test('a key is put before it', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal: lambda.amazonaws.com', '  Action: sts:AssumeRole']),
      'Put it under Service',
      inTrust(['- Effect: Allow', '  Principal: { Service: lambda.amazonaws.com }', '  Action: sts:AssumeRole']),
    ));
  test('a key is renamed in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "Services": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
      'Rename Services to Service',
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
    ));
  test('a key is renamed in JSON text', () =>
    checkFix(
      stack,
      inTrustText(['{ "Effect": "Allow", "Principal": { "AWS": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
      'Rename AWS to Service',
      inTrustText(['{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
    ));
  test('one value among others is not moved with them', () =>
    expect(
      fixesOf(
        'invalid-principal',
        stack,
        inTrust(['- Effect: Allow', "  Principal: { AWS: ['111122223333', lambda.amazonaws.com] }", '  Action: sts:AssumeRole']),
      ),
    ).toEqual([]));
  test('what stands for a principal is not known', () =>
    checkSilent(
      'invalid-principal',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        '  Principal:',
        "    AWS: [!Ref Given, !Sub 'arn:aws:iam::${Account}:role/x', !ImportValue role, !Join ['', ['arn:aws:iam::', !Ref Account, ':root']]]",
        '    CanonicalUser: 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::reports/*',
        '- Effect: Allow',
        '  Principal: !Ref Whoever',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::reports/*',
        '- Effect: Allow',
        '  Principal: { AWS: arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEF }',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::reports/*',
      ]),
    ));
  test('a permission of a function names its principal without a key', () =>
    checkSilent(
      'invalid-principal',
      stack,
      inResources(['Call:', '  Type: AWS::Lambda::Permission', '  Properties:', '    Principal: events.amazonaws.com']),
    ));
});
