import { describe, expect, test } from 'vitest';
import { functionRoleTrust } from '../../server/src/rules/function-role-trust.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inResources, jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(functionRoleTrust, ['template']);

function withRole(principal: string, action = 'sts:AssumeRole'): string {
  return inResources([
    'Hello:',
    '  Type: AWS::Lambda::Function',
    '  Properties:',
    '    Role: !GetAtt Worker.Arn',
    'Worker:',
    '  Type: AWS::IAM::Role',
    '  Properties:',
    '    AssumeRolePolicyDocument:',
    '      Statement:',
    '        - Effect: Allow',
    `          Principal: ${principal}`,
    `          Action: ${action}`,
  ]);
}

const LET = 'Let lambda.amazonaws.com assume Worker';

describe('function-role-trust', () => {
  test('a function', () =>
    checkPicture(
      'function-role-trust',
      stack,
      withRole('{ Service: ec2.amazonaws.com }').replace(
        'Role: !GetAtt Worker.Arn\n',
        "Role: !GetAtt Worker.Arn\n            ^^^^^^^^^^^^^^^^^^ 'Worker' does not trust lambda.amazonaws.com, so it cannot be assumed\n",
      ),
    ));
  test('the trust policy is linked', () => {
    const [finding] = findingsOf('function-role-trust', stack, withRole('{ Service: ec2.amazonaws.com }'));
    expect(finding?.related.map(({ message }) => message)).toEqual(['what it trusts']);
  });
  test(`${LET}, beside another service`, () =>
    checkFix(stack, withRole('{ Service: ec2.amazonaws.com }'), LET, withRole('{ Service: [ec2.amazonaws.com, lambda.amazonaws.com] }')));
  test(`${LET}, beside an account`, () =>
    checkFix(stack, withRole("{ AWS: '111122223333' }"), LET, withRole("{ AWS: '111122223333', Service: 'lambda.amazonaws.com' }")));
  test(`${LET} in JSON`, () => {
    const inJson = (services: string): string =>
      `{ "Resources": { "Flow": { "Type": "AWS::StepFunctions::StateMachine", "Properties": { "RoleArn": { "Fn::GetAtt": ["Worker", "Arn"] } } }, "Worker": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Statement": [{ "Effect": "Allow", "Principal": { "Service": [${services}] }, "Action": "sts:AssumeRole" }] } } } } }`;
    checkFix(
      jsonStack,
      inJson('"lambda.amazonaws.com"'),
      'Let states.amazonaws.com assume Worker',
      inJson('"lambda.amazonaws.com", "states.amazonaws.com"'),
    );
  });
  test.each([
    '{ Service: lambda.amazonaws.com }',
    '{ Service: [ec2.amazonaws.com, lambda.amazonaws.com] }',
    '{ Service: !Sub "lambda.${AWS::URLSuffix}" }',
    '{ Service: !Ref Services }',
    "{ AWS: '*' }",
    '!Ref Whoever',
    '!If [Prod, { Service: lambda.amazonaws.com }, { Service: ec2.amazonaws.com }]',
  ])('%s is trust, or may be', (principal) => checkSilent('function-role-trust', stack, withRole(principal)));
  test('a role in Regions', () =>
    checkSilent(
      'function-role-trust',
      stack,
      withRole('{ Service: states.eu-west-1.amazonaws.com }')
        .replace('AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine')
        .replace('    Role: !', '    RoleArn: !'),
    ));
  test('a role of another template', () =>
    checkSilent(
      'function-role-trust',
      stack,
      withRole('{ Service: ec2.amazonaws.com }').replace('!GetAtt Worker.Arn', '!ImportValue role'),
    ));
});

test('function-role-trust: a type that is a name of JavaScript is a type like any other', () =>
  checkSilent(
    'function-role-trust',
    stack,
    'Resources:\n  A: { Type: constructor, Properties: { Role: !GetAtt B.Arn } }\n  B: { Type: AWS::IAM::Role }\n',
  ));
