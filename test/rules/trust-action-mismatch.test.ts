import { describe, expect, test } from 'vitest';
import { trustActionMismatch } from '../../server/src/rules/trust-action-mismatch.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(trustActionMismatch, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

const SAML = 'arn:aws:iam::111122223333:saml-provider/idp';
const OIDC = 'arn:aws:iam::111122223333:oidc-provider/login.example.com';

describe('trust-action-mismatch', () => {
  test('actions', () =>
    checkPicture(
      'trust-action-mismatch',
      stack,
      inTrust([
        '- Effect: Allow',
        `  Principal: { Federated: '${OIDC}' }`,
        '  Action: [sts:AssumeRoleWithSAML, sts:GetCallerIdentity, sts:TagSession]',
        '           ^^^^^^^^^^^^^^^^^^^^^^ sts:AssumeRoleWithSAML is for SAML providers; the principals here use sts:AssumeRoleWithWebIdentity',
        "                                   ^^^^^^^^^^^^^^^^^^^^^ A trust policy takes actions of STS that assume a role, not 'sts:GetCallerIdentity'",
      ]),
    ));
  test('a principal', () =>
    checkPicture(
      'trust-action-mismatch',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        '    Service: lambda.amazonaws.com',
        `    Federated: '${SAML}'`,
        '               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ None of the actions is for this principal, which uses sts:AssumeRoleWithSAML',
        '  Action: sts:AssumeRole',
      ]),
    ));
  test('Roles Anywhere', () =>
    checkPicture(
      'trust-action-mismatch',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal: { Service: rolesanywhere.amazonaws.com }',
        '  Action: sts:AssumeRole',
        '  ^^^^^^ Roles Anywhere needs sts:SetSourceIdentity and sts:TagSession too',
      ]),
    ));
  test('Roles Anywhere has its actions in two statements', () =>
    checkSilent(
      'trust-action-mismatch',
      stack,
      inTrust([
        '- { Effect: Allow, Principal: { Service: rolesanywhere.amazonaws.com }, Action: sts:AssumeRole }',
        '- { Effect: Allow, Principal: { Service: rolesanywhere.amazonaws.com }, Action: [sts:TagSession, sts:SetSourceIdentity] }',
      ]),
    ));
  test('the actions of Roles Anywhere are added', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal: { Service: rolesanywhere.amazonaws.com }', '  Action: [sts:AssumeRole, sts:TagSession]']),
      'Add sts:SetSourceIdentity',
      inTrust([
        '- Effect: Allow',
        '  Principal: { Service: rolesanywhere.amazonaws.com }',
        '  Action: [sts:AssumeRole, sts:TagSession, sts:SetSourceIdentity]',
      ]),
    ));
  test('the action is changed', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal: { Service: lambda.amazonaws.com }', '  Action: sts:AssumeRoleWithSAML']),
      'Change to sts:AssumeRole (widens permissions)',
      inTrust(['- Effect: Allow', '  Principal: { Service: lambda.amazonaws.com }', '  Action: sts:AssumeRole']),
    ));
  test('the action is changed in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust([`{ "Effect": "Allow", "Principal": { "Federated": "${SAML}" }, "Action": ["sts:AssumeRole"] }`]),
      'Change to sts:AssumeRoleWithSAML',
      inJsonTrust([`{ "Effect": "Allow", "Principal": { "Federated": "${SAML}" }, "Action": ["sts:AssumeRoleWithSAML"] }`]),
    ));
  test('the action is changed in JSON text', () =>
    checkFix(
      stack,
      inTrustText([`{ "Effect": "Allow", "Principal": { "Federated": "${OIDC}" }, "Action": "sts:AssumeRole" }`]),
      'Change to sts:AssumeRoleWithWebIdentity',
      inTrustText([`{ "Effect": "Allow", "Principal": { "Federated": "${OIDC}" }, "Action": "sts:AssumeRoleWithWebIdentity" }`]),
    ));
  test('where the right one is there already it is not written again', () =>
    expect(
      fixesOf(
        'trust-action-mismatch',
        stack,
        inTrust(['- { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: [sts:AssumeRole, sts:AssumeRoleWithSAML] }']),
      ),
    ).toEqual([]));
  test.each([
    ["{ AWS: '*' }", 'sts:AssumeRoleWithWebIdentity'],
    ['!Ref Whoever', 'sts:AssumeRoleWithSAML'],
    ['{ Federated: !Ref Provider }', 'sts:AssumeRoleWithSAML'],
    ['{ Service: lambda.amazonaws.com }', "'sts:*'"],
    ['{ Service: lambda.amazonaws.com }', '!Ref Action'],
    ['{ Service: lambda.amazonaws.com, Federated: !Ref Provider }', '[sts:AssumeRole, sts:AssumeRoleWithWebIdentity]'],
  ])('%s and %s may fit', (principal, action) =>
    checkSilent('trust-action-mismatch', stack, inTrust(['- Effect: Allow', `  Principal: ${principal}`, `  Action: ${action}`])),
  );
});
