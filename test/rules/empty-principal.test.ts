import { describe, test } from 'vitest';
import { emptyPrincipal } from '../../server/src/rules/empty-principal.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inTrust } from '../support/policy-places.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(emptyPrincipal, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

describe('empty-principal', () => {
  test('a list and a mapping', () =>
    checkPicture(
      'empty-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal: {}',
        '             ^^ The empty mapping of Principal names nobody',
        '  Action: sts:AssumeRole',
        '- Effect: Allow',
        '  Principal: []',
        '             ^^ The empty list of Principal names nobody',
        '  Action: sts:AssumeRole',
        '- Effect: Allow',
        '  Principal: { AWS: [], Service: lambda.amazonaws.com }',
        '                    ^^ The empty list AWS of Principal names nobody',
        '  Action: sts:AssumeRole',
      ]),
    ));
  test('what is still to be typed is no empty list', () =>
    checkSilent('empty-principal', stack, inTrust(['- Effect: Allow', '  Principal:', '    AWS:', '  Action: sts:AssumeRole'])));
  test('a list of branches may be empty or not', () =>
    checkSilent(
      'empty-principal',
      stack,
      inTrust(['- Effect: Allow', "  Principal: { AWS: !If [Open, [], ['111122223333']] }", '  Action: sts:AssumeRole']),
    ));
});
