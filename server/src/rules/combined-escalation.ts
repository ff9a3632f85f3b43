import { findCombinedEscalations } from '../lint/combined-escalation.ts';
import { isWritten, nameOrigin, rangeOfAction } from '../lint/granted.ts';
import type { Rule } from '../lint/rule.ts';
import { listNames, quote } from '../lint/text.ts';

export const combinedEscalation: Rule = {
  id: 'combined-escalation',
  severity: 'warning',
  summary: 'Several policies of one role together let it raise its own rights.',
  rationale:
    'What a function can do is the sum of its inline statements, policy templates, managed policies and what the framework adds. Each may look harmless: one passes roles, another creates functions. Together they are a way to the rights of any role that the service may assume. The ways are those of privilege-escalation, over all that is left of the policies after their Denies and the permissions boundary; what one policy allows by itself is reported there. Where the role may change its own policies anyhow, nothing is added.',
  alsoKnownAs: { parliament: 'PRIVILEGE_ESCALATION', cloudsplaining: 'PrivilegeEscalation' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: iam:PassRole\n                Resource: '*'\n  More:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: more\n      Roles: [!Ref Worker]\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: [«ec2:RunInstances»]\n            Resource: '*'",
      },
      {
        form: 'template',
        code: "Transform: AWS::Serverless-2016-10-31\nResources:\n  Deploy:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - «PowerUserAccess»\n        - Version: '2012-10-17'\n          Statement:\n            - Effect: Allow\n              Action: iam:PassRole\n              Resource: '*'",
      },
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\nresources:\n  Resources:\n    Worker:\n      Type: AWS::IAM::Role\n      Properties:\n        ManagedPolicyArns:\n          - arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess\n        Policies:\n          - PolicyName: connect\n            PolicyDocument:\n              Statement:\n                - Effect: Allow\n                  Action: «ec2-instance-connect:SendSSHPublicKey»\n                  Resource: '*'",
      },
    ],
    correct: [
      {
        form: 'template',
        code: "Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: arn:aws:iam::aws:policy/AmazonEC2FullAccess\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: iam:PassRole\n                Resource: '*'\n        - PolicyName: more\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: glue:CreateDevEndpoint\n                Resource: '*'",
      },
      {
        form: 'template',
        code: "Transform: AWS::Serverless-2016-10-31\nResources:\n  Deploy:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - PowerUserAccess\n        - Version: '2012-10-17'\n          Statement:\n            - Effect: Allow\n              Action: iam:PassRole\n              Resource: !GetAtt Target.Arn\n  Target:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}",
      },
    ],
  },
  principals: ['role'],
  *principal(principal, context) {
    const { catalog } = context;
    const [first, ...more] = findCombinedEscalations(catalog, principal);
    const [at, ...others] = first?.steps ?? [];
    if (first === undefined || at === undefined) return;
    const name = catalog.actionName(at.index);
    const shown = isWritten(at.piece.granted) ? quote(name) : `${quote(name)} of ${nameOrigin(at.piece.granted.origin)}`;
    const rest = others.map(({ index }) => catalog.actionName(index));
    const ways = more.length === 0 ? '' : ` (and ${more.length} more ${more.length === 1 ? 'way' : 'ways'})`;
    yield {
      range: rangeOfAction(catalog, at.piece, at.index),
      message: `${shown} with ${listNames(rest, 1)} of another policy lets the role ${first.path.gain}${ways}`,
      related: others.map(({ piece, index }) => ({
        range: rangeOfAction(catalog, piece, index),
        message: `with ${catalog.actionName(index)}${isWritten(piece.granted) ? '' : ` of ${nameOrigin(piece.granted.origin)}`}`,
      })),
    };
  },
};
