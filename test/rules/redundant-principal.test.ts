import { describe, expect, test } from 'vitest';
import { redundantPrincipal } from '../../server/src/rules/redundant-principal.ts';
import { checkExamples, checkFix, checkPicture, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(redundantPrincipal, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

describe('redundant-principal', () => {
  test('named twice, or covered', () =>
    checkPicture(
      'redundant-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        '    AWS:',
        '      - arn:aws:iam::111122223333:role/app',
        "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:iam::111122223333:role/app' is covered by '*'",
        "      - '*'",
        '    Service: [lambda.amazonaws.com, lambda.amazonaws.com]',
        "                                    ^^^^^^^^^^^^^^^^^^^^ 'lambda.amazonaws.com' is named twice",
        '  Action: sts:AssumeRole',
      ]),
    ));
  test('it is faded, and linked with what covers it', () => {
    const [finding] = findingsOf(
      'redundant-principal',
      stack,
      inTrust(['- { Effect: Allow, Principal: { Service: [a.amazonaws.com, a.amazonaws.com] }, Action: sts:AssumeRole }']),
    );
    expect(finding?.related.map(({ message }) => message)).toEqual(['first named here']);
  });
  test('Remove it', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal: { Service: [lambda.amazonaws.com, lambda.amazonaws.com] }', '  Action: sts:AssumeRole']),
      'Remove it',
      inTrust(['- Effect: Allow', '  Principal: { Service: [lambda.amazonaws.com] }', '  Action: sts:AssumeRole']),
    ));
  test('Remove it in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "Service": ["a.amazonaws.com", "b.amazonaws.com", "a.amazonaws.com"] }, "Action": "sts:AssumeRole" }',
      ]),
      'Remove it',
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "Service": ["a.amazonaws.com", "b.amazonaws.com"] }, "Action": "sts:AssumeRole" }',
      ]),
    ));
  test('Remove it in JSON text', () =>
    checkFix(
      stack,
      inTrustText(['{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", "111122223333"] }, "Action": "sts:AssumeRole" }']),
      'Remove it',
      inTrustText(['{ "Effect": "Allow", "Principal": { "AWS": ["111122223333"] }, "Action": "sts:AssumeRole" }']),
    ));
  test('what is covered by another is left to the author', () =>
    expect(
      fixesOf(
        'redundant-principal',
        stack,
        inTrust(["- { Effect: Allow, Principal: { AWS: ['*', '111122223333'] }, Action: sts:AssumeRole }"]),
      ),
    ).toEqual([]));
});
