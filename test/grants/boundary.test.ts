import { describe, expect, test } from 'vitest';
import { isNamedBoundary } from '../../server/src/grants/boundary-settings.ts';
import type { PrincipalOptions } from '../support/check-principals.ts';
import { checkPrincipals } from '../support/check-principals.ts';

const files = { 'policies/team.json': '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}' };
const boundaries = { 'arn:aws:iam::*:policy/team': 'file:///workspace/policies/team.json' };
const S3 = [{ actions: 's3:*', resources: '*' }];

function checkBoundary(written: string, expected: Parameters<typeof checkPrincipals>[1][string], options: PrincipalOptions = {}): void {
  const others =
    'Boundary: { Type: AWS::IAM::ManagedPolicy, Properties: { ManagedPolicyName: limits, PolicyDocument: { Statement: { Effect: Allow, Action: sqs:*, Resource: "*" } } } }';
  const text = `Parameters: { Arn: { Type: String } }\nResources:\n  Role: { Type: AWS::IAM::Role, Properties: { PermissionsBoundary: ${written} } }\n  ${others}\n`;
  checkPrincipals(text, { Role: expected }, options);
}

describe('a permissions boundary', () => {
  test('of this template', () => {
    const ofTemplate = { boundaries: '${Boundary}', boundaryStatements: [{ actions: 'sqs:*', resources: '*' }] };
    checkBoundary('!Ref Boundary', ofTemplate);
    checkBoundary('!Sub "arn:aws:iam::${AWS::AccountId}:policy/limits"', ofTemplate);
  });

  test('of AWS', () => {
    checkBoundary('!Sub "arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess"', { boundaries: 'PowerUserAccess' });
  });

  test('one or another, or none', () => {
    checkBoundary('!If [Prod, !Ref Boundary, !Ref AWS::NoValue]', {
      boundaries: '${Boundary} [Prod]',
      boundaryStatements: [{ actions: 'sqs:*', resources: '*' }],
    });
    checkBoundary('!If [Prod, !Ref Arn, arn:aws:iam::aws:policy/PowerUserAccess]', {
      boundaries: ['? ${Arn} [Prod]', 'PowerUserAccess [!Prod]'],
    });
    checkBoundary('', {});
  });

  test('that is not found has no document', () => {
    checkBoundary('!Ref Arn', { boundaries: '? ${Arn}' });
    checkBoundary('arn:aws:iam::123456789012:policy/theirs', { boundaries: '? arn:aws:iam::123456789012:policy/theirs' });
    checkBoundary('!ImportValue boundary', { boundaries: '? ${Fn::ImportValue(boundary)}' });
    checkBoundary('arn:aws:iam::123456789012:policy/team', { boundaries: '? arn:aws:iam::123456789012:policy/team' }, { files });
  });

  test('whose document is a file that the configuration names', () => {
    for (const arn of ['arn:aws:iam::123456789012:policy/team', 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/team']) {
      checkBoundary(`!Sub "${arn}"`, { boundaries: arn, boundaryStatements: S3 }, { files, boundaries });
    }
    checkBoundary('!Ref Arn', { boundaries: '? ${Arn}' }, { files, boundaries });
    checkBoundary(
      'arn:aws:iam::123456789012:policy/teams',
      { boundaries: '? arn:aws:iam::123456789012:policy/teams' },
      { files, boundaries },
    );
  });

  test('whose file is missing, not loaded, outside or no policy', () => {
    const arn = 'arn:aws:iam::123456789012:policy/team';
    const texts = [
      { kind: 'unread' },
      { kind: 'outside' },
      { kind: 'missing' },
      '',
      '{"a": 1}',
      '[',
      'Resources: { A: { Type: AWS::S3::Bucket } }',
    ] as const;
    for (const text of texts) checkBoundary(arn, { boundaries: `? ${arn}` }, { files: { 'policies/team.json': text }, boundaries });
  });
});

test('a function acts within the boundary of its role', () => {
  checkPrincipals(
    `
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { PermissionsBoundary: arn:aws:iam::123456789012:policy/team } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn } }
`,
    {
      Role: { boundaries: 'arn:aws:iam::123456789012:policy/team', boundaryStatements: S3 },
      Fn: { roles: '${Role.Arn}' },
    },
    { files, boundaries },
  );
});

test.each([
  ['*', '${Arn}', 'yes'],
  ['arn:aws:iam::123456789012:policy/team', 'arn:aws:iam::123456789012:policy/team', 'yes'],
  ['arn:aws:iam::*:policy/team', 'arn:aws:iam::123456789012:policy/team', 'yes'],
  ['arn:aws:iam::*:policy/team', 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/team', 'yes'],
  ['arn:aws:iam::123456789012:policy/team', 'arn:aws:iam::${AWS::AccountId}:policy/team', 'yes'],
  ['arn:aws:iam::123456789012:policy/team', 'arn:aws:iam::210987654321:policy/team', 'no'],
  ['arn:aws:iam::*:policy/team-?', 'arn:aws:iam::123456789012:policy/team-1', 'yes'],
  ['arn:aws:iam::*:policy/team', 'arn:aws:iam::${AWS::AccountId}:policy/${Name}', 'unknown'],
  ['arn:aws:iam::*:policy/*', 'arn:aws:iam::${AWS::AccountId}:policy/${Name}', 'yes'],
  ['arn:aws:iam::*:policy/team', '${Arn}', 'unknown'],
  ['team', 'arn:aws:iam::123456789012:policy/team', 'yes'],
  ['team', 'arn:aws:iam::123456789012:policy/path/team', 'yes'],
  ['team', 'arn:aws:iam::123456789012:policy/teams', 'no'],
  ['team', '${Arn}', 'unknown'],
  ['team', 'team', 'yes'],
] as const)('%s names %s: %s', (named, text, answer) => {
  expect(isNamedBoundary(named, text)).toBe(answer);
});
