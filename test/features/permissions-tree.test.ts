import { describe, expect, test } from 'vitest';
import type { PermissionNode } from '../../server/src/analysis/editor-answers.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import { renderPermissions } from '../../server/src/features/render-permissions.ts';
import type { MarkedDocument } from './marked-document.ts';
import { openMarked } from './marked-document.ts';

/** The tree below a principal: kind, label and description, and the line of what has a place. */
function tree(source: string, principal: string): string {
  const document = openMarked(source);
  return document.analysis
    .permissionsOf(document.uri, principal)
    .map((node) => draw(document, node, ''))
    .join('');
}

function draw(document: MarkedDocument, { kind, label, description, place, children }: PermissionNode, indent: string): string {
  const line = place === undefined ? '' : ` @${document.textOf(place.uri).slice(0, place.start).split('\n').length}`;
  const ids = children.map(({ id }) => id);
  expect(new Set(ids).size, `two children of ${label} have one id: ${ids.join(' | ')}`).toBe(ids.length);
  const head = `${indent}${kind} ${label}${description === undefined ? '' : ` [${description}]`}${line}\n`;
  return head + children.map((child) => draw(document, child, `${indent}  `)).join('');
}

function roots(source: string): readonly string[] | undefined {
  const { uri, analysis } = openMarked(source);
  return runToEnd(analysis.permissionRootsSteps(uri))?.map(({ kind, label, description }) => `${kind} ${label} [${description}]`);
}

const SOURCE = `Transform: AWS::Serverless-2016-10-31
Conditions:
  IsProd: !Equals [a, b]
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt Role.Arn
      FunctionUrlConfig: { AuthType: AWS_IAM }
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!ImportValue Shared]
      Policies:
        - PolicyName: one
          PolicyDocument:
            Statement:
              - Sid: Read
                Effect: Allow
                Action: [dynamodb:GetItem, 'dynamodb:Batch*']
                Resource: !GetAtt Orders.Arn
              - !If
                - IsProd
                - Effect: Allow
                  Action: dynamodb:GetItem
                  Resource: '*'
                  Condition: { StringEquals: { 'aws:SourceVpc': vpc-1 } }
                - !Ref AWS::NoValue
              - Effect: Allow
                Action: s3:DeleteBucket
                Resource: arn:aws:s3:::pictures
              - Effect: Deny
                Action: s3:*
                Resource: '*'
`;

test('function, service, action, resource and where it comes from', () => {
  expect(tree(SOURCE, 'Worker')).toBe(`role acts by Role @10
caller called by [1 caller]
  caller its URL [authorized by IAM] @11
service dynamodb [3 actions]
  wildcard dynamodb:Batch* [2 actions: 1 read, 1 write]
    resource Orders
      origin inline policy [Read] @20
  action dynamodb:GetItem [read]
    resource Orders
      origin inline policy [Read] @20
    resource any resource
      origin inline policy [under a condition if IsProd] @26
denied granted without effect [denied, or cut off by the boundary]
  denied s3:DeleteBucket [write]
    resource pictures
      origin inline policy @31
unknown more may be granted [the managed policy \${Fn::ImportValue(Shared)} is not known] @15
`);
});

test('a role tells who acts by it', () => {
  expect(tree(SOURCE, 'Role').split('\n').slice(0, 2)).toEqual(['role used by [Worker]', '  function Worker @7']);
});

test('of a role that is not in the template nothing is known', () => {
  const source = 'Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties: { Role: !ImportValue Role }\n';
  const reason = 'the role ${Fn::ImportValue(Role)} is not in this template';
  expect(roots(source)).toEqual([expect.stringContaining(`function Fn [what it may do is not known: ${reason}]`)]);
  expect(tree(source, 'Fn')).toContain(`unknown what it may do is not known [${reason}] @4`);
});

test('the roots are functions and roles; those that a framework makes for one function are that function', () => {
  expect(roots(SOURCE)).toEqual([
    expect.stringMatching(/^function Worker \[at least 3 actions/),
    expect.stringMatching(/^role Role \[at least 3 actions/),
  ]);
  expect(roots('Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n')).toEqual([]);
  expect(roots('on: push\n')).toBeUndefined();
});

test('NotAction and a pattern of all services stand below any service', () => {
  const source = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: one
          PolicyDocument:
            Statement:
              - { Effect: Allow, NotAction: ['iam:*'], NotResource: !GetAtt Q.Arn }
              - { Effect: Allow, Action: '*:Describe*', Resource: '*' }
  Q:
    Type: AWS::SQS::Queue
`;
  const lines = tree(source, 'Role').split('\n');
  expect(lines.map((line) => line.replace(/\[.*\]/, '[…]'))).toEqual([
    'service any service […]',
    '  wildcard *:Describe* […]',
    '    resource any resource',
    '      origin inline policy @10',
    '  wildcard all but iam:* […]',
    '    resource all but Q',
    '      origin inline policy @9',
    '',
  ]);
});

describe('what a framework adds', () => {
  test('is said to be, and stands where the author wrote what brings it', () => {
    const source =
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Tracing: Active\n';
    const origins = tree(source, 'Fn')
      .split('\n')
      .filter((line) => line.includes('origin'));
    expect(
      origins.some((line) => /added by SAM for Tracing @6$/.test(line)),
      origins.join('\n'),
    ).toBe(true);
  });
});

test('the same as lines of text, for an editor that has no tree', () => {
  const { uri, analysis } = openMarked(SOURCE);
  expect(renderPermissions('Worker', analysis.permissionsOf(uri, 'Worker')).split('\n').slice(0, 6)).toEqual([
    'Worker',
    'acts by Role',
    'called by (1 caller)',
    '  its URL (authorized by IAM)',
    'dynamodb (3 actions)',
    '  dynamodb:Batch* (2 actions: 1 read, 1 write) on Orders',
  ]);
  expect(renderPermissions('Gone', [])).toBe('Gone: no permissions');
});
