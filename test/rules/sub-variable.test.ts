import { describe, test } from 'vitest';
import { subVariable } from '../../server/src/rules/sub-variable.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonRole, inJsonText, inPolicy, inProvider, inRole, jsonStack, policyFile, serverless, stack } from '../support/policy-texts.ts';

checkExamples(subVariable, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);

describe('sub-variable', () => {
  test('outside and inside of Fn::Sub', () =>
    checkPicture(
      'sub-variable',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: sqs:SendMessage',
          '  Resource:',
          "    - 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs'",
          "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${AWS::Region}' stays as it is written: CloudFormation replaces it in the text of Fn::Sub only",
          "    - !Join [':', ['arn:aws:sqs:${AWS::Region}', jobs]]",
          "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${AWS::Region}' stays as it is written: CloudFormation replaces it in the text of Fn::Sub only",
          "    - !Sub 'arn:aws:sqs:${!AWS::Region}:111122223333:jobs'",
          "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${!' keeps '${AWS::Region}' as text: CloudFormation does not replace it",
          "    - !Sub 'arn:aws:sqs:*:111122223333:${aws:username}'",
          "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${aws:username}' is a policy variable: in Fn::Sub it is written '${!aws:username}'",
          "    - '${Jobs.Arn}'",
          "      ^^^^^^^^^^^^^ '${Jobs.Arn}' stays as it is written: CloudFormation replaces it in the text of Fn::Sub only",
        ],
        { Jobs: 'AWS::SQS::Queue' },
      ),
    ));
  test('in an action', () =>
    checkPicture(
      'sub-variable',
      stack,
      inRole([
        '- Effect: Allow',
        "  Action: 's3:${AWS::Region}'",
        "          ^^^^^^^^^^^^^^^^^^^ '${AWS::Region}' stays as it is written: CloudFormation replaces it in the text of Fn::Sub only",
        "  Resource: '*'",
      ]),
    ));
  test('Put it into Fn::Sub', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', "  Resource: 'arn:aws:sqs:${AWS::Region}:*:${aws:username}'"]),
      'Put it into Fn::Sub',
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', "  Resource: !Sub 'arn:aws:sqs:${AWS::Region}:*:${!aws:username}'"]),
    ));
  test('Put it into Fn::Sub, in a JSON template', () =>
    checkFix(
      jsonStack,
      inJsonRole(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:${AWS::Region}:*:jobs" }']),
      'Put it into Fn::Sub',
      inJsonRole(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Fn::Sub": "arn:aws:sqs:${AWS::Region}:*:jobs" } }']),
    ));
  test("Change to '${!aws:username}', in JSON text of a string", () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:*:${aws:username}" }']),
      "Change to '${!aws:username}'",
      inJsonText(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:*:${!aws:username}" }']),
    ));
  test('Serverless reads ${aws:…} itself', () =>
    checkPicture(
      'sub-variable',
      serverless,
      inProvider([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        '  Resource:',
        '    - arn:aws:s3:::b/${aws:username}/*',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Serverless reads '${aws:username}' itself; for IAM it is written '\\${aws:username}'",
        '    - arn:aws:s3:::b-${aws:region}/\\${aws:username}/${self:custom.x}/*',
      ]),
    ));
  test('Serverless: Change to', () =>
    checkFix(
      serverless,
      inProvider(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/${aws:username}/*']),
      "Change to '\\${aws:username}'",
      inProvider(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/\\${aws:username}/*']),
    ));
  test('names that the template does not declare, loops and policy files are silent', () => {
    checkSilent(
      'sub-variable',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        "  Resource: ['arn:aws:s3:::${bucket}/*', !Sub 'arn:aws:s3:::${Unknown}/*', !Sub 'arn:aws:s3:::{{resolve:ssm:/b}}/*']",
      ]),
    );
    checkSilent(
      'sub-variable',
      policyFile,
      inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${AWS::Region}/*" }']),
    );
  });
});
