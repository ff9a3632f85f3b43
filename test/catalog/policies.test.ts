import { describe, expect, test } from 'vitest';
import { SAM_POLICY_TEMPLATES } from '../../action-catalog/tables/sam-policy-templates.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

describe('managed policies', () => {
  test('by name and by ARN, in every partition', () => {
    const policy = catalog.managedPolicy('AWSLambdaBasicExecutionRole');
    expect(policy?.arn).toBe('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(catalog.managedPolicy('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')).toBe(policy);
    expect(catalog.managedPolicy('arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')).toBe(policy);
    expect(JSON.parse(policy?.document() ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
    });
  });

  test('an ARN with the wrong path, an account or an unknown name is none', () => {
    for (const written of [
      'arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole',
      'arn:aws:iam::123456789012:policy/service-role/AWSLambdaBasicExecutionRole',
      'NoSuchPolicy',
      'constructor',
      '',
    ]) {
      expect(catalog.managedPolicy(written)).toBeUndefined();
    }
  });

  test('all 1,594 have a document', () => {
    const names = catalog.managedPolicyNames();
    expect(names.length).toBe(1594);
    expect(names.filter((name) => !/"Statement"/.test(catalog.managedPolicy(name)?.document() ?? ''))).toEqual([]);
  });

  test('what was replaced says so, whether the policy still exists or not, and by one that exists', () => {
    expect(catalog.managedPolicyReplacement('AWSLambdaFullAccess')).toBe('AWSLambda_FullAccess');
    expect(catalog.managedPolicy('AWSLambdaFullAccess')).toBeUndefined();
    expect(catalog.managedPolicy('CloudWatchFullAccess')?.deprecated).toBe(true);
    expect(catalog.managedPolicy('CloudWatchFullAccessV2')?.deprecated).toBe(false);
    expect(catalog.managedPolicyReplacement('ReadOnlyAccess')).toBeUndefined();
  });
});

describe('SAM policy templates', () => {
  test('there are 81', () => {
    expect(catalog.policyTemplates().length).toBe(81);
  });

  test('a template names its parameters by Ref', () => {
    const template = catalog.policyTemplate('SQSPollerPolicy');
    expect(template?.parameters).toEqual([{ name: 'QueueName', description: 'Name of the queue' }]);
    expect(JSON.parse(template?.definition ?? '').Statement[0].Resource).toEqual({
      'Fn::Sub': ['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${QueueName}', { QueueName: { Ref: 'QueueName' } }],
    });
    expect(catalog.policyTemplate('sqspollerpolicy')).toBeUndefined();
    expect(catalog.policyTemplate('constructor')).toBeUndefined();
  });

  test('every parameter is used, and every placeholder is a parameter or a pseudo parameter', () => {
    for (const [name, { parameters, statements }] of Object.entries(SAM_POLICY_TEMPLATES)) {
      const text = JSON.stringify(statements);
      const used = new Set([...text.matchAll(/\$\{(?!AWS::)([^}]+)\}/g)].map(([, parameter]) => parameter));
      expect([name, [...used].sort()]).toEqual([name, Object.keys(parameters).sort()]);
    }
  });
});
