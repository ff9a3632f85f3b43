import { describe, expect, test } from 'vitest';
import { unquotedStar } from '../../server/src/rules/unquoted-star.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inRole, stack, withCrlf } from '../support/policy-texts.ts';

checkExamples(unquotedStar, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unquoted-star', () => {
  test('in a list', () =>
    checkPicture(
      'unquoted-star',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action:',
        '    - *',
        "      ^ '*' needs quotes: YAML reads it as a reference to an anchor",
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
  test('in a list: what is offered', () =>
    expect(fixesOf('unquoted-star', stack, inRole(['- Effect: Deny', '  Action:', '    - *', '  Resource: arn:aws:s3:::b/*']))).toEqual([
      'equal: Put it in quotes',
    ]));
  test('in a list: Put it in quotes', () =>
    checkFix(
      stack,
      inRole(['- Effect: Deny', '  Action:', '    - *', '  Resource: arn:aws:s3:::b/*']),
      'Put it in quotes',
      inRole(['- Effect: Deny', '  Action:', "    - '*'", '  Resource: arn:aws:s3:::b/*']),
    ));
  test('in flow style', () =>
    checkPicture(
      'unquoted-star',
      stack,
      inRole([
        '- { Effect: Deny, Action: s3:GetObject, Resource: * }',
        "                                                  ^ '*' needs quotes: YAML reads it as a reference to an anchor",
      ]),
    ));
  test('in flow style: Put it in quotes', () =>
    checkFix(
      stack,
      inRole(['- { Effect: Deny, Action: s3:GetObject, Resource: * }']),
      'Put it in quotes',
      inRole(["- { Effect: Deny, Action: s3:GetObject, Resource: '*' }"]),
    ));
  test('as a value', () =>
    checkPicture(
      'unquoted-star',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: s3:*',
        '  Resource: *',
        "            ^ '*' needs quotes: YAML reads it as a reference to an anchor",
      ]),
    ));
  test('as a value: Put it in quotes', () =>
    checkFix(
      stack,
      inRole(['- Effect: Deny', '  Action: s3:*', '  Resource: *']),
      'Put it in quotes',
      inRole(['- Effect: Deny', '  Action: s3:*', "  Resource: '*'"]),
    ));
  test('never the star of s3:*', () =>
    checkPicture(
      'unquoted-star',
      stack,
      inRole([
        '- { Effect: Deny, Action: [s3:*, sqs:*], Resource: * }',
        "                                                   ^ '*' needs quotes: YAML reads it as a reference to an anchor",
      ]),
    ));
  test('never the star of s3:*: Put it in quotes', () =>
    checkFix(
      stack,
      inRole(['- { Effect: Deny, Action: [s3:*, sqs:*], Resource: * }']),
      'Put it in quotes',
      inRole(["- { Effect: Deny, Action: [s3:*, sqs:*], Resource: '*' }"]),
    ));
  test('with CRLF: Put it in quotes', () =>
    checkFix(
      stack,
      withCrlf(inRole(['- Effect: Deny', '  Action: s3:*', '  Resource: *'])),
      'Put it in quotes',
      withCrlf(inRole(['- Effect: Deny', '  Action: s3:*', "  Resource: '*'"])),
    ));
  test('quoted or behind a name is silent', () =>
    checkSilent('unquoted-star', stack, inRole(['- Effect: Deny', '  Action: [s3:*, "*"]', "  Resource: '*' # *"])));
});
