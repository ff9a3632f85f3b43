import { describe, expect, test } from 'vitest';
import { unknownService } from '../../server/src/rules/unknown-service.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inResources, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unknownService, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unknown-service', () => {
  test('a typo', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: dyanmodb:GetItem',
        "          ^^^^^^^^^^^^^^^^ There is no service 'dyanmodb'; did you mean 'dynamodb:GetItem'?",
        "  Resource: '*'",
      ]),
    ));
  test('a typo: what is offered', () =>
    expect(fixesOf('unknown-service', stack, inRole(['- Effect: Allow', '  Action: dyanmodb:GetItem', "  Resource: '*'"]))).toEqual([
      "widens: Change to 'dynamodb:GetItem' (widens permissions)",
    ]));
  test("a typo: Change to 'dynamodb:GetItem'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: dyanmodb:GetItem', "  Resource: '*'"]),
      "Change to 'dynamodb:GetItem'",
      inRole(['- Effect: Allow', '  Action: dynamodb:GetItem', "  Resource: '*'"]),
    ));
  test('a prefix of the SDK', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [bedrock-runtime:InvokeModel, cloudwatch-logs:PutLogEvents, sfn:StartExecution]',
        "           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no service 'bedrock-runtime'; did you mean 'bedrock:InvokeModel'?",
        "                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no service 'cloudwatch-logs'; did you mean 'logs:PutLogEvents'?",
        "                                                                      ^^^^^^^^^^^^^^^^^^ There is no service 'sfn'; did you mean 'states:StartExecution'?",
        "  Resource: '*'",
      ]),
    ));
  test('a prefix of the SDK: what is offered', () =>
    expect(
      fixesOf(
        'unknown-service',
        stack,
        inRole([
          '- Effect: Allow',
          '  Action: [bedrock-runtime:InvokeModel, cloudwatch-logs:PutLogEvents, sfn:StartExecution]',
          "  Resource: '*'",
        ]),
      ),
    ).toEqual([
      "widens: Change to 'bedrock:InvokeModel' (widens permissions)",
      "widens: Change to 'logs:PutLogEvents' (widens permissions)",
      "widens: Change to 'states:StartExecution' (widens permissions)",
    ]));
  test('no service', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [s3:GetObject, PutObject]',
        "                         ^^^^^^^^^ 'PutObject' lacks the service, as in 's3:GetObject'; did you mean 's3:PutObject'?",
        "  Resource: '*'",
      ]),
    ));
  test('no service: what is offered', () =>
    expect(
      fixesOf('unknown-service', stack, inRole(['- Effect: Allow', '  Action: [s3:GetObject, PutObject]', "  Resource: '*'"])),
    ).toEqual(["widens: Change to 's3:PutObject' (widens permissions)"]));
  test("no service: Change to 's3:PutObject'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, PutObject]', "  Resource: '*'"]),
      "Change to 's3:PutObject'",
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:PutObject]', "  Resource: '*'"]),
    ));
  test('no service that can be guessed', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: DoWhatYouWant',
        "          ^^^^^^^^^^^^^ 'DoWhatYouWant' lacks the service, as in 's3:GetObject'",
        "  Resource: '*'",
      ]),
    ));
  test('no service that can be guessed: what is offered', () =>
    expect(fixesOf('unknown-service', stack, inRole(['- Effect: Allow', '  Action: DoWhatYouWant', "  Resource: '*'"]))).toEqual([]));
  test('a colon and no service', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        "  Action: [s3:PutObject, ':GetObject']",
        "                         ^^^^^^^^^^^^ ':GetObject' lacks the service, as in 's3:GetObject'; did you mean 's3:GetObject'?",
        "  Resource: '*'",
      ]),
    ));
  test('a colon and no service: what is offered', () =>
    expect(
      fixesOf('unknown-service', stack, inRole(['- Effect: Allow', "  Action: [s3:PutObject, ':GetObject']", "  Resource: '*'"])),
    ).toEqual(["widens: Change to 's3:GetObject' (widens permissions)"]));
  test("a colon and no service: Change to 's3:GetObject'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', "  Action: [s3:PutObject, ':GetObject']", "  Resource: '*'"]),
      "Change to 's3:GetObject'",
      inRole(['- Effect: Allow', "  Action: [s3:PutObject, 's3:GetObject']", "  Resource: '*'"]),
    ));
  test('a slash', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3/GetObject',
        "          ^^^^^^^^^^^^ 's3/GetObject' lacks the service, as in 's3:GetObject'",
        "  Resource: '*'",
      ]),
    ));
  test('a slash: what is offered', () =>
    expect(fixesOf('unknown-service', stack, inRole(['- Effect: Allow', '  Action: s3/GetObject', "  Resource: '*'"]))).toEqual([]));
  test('in JSON', () =>
    checkPicture(
      'unknown-service',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": "s33:GetObject", "Resource": "*" }',
        "                               ^^^^^^^^^^^^^^^ There is no service 's33'; did you mean 's3:GetObject'?",
      ]),
    ));
  test("in JSON: Change to 's3:GetObject'", () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "s33:GetObject", "Resource": "*" }']),
      "Change to 's3:GetObject'",
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('a wildcard', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: dyanmodb:*',
        "          ^^^^^^^^^^ There is no service 'dyanmodb'; did you mean 'dynamodb:*'?",
        "  Resource: '*'",
      ]),
    ));
  test('a wildcard: what is offered', () =>
    expect(fixesOf('unknown-service', stack, inRole(['- Effect: Allow', '  Action: dyanmodb:*', "  Resource: '*'"]))).toEqual([]));
  test('in a Deny', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: dyanmodb:GetItem',
        "          ^^^^^^^^^^^^^^^^ There is no service 'dyanmodb'; did you mean 'dynamodb:GetItem'?",
        "  Resource: '*'",
      ]),
    ));
  test('in a Deny: what is offered', () =>
    expect(fixesOf('unknown-service', stack, inRole(['- Effect: Deny', '  Action: dyanmodb:GetItem', "  Resource: '*'"]))).toEqual([
      "narrows: Change to 'dynamodb:GetItem'",
    ]));
  test('stars and wildcards in the prefix are silent', () =>
    checkSilent('unknown-service', stack, inRole(['- Effect: Deny', "  Action: ['*', '*:*', 's?:*']", "  Resource: '*'"])));
  test('ELB actions are none of ours', () =>
    checkSilent(
      'unknown-service',
      stack,
      inResources([
        'Rule:',
        '  Type: AWS::ElasticLoadBalancingV2::ListenerRule',
        '  Properties:',
        '    Actions:',
        '      - Type: forward',
        '        Action: forward',
        'Role:',
        '  Type: AWS::IAM::Role',
      ]),
    ));
  test('a service that has no name like it', () =>
    checkPicture(
      'unknown-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: quantumthings:GetThing',
        "          ^^^^^^^^^^^^^^^^^^^^^^ There is no service 'quantumthings'",
        "  Resource: '*'",
      ]),
    ));
});
