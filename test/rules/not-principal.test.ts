import { describe, test } from 'vitest';
import { notPrincipal } from '../../server/src/rules/not-principal.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inBucketPolicy } from '../support/policy-places.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(notPrincipal, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

describe('not-principal', () => {
  test('with Allow', () =>
    checkPicture(
      'not-principal',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        '  NotPrincipal: { AWS: !Ref Other }',
        '  ^^^^^^^^^^^^ Everybody is allowed but those named in NotPrincipal, anonymous callers included',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::reports/*',
      ]),
    ));
  test('an effect that is not known', () =>
    checkSilent(
      'not-principal',
      stack,
      inBucketPolicy([
        '- { Effect: !Ref Effect, NotPrincipal: { AWS: !Ref Other }, Action: s3:GetObject, Resource: arn:aws:s3:::reports/* }',
      ]),
    ));
});
