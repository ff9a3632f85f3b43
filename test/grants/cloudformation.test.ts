import { describe, test } from 'vitest';
import { checkPrincipals } from '../support/check-principals.ts';

const READ =
  'PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub "${Bucket.Arn}/*" }] }';
const READS = { actions: 's3:GetObject', resources: '${Bucket.Arn}/*' };
const SEND =
  'PolicyDocument: { Version: "2012-10-17", Statement: { Effect: Allow, Action: [sqs:SendMessage], Resource: !GetAtt Queue.Arn } }';
const SENDS = { actions: 'sqs:SendMessage', resources: '${Queue.Arn}' };
const OTHERS = `
  Bucket: { Type: AWS::S3::Bucket }
  Queue: { Type: AWS::SQS::Queue }`;

describe('inline policies of a role', () => {
  test('several, in their order', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: read
          ${READ}
        - PolicyName: send
          ${SEND}
`,
      { Role: { statements: [READS, SENDS] } },
    );
  });

  test('every element of a statement', () => {
    checkPrincipals(
      `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
              - Sid: Not
                Effect: Deny
                NotAction: [iam:*, sts:*]
                NotResource: !Sub arn:\${AWS::Partition}:s3:::x
                Condition:
                  StringNotEquals: { aws:RequestedRegion: [!Ref AWS::Region, us-east-1] }
                  Bool: { aws:SecureTransport: true }
`,
      {
        Role: {
          statements: [
            {
              effect: 'Deny',
              sid: 'Not',
              notActions: ['iam:*', 'sts:*'],
              notResources: 'arn:${AWS::Partition}:s3:::x',
              condition: {
                StringNotEquals: { 'aws:RequestedRegion': ['${AWS::Region}', 'us-east-1'] },
                Bool: { 'aws:SecureTransport': 'true' },
              },
            },
          ],
        },
      },
    );
  });

  test('JSON text, and Fn::ToJsonString', () => {
    checkPrincipals(
      `
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: text
          PolicyDocument: !Sub '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "\${Bucket.Arn}/*"}]}'
        - PolicyName: made
          PolicyDocument:
            Fn::ToJsonString: { Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub "\${Bucket.Arn}/*" }] }
`,
      { Role: { statements: [READS, READS] } },
    );
  });

  test('branches of Fn::If: a policy, a statement, a value', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - !If
          - Prod
          - PolicyName: read
            ${READ}
          - !Ref AWS::NoValue
        - PolicyName: send
          PolicyDocument:
            Statement:
              - !If
                - Prod
                - { Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Queue.Arn }
                - { Effect: Allow, Action: sqs:PurgeQueue, Resource: !GetAtt Queue.Arn }
              - { Effect: Allow, Action: s3:GetObject, Resource: !If [Logged, !GetAtt Bucket.Arn, "*"] }
`,
      {
        Role: {
          statements: [
            { ...READS, when: 'Prod' },
            { ...SENDS, when: 'Prod' },
            { actions: 'sqs:PurgeQueue', resources: '${Queue.Arn}', when: '!Prod' },
            { actions: 's3:GetObject', resources: ['${Bucket.Arn} [Logged]', '* [!Logged]'] },
          ],
        },
      },
    );
  });

  test('a document that is a parameter or an import is unknown', () => {
    checkPrincipals(
      `
Parameters: { Document: { Type: String } }
Resources:${OTHERS}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - { PolicyName: a, PolicyDocument: !Ref Document }
        - { PolicyName: b, PolicyDocument: !If [Prod, !ImportValue doc, { Statement: { Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Queue.Arn } }] }
`,
      {
        Role: {
          statements: [{ ...SENDS, when: '!Prod' }],
          unknown: ['the policy ${Document} cannot be read', 'the policy ${Fn::ImportValue(doc)} cannot be read'],
        },
      },
    );
  });

  test('included parts are unknown', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://x/role.yaml } }
      Policies:
        - PolicyName: send
          ${SEND}
  Other:
    Type: AWS::IAM::Role
    Properties:
      Policies: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://x/policies.yaml } } }
`,
      {
        Role: { statements: [SENDS], unknown: ['Fn::Transform may bring more'] },
        Other: { unknown: ['the policy Fn::Transform cannot be read'] },
      },
    );
  });
});

test('macros may bring more', () => {
  const role = '{ Type: AWS::IAM::Role, Properties: { RoleName: x } }';
  checkPrincipals(`Transform: [AWS::LanguageExtensions, Ours]\nResources: { Role: ${role} }\n`, {
    Role: { unknown: 'the macro Ours may bring more' },
  });
  checkPrincipals(`Resources:\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://a/b } }\n  Role: ${role}\n`, {
    Role: { unknown: 'the macro Fn::Transform may bring more' },
  });
});

describe('managed policies of a role', () => {
  test('those of AWS, in any partition', () => {
    checkPrincipals(
      `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess
        - !Join ['', ['arn:', !Ref AWS::Partition, ':iam::aws:policy/AmazonSQSFullAccess']]
        - arn:aws-cn:iam::aws:policy/AmazonSNSReadOnlyAccess
`,
      {
        Role: { managed: ['AWSLambdaBasicExecutionRole', 'AmazonS3ReadOnlyAccess', 'AmazonSQSFullAccess', 'AmazonSNSReadOnlyAccess'] },
      },
    );
  });

  test('those of the template, by Ref, Sub, attribute and name', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Reading: { Type: AWS::IAM::ManagedPolicy, Properties: { ${READ} } }
  Sending: { Type: AWS::IAM::ManagedPolicy, Properties: { ManagedPolicyName: !Sub "\${AWS::StackName}-send", ${SEND} } }
  A: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Ref Reading] } }
  B: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Sub "\${Reading}"] } }
  C: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!GetAtt Sending.PolicyArn] } }
  D:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/team/\${AWS::StackName}-send
        - arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess
        - !Ref Reading
