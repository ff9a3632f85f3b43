import { describe, test } from 'vitest';
import { oidcCondition } from '../../server/src/rules/oidc-condition.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(oidcCondition, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/AB12';

describe('oidc-condition', () => {
  test('the claim that is usual for the provider is named', () =>
    checkPicture(
      'oidc-condition',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        '    Federated:',
        '      - www.amazon.com',
        "        ^^^^^^^^^^^^^^ Whoever has an account at 'www.amazon.com' can assume the role; a condition on its claim :app_id says who may",
        `      - !Sub 'arn:aws:iam::\${AWS::AccountId}:oidc-provider/${EKS}'`,
        `        ${'^'.repeat(92)} Whoever has an account at '${EKS}' can assume the role; a condition on its claim :sub says who may`,
        '  Action: sts:AssumeRoleWithWebIdentity',
      ]),
    ));
  test('a condition is added', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal: { Federated: cognito-identity.amazonaws.com }', '  Action: sts:AssumeRoleWithWebIdentity']),
      'Add a condition on the claim :aud, IDENTITY_POOL_ID to be filled in',
      inTrust([
        '- Effect: Allow',
        '  Principal: { Federated: cognito-identity.amazonaws.com }',
        '  Action: sts:AssumeRoleWithWebIdentity',
        '  Condition:',
        '    StringEquals:',
        '      cognito-identity.amazonaws.com:aud: IDENTITY_POOL_ID',
      ]),
    ));
  test('a condition is added in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }',
      ]),
      'Add a condition on the claim :aud',
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "AUDIENCE" } } }',
      ]),
    ));
  test('a condition is added to others in JSON text', () =>
    checkFix(
      stack,
      inTrustText([
        '{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }',
      ]),
      'Add a condition on the claim :aud',
      inTrustText([
        '{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1", "accounts.google.com:aud": "AUDIENCE" } } }',
      ]),
    ));
  test.each([
    ['a provider that is not known', '!Ref Provider', '{}'],
    ['a condition that is not known', 'accounts.google.com', '!If [Prod, { StringEquals: !Ref Given }, {}]'],
    ['a SAML provider', 'arn:aws:iam::111122223333:saml-provider/idp', '{}'],
    ['GitHub, which has a rule of its own', 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', '{}'],
  ])('%s', (_, provider, condition) =>
    checkSilent(
      'oidc-condition',
      stack,
      inTrust([
        '- Effect: Allow',
        `  Principal: { Federated: ${provider} }`,
        '  Action: sts:AssumeRoleWithWebIdentity',
        `  Condition: ${condition}`,
      ]),
    ),
  );
});
