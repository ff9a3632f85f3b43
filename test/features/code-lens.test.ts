import { describe, expect, test } from 'vitest';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import type { Configuration } from '../../server/src/lint/config.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { openMarked } from './marked-document.ts';

/** `Worker: 3 actions · 1 resource` for each lens of a document. */
function lenses(source: string): readonly string[] {
  const { uri, text, analysis } = openMarked(source);
  return runToEnd(analysis.codeLensSteps(uri)).map(({ range, title }) => `${text.slice(range.start, range.end)}: ${title}`);
}

/** A role with statements, below `Resources`; what stands in `more` are further properties. */
function role(statements: string, more = ''): string {
  return `Resources:
  Table:
    Type: AWS::DynamoDB::Table
  Role:
    Type: AWS::IAM::Role
    Properties:
${more}      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: '2012-10-17'
            Statement: ${statements}
`;
}

const READ = '{ Effect: Allow, Action: [dynamodb:GetItem, dynamodb:Query], Resource: !GetAtt Table.Arn }';

describe('counts', () => {
  test('actions, resources and wildcards, nothing of what there is none of', () => {
    expect(lenses(role(READ))).toEqual(['Role: 2 actions · 1 resource']);
    expect(lenses(role(`[${READ}, { Effect: Allow, Action: 'dynamodb:Batch*', Resource: !GetAtt Table.Arn }]`))).toEqual([
      'Role: 4 actions · 1 resource · 1 wildcard',
    ]);
  });

  test('any resource is not one', () => {
    expect(lenses(role("{ Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*' }"))).toEqual(['Role: 1 action · any resource']);
    expect(lenses(role(`[${READ}, { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*' }]`))).toEqual([
      'Role: 3 actions · 1 resource and *',
    ]);
  });

  test('no permissions, and none that a Deny leaves', () => {
    expect(lenses('Resources:\n  Role:\n    Type: AWS::IAM::Role\n')).toEqual(['Role: no permissions']);
    expect(lenses(role(`[${READ}, { Effect: Deny, Action: '*', Resource: '*' }]`))).toEqual(['Role: no permissions left']);
  });

  test('at least so many, where more may be attached', () => {
    expect(lenses(role(READ, '      ManagedPolicyArns: [!ImportValue Shared]\n'))).toEqual(['Role: at least 2 actions · 1 resource']);
  });

  test('nothing is known of a role that is not in the template', () => {
    const source = 'Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !ImportValue Role\n';
    expect(lenses(source)).toEqual(['Fn: what it may do is not known: the role ${Fn::ImportValue(Role)} is not in this template']);
  });
});

describe('boundary', () => {
  const bounded = (name: string): string => role(READ, `      PermissionsBoundary: arn:aws:iam::aws:policy/${name}\n`);

  test('takes nothing away, takes some away, is not known', () => {
    expect(lenses(bounded('AmazonDynamoDBReadOnlyAccess'))).toEqual(['Role: 2 actions · 1 resource · boundary ok']);
    const cut = role(
      '{ Effect: Allow, Action: [dynamodb:GetItem, dynamodb:PutItem], Resource: !GetAtt Table.Arn }',
      '      PermissionsBoundary: arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess\n',
    );
    expect(lenses(cut)).toEqual(['Role: 1 action · 1 resource · boundary cuts some off']);
    expect(lenses(role(READ, '      PermissionsBoundary: !ImportValue Boundary\n'))).toEqual([
      'Role: 2 actions · 1 resource · boundary not known',
    ]);
  });

  test('its absence is said where the configuration demands one', () => {
    const titles = (text: string, requireBoundary: Configuration['requireBoundary']): readonly string[] => {
      const uri = 'file:///workspace/template.yaml';
      const configuration: Configuration = { ...NO_CONFIGURATION, ...(requireBoundary === undefined ? {} : { requireBoundary }) };
      const analysis = createAnalysis({
        catalog: loadCatalogForTests(),
        files: { read: (asked) => (asked === uri ? { kind: 'text', text, version: '1' } : { kind: 'missing' }) },
        configurationOf: () => configuration,
      });
      return runToEnd(analysis.codeLensSteps(uri)).map(({ title }) => title);
    };
    expect(titles(role(READ), undefined)).toEqual(['2 actions · 1 resource']);
    expect(titles(role(READ), true)).toEqual(['2 actions · 1 resource · no boundary']);
    expect(titles(bounded('AmazonDynamoDBReadOnlyAccess'), 'Other')).toEqual(['2 actions · 1 resource · not the required boundary']);
  });
});

describe('where it stands', () => {
  test('above functions and written roles; a role that SAM makes for one function is shown as that', () => {
    const source = `Transform: AWS::Serverless-2016-10-31
Resources:
  Own:
    Type: AWS::Serverless::Function
    Properties:
      Policies: [{ Statement: { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*' } }]
  First:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt Shared.Arn
      FunctionUrlConfig: { AuthType: NONE }
  Second:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt Shared.Arn
  Shared:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{ PolicyName: x, PolicyDocument: { Statement: { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*' } } }]
`;
    expect(lenses(source)).toEqual([
      expect.stringMatching(/^Own: 4 actions · any resource/),
      'First: 1 action · any resource · anyone may call',
      'Second: 1 action · any resource',
      'Shared: 1 action · any resource · shared by 2',
    ]);
  });

  test('above the provider of a service, whose role its functions share', () => {
    const source = `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*' }
functions:
  one: { handler: a.b }
  two: { handler: a.c }
`;
    expect(lenses(source).map((lens) => lens.replace(/:.*?(?= ·|$)/, ''))).toEqual([
      expect.stringMatching(/^one/),
      expect.stringMatching(/^two/),
      expect.stringMatching(/^provider.*shared by 2$/),
    ]);
  });

  test('nowhere in a document that is none of ours', () => {
    expect(lenses('on: push\njobs: {}\n')).toEqual([]);
  });
});
