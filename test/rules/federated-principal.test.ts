import { describe, test } from 'vitest';
import { federatedPrincipal } from '../../server/src/rules/federated-principal.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inBucketPolicy, inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { jsonStack, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(federatedPrincipal, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

const TO_ARN = "Change to the provider's ARN";

describe('federated-principal', () => {
  test('values', () =>
    checkPicture(
      'federated-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        '    Federated:',
        '      - login.example.com',
        "        ^^^^^^^^^^^^^^^^^ 'login.example.com' is none of the providers that AWS knows by their domain; Federated takes the ARN of the provider",
        '      - https://login.example.com',
        "        ^^^^^^^^^^^^^^^^^^^^^^^^^ 'https://login.example.com' is an address; Federated takes the ARN of the provider",
        '      - arn:aws:iam::111122223333:role/x',
        '      - arn:aws:iam:::oidc-provider/login.example.com',
        "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:iam:::oidc-provider/login.example.com' is no ARN of a SAML or OpenID Connect provider",
        '  Action: sts:AssumeRoleWithWebIdentity',
      ]),
    ));
  test('in the policy of a bucket', () =>
    checkPicture(
      'federated-principal',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        '  Principal: { Federated: !Ref Provider }',
        '               ^^^^^^^^^ Only a trust policy names an identity provider; name the role that it leads to under AWS',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::reports/*',
      ]),
    ));
  test('the ARN is written', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal:', '    Federated: login.example.com', '  Action: sts:AssumeRoleWithWebIdentity']),
      TO_ARN,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        "    Federated: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/login.example.com'",
        '  Action: sts:AssumeRoleWithWebIdentity',
      ]),
    ));
  test('the ARN is written in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "Federated": "https://a.example.com/x" }, "Action": "sts:AssumeRoleWithWebIdentity" }',
      ]),
      TO_ARN,
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "Federated": { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/a.example.com/x" } }, "Action": "sts:AssumeRoleWithWebIdentity" }',
      ]),
    ));
  test('the ARN is written in JSON text', () =>
    checkFix(
      stack,
      inTrustText(['{ "Effect": "Allow", "Principal": { "Federated": "a.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }']),
      TO_ARN,
      inTrustText([
        '{ "Effect": "Allow", "Principal": { "Federated": "arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/a.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }',
      ]),
    ));
  test('without a template the account is to be filled in', () =>
    checkFix(
      policyFile,
      '{ "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "a.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }] }',
      TO_ARN,
      '{ "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::ACCOUNT:oidc-provider/a.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }] }',
    ));
  test('what a symbol holds is not known', () =>
    checkSilent(
      'federated-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        "  Principal: { Federated: [!Ref Given, !Sub 'arn:aws:iam::${AWS::AccountId}:oidc-provider/${Host}', accounts.google.com] }",
        '  Action: sts:AssumeRoleWithWebIdentity',
      ]),
    ));
});