`,
      {
        A: { managed: '${Reading}', statements: [{ ...READS, from: 'customer-managed-policy Reading' }] },
        B: { managed: '${Reading}', statements: [{ ...READS, from: 'customer-managed-policy Reading' }] },
        C: { managed: '${Sending}', statements: [{ ...SENDS, from: 'customer-managed-policy Sending' }] },
        D: {
          managed: ['${Sending}', 'AmazonSNSReadOnlyAccess', '${Reading}'],
          statements: [
            { ...SENDS, from: 'customer-managed-policy Sending' },
            { ...READS, from: 'customer-managed-policy Reading' },
          ],
        },
      },
    );
  });

  test('in branches', () => {
    checkPrincipals(
      `
Resources:${OTHERS}
  Reading: { Type: AWS::IAM::ManagedPolicy, Properties: { ${READ} } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - !If [Prod, !Ref Reading, arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
`,
      {
        Role: {
          managed: ['${Reading} [Prod]', 'AmazonS3ReadOnlyAccess [!Prod]'],
          statements: [{ ...READS, when: 'Prod', from: 'customer-managed-policy Reading' }],
        },
      },
    );
  });

  test('what cannot be known is unknown', () => {
    checkPrincipals(
      `
Parameters: { Arn: { Type: String }, Arns: { Type: CommaDelimitedList } }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - !Ref Arn
        - !ImportValue shared
        - arn:aws:iam::123456789012:policy/theirs
        - !Sub arn:aws:iam::aws:policy/\${Arn}
        - !Ref Missing
        - arn:aws:iam::aws:policy/NoSuchPolicyAtAll
  All: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: !Ref Arns } }
`,
      {
        Role: {
          managed: [
            '? ${Arn}',
            '? ${Fn::ImportValue(shared)}',
            '? arn:aws:iam::123456789012:policy/theirs',
            '? arn:aws:iam::aws:policy/${Arn}',
            '? ${Missing}',
            '? arn:aws:iam::aws:policy/NoSuchPolicyAtAll',
          ],
          unknown: [
            'the managed policy ${Arn} is not known',
            'the managed policy ${Fn::ImportValue(shared)} is not known',
            'the managed policy arn:aws:iam::123456789012:policy/theirs is not known',
            'the managed policy arn:aws:iam::aws:policy/${Arn} is not known',
            'the managed policy ${Missing} is not known',
            'the managed policy arn:aws:iam::aws:policy/NoSuchPolicyAtAll is not known',
          ],
        },
        All: { managed: '? ${Arns}', unknown: 'the managed policy ${Arns} is not known' },
      },
    );
  });

  test('one of the template whose document cannot be read', () => {
    checkPrincipals(
      `
Parameters: { Document: { Type: String } }
Resources:
  Policy: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: !Ref Document } }
  Role: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Ref Policy] } }
`,
      { Role: { managed: '${Policy}', unknown: 'the managed policy ${Policy} is not known' } },
    );
  });

  test('a name alone is no managed policy of a role', () => {
    checkPrincipals(`Resources: { Role: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [AmazonS3ReadOnlyAccess] } } }`, {
      Role: { managed: '? AmazonS3ReadOnlyAccess', unknown: 'the managed policy AmazonS3ReadOnlyAccess is not known' },
    });
  });
});

describe('a role itself', () => {
  test('who may assume it', () => {
    checkPrincipals(
      `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { Service: [lambda.amazonaws.com] }, Action: sts:AssumeRole }
          - { Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: [sts:AssumeRole, sts:TagSession] }
`,
      {
        Role: {
          trust: [
            { actions: 'sts:AssumeRole', principal: { Service: 'lambda.amazonaws.com' } },
            { actions: ['sts:AssumeRole', 'sts:TagSession'], principal: { AWS: 'arn:aws:iam::${AWS::AccountId}:root' } },
          ],
        },
      },
    );
  });

  test('its condition', () => {
    checkPrincipals(`Resources: { Role: { Type: AWS::IAM::Role, Condition: Prod, Properties: { RoleName: x } } }`, {
      Role: { when: 'Prod' },
    });
  });

  test('without properties, and half-typed', () => {
    checkPrincipals(
      'Resources: { A: { Type: AWS::IAM::Role }, B: { Type: AWS::IAM::Role, Properties: { Policies: , ManagedPolicyArns: [] } } }',
      {
        A: {},
        B: {},
      },
    );
    checkPrincipals(
      'Resources:\n  A:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: x\n          PolicyDocument:\n',
      {
        A: {},
      },
    );
  });

  test('a loop of Fn::ForEach', () => {
    checkPrincipals(
      `
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Roles:
    - Name
    - [A, B]
    - \${Name}Role:
        Type: AWS::IAM::Role
        Properties:
          Policies:
            - { PolicyName: a, PolicyDocument: { Statement: { Effect: Allow, Action: s3:GetObject, Resource: !Sub "arn:aws:s3:::\${Name}/*" } } }
`,
      { '${Name}Role': { statements: [{ actions: 's3:GetObject', resources: 'arn:aws:s3:::${?}/*' }] } },
    );
  });
});
