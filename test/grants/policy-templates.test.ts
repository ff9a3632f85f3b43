import { describe, expect, test } from 'vitest';
import type { ExpectedStatement } from '../support/check-principals.ts';
import { checkPrincipals, findPrincipals } from '../support/check-principals.ts';
import { samFunction, samStateMachine } from '../support/sam-template.ts';

const managed = 'AWSLambdaBasicExecutionRole';
const sections = `
Parameters:
  Name: { Type: String, Default: logs }
Conditions:
  Prod: !Equals [!Ref AWS::Region, eu-west-1]
  Big: !Equals [!Ref AWS::Region, us-east-1]`;
const resources = 'Orders:\n  Type: AWS::DynamoDB::Table\nBucket:\n  Type: AWS::S3::Bucket\nQueue:\n  Type: AWS::SQS::Queue';

function polls(queue: string, when?: string): ExpectedStatement {
  return {
    actions: [
      'sqs:ChangeMessageVisibility',
      'sqs:ChangeMessageVisibilityBatch',
      'sqs:DeleteMessage',
      'sqs:DeleteMessageBatch',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ],
    resources: `arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${queue}`,
    from: 'policy-template SQSPollerPolicy',
    ...(when === undefined ? {} : { when }),
  };
}

/** Statements as the reference of AWS SAM lists them, with these values. */
function sends(queue: string, when: readonly string[] = []): ExpectedStatement {
  return {
    actions: ['sqs:SendMessage*'],
    resources: `arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${queue}`,
    from: 'policy-template SQSSendMessagePolicy',
    when,
  };
}

describe('parameters', () => {
  const cases: readonly (readonly [title: string, entry: string, statements: readonly ExpectedStatement[]])[] = [
    ['a literal', 'SQSSendMessagePolicy: { QueueName: orders }', [sends('orders')]],
    ['a number', 'SQSSendMessagePolicy: { QueueName: 12 }', [sends('12')]],
    ['an attribute', 'SQSSendMessagePolicy: { QueueName: !GetAtt Queue.QueueName }', [sends('${Queue.QueueName}')]],
    ['a parameter of the template', 'SQSSendMessagePolicy: { QueueName: !Ref Name }', [sends('${Name}')]],
    ['a Sub with names of its own', "SQSSendMessagePolicy: { QueueName: !Sub ['${A}-${Name}', { A: x }] }", [sends('x-${Name}')]],
    ['a Ref to what is called like the parameter', 'SQSSendMessagePolicy: { QueueName: !Ref QueueName }', [sends('${QueueName}')]],
    ['what is extra is dropped', 'SQSSendMessagePolicy: { QueueName: orders, Topic: x }', [sends('orders')]],
    [
      'branches of a parameter',
      'SQSSendMessagePolicy: { QueueName: !If [Prod, a, !If [Big, b, c]] }',
      [sends('a', ['Prod']), sends('b', ['!Prod', 'Big']), sends('c', ['!Prod', '!Big'])],
    ],
  ];
  test.each(cases)('%s', (_, entry, statements) => {
    checkPrincipals(samFunction(`Policies:\n  - ${entry}`, resources, sections), { FnRole: { managed, statements } });
  });

  test('branches of two parameters meet where they can', () => {
    const branchesOf = (identity: string, template: string): unknown => {
      const entry = `SESBulkTemplatedCrudPolicy_v2: { IdentityName: ${identity}, TemplateName: ${template} }`;
      const role = findPrincipals(samFunction(`Policies:\n  - ${entry}`, resources, sections)).find(
        ({ logicalId }) => logicalId === 'FnRole',
      );
      const granted = role?.policies.filter(({ origin }) => origin.kind === 'policy-template') ?? [];
      return granted.map(({ when }) => when.map(({ condition, is }) => (is ? condition : `!${condition}`)).join(' '));
    };
    expect(branchesOf('!If [Prod, a, b]', '!If [Prod, c, d]')).toEqual(['Prod', '!Prod']);
    expect(branchesOf('!If [Prod, a, b]', '!If [Big, c, d]')).toEqual(['Prod Big', 'Prod !Big', '!Prod Big', '!Prod !Big']);
  });

  test('the entry under Fn::If', () => {
    checkPrincipals(
      samFunction(
        'Policies:\n  - !If [Prod, { SQSSendMessagePolicy: { QueueName: a } }, { SQSSendMessagePolicy: { QueueName: b } }]',
        '',
        sections,
      ),
      { FnRole: { managed, statements: [sends('a', ['Prod']), sends('b', ['!Prod'])] } },
    );
  });

  test('several templates, in a mapping one', () => {
    checkPrincipals(samFunction('Policies:\n  - SQSSendMessagePolicy: { QueueName: a }\n  - SQSPollerPolicy: { QueueName: b }'), {
      FnRole: { managed, statements: [sends('a'), polls('b')] },
    });
    checkPrincipals(samFunction('Policies:\n  SQSSendMessagePolicy: { QueueName: a }'), { FnRole: { managed, statements: [sends('a')] } });
  });

  test('of a state machine', () => {
    checkPrincipals(samStateMachine('Policies:\n  - SQSSendMessagePolicy: { QueueName: a }'), {
      MachineRole: { statements: [sends('a')] },
    });
  });

  test('one without parameters, several statements, and a condition', () => {
    checkPrincipals(samFunction('Policies:\n  - AMIDescribePolicy: {}\n  - AWSSecretsManagerRotationPolicy: { FunctionName: !Ref Fn }'), {
      FnRole: {
        managed,
        statements: [
          { actions: 'ec2:DescribeImages', resources: '*', from: 'policy-template AMIDescribePolicy' },
          {
            actions: [
              'secretsmanager:DescribeSecret',
              'secretsmanager:GetSecretValue',
              'secretsmanager:PutSecretValue',
              'secretsmanager:UpdateSecretVersionStage',
            ],
            resources: 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*',
            condition: {
              StringEquals: {
                'secretsmanager:resource/AllowRotationLambdaArn':
                  'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Fn}',
              },
            },
            from: 'policy-template AWSSecretsManagerRotationPolicy',
          },
          { actions: 'secretsmanager:GetRandomPassword', resources: '*', from: 'policy-template AWSSecretsManagerRotationPolicy' },
        ],
      },
    });
  });
});

