import { describe, expect, test } from 'vitest';
import { serviceLinkedRole } from '../../server/src/rules/service-linked-role.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inRole, stack } from '../support/policy-texts.ts';

checkExamples(serviceLinkedRole, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

const create = ['- Effect: Allow', '  Action: iam:CreateServiceLinkedRole', "  Resource: '*'"];
const scale = ['- Effect: Allow', '  Action: elasticloadbalancing:CreateLoadBalancer', "  Resource: '*'"];

describe('service-linked-role', () => {
  test('says what it creates', () =>
    checkPicture(
      'service-linked-role',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: iam:CreateServiceLinkedRole',
        "          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'iam:CreateServiceLinkedRole' creates the service-linked role of any service",
        "  Resource: '*'",
      ]),
    ));
  test('the service is that of the other actions', () =>
    checkFix(
      stack,
      inRole([...create, ...scale]),
      'Allow only where iam:AWSServiceName is elasticloadbalancing.amazonaws.com',
      inRole([...create, '  Condition:', '    StringEquals:', '      iam:AWSServiceName: elasticloadbalancing.amazonaws.com', ...scale]),
    ));
  test('without another action none is guessed', () =>
    expect(fixesOf('service-linked-role', stack, inRole(create)).filter((title) => title.includes('AWSServiceName'))).toEqual([]));
  test('one service, or a value that is not known, is silent', () => {
    checkSilent(
      'service-linked-role',
      stack,
      inRole(['- Effect: Allow', '  Action: iam:CreateServiceLinkedRole', '  Resource: !Ref Role']),
    );
    checkSilent('service-linked-role', stack, inRole([...create, '  Condition: { StringLike: { iam:AWSServiceName: ecs.* } }']));
    checkSilent('service-linked-role', stack, inRole(['- Effect: Deny', '  Action: iam:CreateServiceLinkedRole', "  Resource: '*'"]));
  });
});
