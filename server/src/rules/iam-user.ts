import type { Rule } from '../lint/rule.ts';
import { listNames } from '../lint/text.ts';
import { findPair } from '../syntax/node.ts';

export const iamUser: Rule = {
  id: 'iam-user',
  severity: 'warning',
  summary: 'A template makes an IAM user with permissions of its own, or an access key.',
  rationale:
    'An access key works until somebody deletes it, from anywhere, for whoever has found it; that of a template is in the state of its stack as well. Code in AWS acts by a role, a pipeline by OpenID Connect, a person by IAM Identity Center: their credentials end within hours. A password or permissions of a user are reported as information.',
  alsoKnownAs: { checkov: ['CKV_AWS_40', 'CKV_AWS_273'], cfn_nag: 'F10' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Resources:\n  Deployer:\n    Type: AWS::IAM::User\n  «DeployerKey»:\n    Type: AWS::IAM::AccessKey\n    Properties:\n      UserName: !Ref Deployer',
      },
      {
        form: 'template',
        code: "Transform: AWS::Serverless-2016-10-31\nResources:\n  «Uploader»:\n    Type: AWS::IAM::User\n    Properties:\n      Policies:\n        - PolicyName: upload\n          PolicyDocument:\n            Version: '2012-10-17'\n            Statement:\n              - Effect: Allow\n                Action: s3:PutObject\n                Resource: arn:aws:s3:::reports/*",
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nresources:\n  Resources:\n    «Uploader»:\n      Type: AWS::IAM::User\n      Properties:\n        ManagedPolicyArns:\n          - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Reader:\n    Type: AWS::IAM::User\n    Properties:\n      Groups: [readers]\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}',
      },
    ],
  },
  types: ['AWS::IAM::AccessKey', 'AWS::IAM::User'],
  *entry({ type, key, properties }) {
    if (type === 'AWS::IAM::AccessKey') {
      yield { range: key.range, message: 'This access key never expires; let what uses it act by a role' };
    }
    if (type !== 'AWS::IAM::User') return;
    const own = OWN_PERMISSIONS.filter((name) => findPair(properties, name) !== undefined);
    if (own.length === 0) return;
    yield {
      range: key.range,
      severity: 'information',
      message: `This user has permissions of its own (${listNames(own)}); a role gives the same with credentials that expire`,
    };
  },
};

const OWN_PERMISSIONS: readonly string[] = ['Policies', 'ManagedPolicyArns', 'LoginProfile'];
