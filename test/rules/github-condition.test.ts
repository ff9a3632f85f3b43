import { describe, expect, test } from 'vitest';
import { githubCondition } from '../../server/src/rules/github-condition.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(githubCondition, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const ADD = 'Add a condition on :sub, repo:OWNER/NAME:ref:refs/heads/BRANCH to be filled in';

function trusting(...condition: readonly string[]): string {
  return inTrust(['- Effect: Allow', `  Principal: { Federated: '${GITHUB}' }`, '  Action: sts:AssumeRoleWithWebIdentity', ...condition]);
}

describe('github-condition', () => {
  test('subjects', () =>
    checkPicture(
      'github-condition',
      stack,
      trusting(
        '  Condition:',
        '    StringLike:',
        '      token.actions.githubusercontent.com:sub:',
        "        - 'repo:org/app:*'",
        "          ^^^^^^^^^^^^^^^^ 'repo:org/app:*' is every branch, tag and pull request of the repository",
        "        - 'repo:org/*:ref:refs/heads/main'",
        "          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'repo:org/*:ref:refs/heads/main' is more than one repository",
        "        - '*'",
        "          ^^^ '*' is more than one repository",
        "        - 'repo:org/app:ref:refs/heads/release-*'",
      ),
    ));
  test('any branch is information', () =>
    expect(
      findingsOf(
        'github-condition',
        stack,
        trusting("  Condition: { StringLike: { token.actions.githubusercontent.com:sub: ['repo:o/a:*', 'repo:o/*'] } }"),
      ).map(({ severity }) => severity),
    ).toEqual(['information', 'warning']));
  test('a condition is added', () =>
    checkFix(
      stack,
      trusting(),
      ADD,
      trusting('  Condition:', '    StringEquals:', '      token.actions.githubusercontent.com:sub: repo:OWNER/NAME:ref:refs/heads/BRANCH'),
    ));
  test('a condition is added in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust([`{ "Effect": "Allow", "Principal": { "Federated": "${GITHUB}" }, "Action": "sts:AssumeRoleWithWebIdentity" }`]),
      ADD,
      inJsonTrust([
        `{ "Effect": "Allow", "Principal": { "Federated": "${GITHUB}" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:OWNER/NAME:ref:refs/heads/BRANCH" } } }`,
      ]),
    ));
  test('a condition is added beside that on :aud in JSON text', () =>
    checkFix(
      stack,
      inTrustText([
        `{ "Effect": "Allow", "Principal": { "Federated": "${GITHUB}" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }`,
      ]),
      ADD,
      inTrustText([
        `{ "Effect": "Allow", "Principal": { "Federated": "${GITHUB}" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:OWNER/NAME:ref:refs/heads/BRANCH" } } }`,
      ]),
    ));
  test('another claim names the branch', () =>
    checkSilent(
      'github-condition',
      stack,
      trusting(
        '  Condition:',
        "    StringLike: { token.actions.githubusercontent.com:sub: 'repo:org/app:*' }",
        '    StringEquals: { token.actions.githubusercontent.com:ref: refs/heads/main }',
      ),
    ));
  test('what a symbol holds is not known', () =>
    checkSilent(
      'github-condition',
      stack,
      trusting('  Condition: { StringLike: { token.actions.githubusercontent.com:sub: !Sub "${Subject}" } }'),
    ));
});
