import { describe, expect, test } from 'vitest';
import { lambdaPermission } from '../../server/src/rules/lambda-permission.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inResources, jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(lambdaPermission, ['template']);

const DECLARED = ['Alarms: { Type: AWS::SNS::Topic }', 'Uploads: { Type: AWS::S3::Bucket }', 'Nightly: { Type: AWS::Events::Rule }'];

function permission(...properties: readonly string[]): string {
  return inResources([...DECLARED, 'Call:', '  Type: AWS::Lambda::Permission', '  Properties:', '    FunctionName: hello', ...properties]);
}

describe('lambda-permission', () => {
  test('for everybody', () =>
    checkPicture(
      'lambda-permission',
      stack,
      permission(
        '    Action: lambda:InvokeFunction',
        "    Principal: '*'",
        '               ^^^ Everybody, in any account, may call the function',
      ),
    ));
  test('actions', () =>
    checkPicture(
      'lambda-permission',
      stack,
      permission(
        "    Action: 'lambda:*'",
        "            ^^^^^^^^^^ 'lambda:*' lets the principal do more than call the function",
        "    Principal: '111122223333'",
      ),
    ));
  test('a service for anybody', () =>
    checkPicture(
      'lambda-permission',
      stack,
      permission(
        '    Action: lambda:InvokeFunction',
        '    Principal: !Sub logs.${AWS::Region}.amazonaws.com',
        `               ${'^'.repeat(38)} 'logs.amazonaws.com' may call the function for anybody; SourceArn or SourceAccount says for whom`,
      ),
    ));
  test('a source that the principal does not own', () =>
    checkPicture(
      'lambda-permission',
      stack,
      permission(
        '    Action: lambda:InvokeFunction',
        '    Principal: apigateway.amazonaws.com',
        "               ^^^^^^^^^^^^^^^^^^^^^^^^ 'apigateway.amazonaws.com' does not own the SourceArn, so this is never met; events does",
        '    SourceArn: !GetAtt Nightly.Arn',
      ),
    ));
  test("a bucket's ARN without the account", () =>
    checkPicture(
      'lambda-permission',
      stack,
      permission(
        '    Action: lambda:InvokeFunction',
        '    Principal: s3.amazonaws.com',
        '    SourceArn: !GetAtt Uploads.Arn',
        "               ^^^^^^^^^^^^^^^^^^^ A bucket's ARN holds no account: once the bucket is deleted, anybody may make one of its name; add SourceAccount",
      ),
    ));
  test('a layer for everybody', () =>
    checkPicture(
      'lambda-permission',
      stack,
      inResources([
        'Share:',
        '  Type: AWS::Lambda::LayerVersionPermission',
        '  Properties:',
        '    Action: lambda:GetLayerVersion',
        "    Principal: '*'",
        '               ^^^ Everybody, in any account, may use the layer',
      ]),
    ));
  test('Limit to calls for Alarms', () =>
    checkFix(
      stack,
      permission('    Action: lambda:InvokeFunction', '    Principal: sns.amazonaws.com'),
      'Limit to calls for Alarms',
      permission('    Action: lambda:InvokeFunction', '    Principal: sns.amazonaws.com', '    SourceArn: !Ref Alarms'),
    ));
  test('what is offered for a service that sends its account', () =>
    expect(fixesOf('lambda-permission', stack, permission('    Action: lambda:InvokeFunction', '    Principal: s3.amazonaws.com'))).toEqual(
      ['narrows: Limit to calls for this account'],
    ));
  test('Change to lambda:InvokeFunction', () =>
    checkFix(
      stack,
      permission("    Action: '*'", "    Principal: '111122223333'"),
      'Change to lambda:InvokeFunction',
      permission('    Action: lambda:InvokeFunction', "    Principal: '111122223333'"),
    ));
  test('Change to sns.amazonaws.com', () =>
    checkFix(
      stack,
      permission('    Action: lambda:InvokeFunction', '    Principal: events.amazonaws.com', '    SourceArn: !Ref Alarms'),
      'Change to sns.amazonaws.com',
      permission('    Action: lambda:InvokeFunction', '    Principal: sns.amazonaws.com', '    SourceArn: !Ref Alarms'),
    ));
  test('Add SourceAccount in JSON', () => {
    const inJson = (account: string): string =>
      `{ "Resources": { "Call": { "Type": "AWS::Lambda::Permission", "Properties": { "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::uploads"${account} } } } }`;
    checkFix(jsonStack, inJson(''), 'Add SourceAccount', inJson(', "SourceAccount": { "Ref": "AWS::AccountId" }'));
  });
  test.each([
    ["'*'", '    FunctionUrlAuthType: NONE'],
    ["'*'", '    PrincipalOrgID: o-a1b2c3d4e5'],
    ['alexa-appkit.amazon.com', '    EventSourceToken: skill'],
    ['!Ref Principal', ''],
    ['events.amazonaws.com', '    SourceArn: !ImportValue rule'],
    ['cloudformation.amazonaws.com', '    SourceArn: !Ref Alarms'],
    ["'111122223333'", ''],
  ])('%s with %s', (principal, limit) =>
    checkSilent('lambda-permission', stack, permission('    Action: lambda:InvokeFunction', `    Principal: ${principal}`, limit)),
  );
});