describe('what grants nothing', () => {
  const cases: readonly (readonly [entry: string, reason: string])[] = [
    ['SQSSendMessagePolicy: {}', 'the policy template SQSSendMessagePolicy has no value for QueueName'],
    ['SQSSendMessagePolicy: { Queue: a }', 'the policy template SQSSendMessagePolicy has no value for QueueName'],
    ['SQSSendMessagePolicy: { QueueName: }', 'the policy template SQSSendMessagePolicy has no value for QueueName'],
    ['SQSSendMessagePolicy: { QueueName: [a] }', 'the policy template SQSSendMessagePolicy has no value for QueueName'],
    ['SQSSendMessagePolicy: { QueueName: !Ref AWS::NoValue }', 'the policy template SQSSendMessagePolicy has no value for QueueName'],
    ['SQSSendMessagePolicy:', 'the parameters of the policy template SQSSendMessagePolicy are not written as a mapping'],
    ['AMIDescribePolicy: ~', 'the parameters of the policy template AMIDescribePolicy are not written as a mapping'],
    ['SQSSendMessagePolicy: !Ref Given', 'the parameters of the policy template SQSSendMessagePolicy are not written as a mapping'],
    ['SqsSendMessagePolicy: { QueueName: a }', 'SAM has no policy template SqsSendMessagePolicy'],
    ['{ AMIDescribePolicy: {}, SQSPollerPolicy: { QueueName: a } }', 'SAM rejects AMIDescribePolicy with further keys beside it'],
  ];
  test.each(cases)('%s', (entry, unknown) => {
    checkPrincipals(samFunction(`Policies:\n  - ${entry}`), { FnRole: { managed, unknown } });
  });
});
