import { describe, test } from 'vitest';
import { rcpElement } from '../../server/src/rules/rcp-element.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inRcp } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(rcpElement, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

function inJson(statement: string): string {
  return `{ "Resources": { "Guard": { "Type": "AWS::Organizations::Policy", "Properties": { "Type": "RESOURCE_CONTROL_POLICY", "Content": { "Statement": [${statement}] } } } } }`;
}

function inText(statement: string): string {
  return `Resources:\n  Guard:\n    Type: AWS::Organizations::Policy\n    Properties:\n      Type: RESOURCE_CONTROL_POLICY\n      Content: |\n        { "Statement": [${statement}] }\n`;
}

describe('rcp-element', () => {
  test('what there may not be', () =>
    checkPicture(
      'rcp-element',
      stack,
      inRcp([
        '- Effect: Allow',
        "          ^^^^^ A resource control policy denies; the only Allow there is, of everything to everybody, is AWS's own",
        "  Principal: { AWS: '*' }",
        "  ^^^^^^^^^ The Principal of a resource control policy is '*'; conditions say who is meant",
        "  Action: ['s3:*', 'ec2:*']",
        "                   ^^^^^^^ Resource control policies are not known to reach the service 'ec2'",
        "  Resource: '*'",
        '- Effect: Deny',
        "  NotPrincipal: { AWS: '111122223333' }",
        "  ^^^^^^^^^^^^ A resource control policy takes no NotPrincipal; its Principal is '*', and conditions say who is meant",
        '  NotAction: s3:GetObject',
        '  ^^^^^^^^^ A resource control policy takes no NotAction; name in Action what is denied',
        "  Resource: '*'",
        '- Effect: Deny',
        "  ^^^^^^ A statement of a resource control policy has the Principal '*'",
        '  Action: s3:GetObject',
        "  Resource: '*'",
      ]),
    ));
  test("Change to '*'", () =>
    checkFix(
      stack,
      inRcp(['- Effect: Deny', '  Principal:', '    AWS: "*"', '  Action: s3:*', '  Resource: "*"']),
      "Change to '*'",
      inRcp(['- Effect: Deny', '  Principal:', '    "*"', '  Action: s3:*', '  Resource: "*"']),
    ));
  test("Change to '*' in JSON", () =>
    checkFix(
      jsonStack,
      inJson('{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "s3:*", "Resource": "*" }'),
      "Change to '*'",
      inJson('{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }'),
    ));
  test("Change to '*' in JSON text", () =>
    checkFix(
      stack,
      inText('{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "s3:*", "Resource": "*" }'),
      "Change to '*'",
      inText('{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }'),
    ));
  test('what is not known', () =>
    checkSilent(
      'rcp-element',
      stack,
      inRcp(["- { Effect: !Ref Effect, Principal: !Ref Whoever, Action: [!Ref Action, nosuchservice:Do], Resource: '*' }"]),
    ));
});
