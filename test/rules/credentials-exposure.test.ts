import { describe, test } from 'vitest';
import { credentialsExposure } from '../../server/src/rules/credentials-exposure.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inRole, stack } from '../support/policy-texts.ts';

checkExamples(credentialsExposure, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('credentials-exposure', () => {
  test('one finding for the actions of a statement', () =>
    checkPicture(
      'credentials-exposure',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [redshift:GetClusterCredentials, redshift-serverless:GetCredentials]',
        "           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'redshift:GetClusterCredentials' on every resource gives its holder credentials or a token for any of them (and 1 more like it)",
        "  Resource: '*'",
      ]),
    ));
  test('what it can be limited to', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [sqs:SendMessage, rds-db:connect]', "  Resource: '*'"]),
      "Remove 'rds-db:connect'",
      inRole(['- Effect: Allow', '  Action: [sqs:SendMessage]', "  Resource: '*'"]),
    ));
  test('what takes no resource, and what is not known, is silent', () => {
    for (const action of ['ecr:GetAuthorizationToken', 'cognito-identity:GetCredentialsForIdentity', 'sts:GetSessionToken', '!Ref Given'])
      checkSilent('credentials-exposure', stack, inRole(['- Effect: Allow', `  Action: ${action}`, "  Resource: '*'"]));
    checkSilent('credentials-exposure', stack, inRole(['- Effect: Allow', '  Action: rds-db:connect', '  Resource: !Ref Given']));
  });
});
