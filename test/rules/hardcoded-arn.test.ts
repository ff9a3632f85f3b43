import { describe, test } from 'vitest';
import { hardcodedArn } from '../../server/src/rules/hardcoded-arn.ts';
import { checkExamples, checkFix, checkPicture } from '../support/check-rule.ts';
import { inJsonText, inRole, stack } from '../support/policy-texts.ts';

checkExamples(hardcodedArn, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);

describe('hardcoded-arn', () => {
  test('what is written out', () =>
    checkPicture(
      'hardcoded-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: sqs:SendMessage',
        '  Resource:',
        '    - arn:aws:sqs:eu-west-1:111122223333:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The partition 'aws', the Region 'eu-west-1', the account '111122223333' are written out in the ARN",
        '    - !Sub arn:${AWS::Partition}:sqs:eu-west-1:${AWS::AccountId}:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The Region 'eu-west-1' is written out in the ARN",
        '    - !Sub arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess',
      ]),
    ));
  test('pseudo parameters in its place', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: arn:aws:sqs:eu-west-1:111122223333:jobs']),
      'Change to',
      inRole([
        '- Effect: Allow',
        '  Action: sqs:SendMessage',
        "  Resource: !Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs'",
      ]),
      'hardcoded-arn',
    ));
  test('in JSON text of a string', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }']),
      'Change to',
      inJsonText(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:${AWS::Partition}:s3:::b/*" }']),
      'hardcoded-arn',
    ));
});
