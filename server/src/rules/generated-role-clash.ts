import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { findPair } from '../syntax/node.ts';

export const generatedRoleClash: Rule = {
  id: 'generated-role-clash',
  severity: 'error',
  summary: 'A resource has the logical id of the role that SAM makes for a function or state machine.',
  rationale:
    'SAM makes the role `<logical id>Role` wherever `Role` is not set, and rejects a template that has another resource of this name.',
  alsoKnownAs: { sam: 'attempts to create a new resource with id' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n  «MakeRole»:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: !GetAtt MakeRole.Arn\n  MakeRole:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}\n',
      },
    ],
  },
  dialects: ['sam'],
  entry({ logicalId, key }, { template }) {
    if (!logicalId.endsWith('Role')) return NOTHING;
    const owner = template.scope.resources.get(logicalId.slice(0, -'Role'.length));
    if (owner?.key === undefined || (owner.type !== 'AWS::Serverless::Function' && owner.type !== 'AWS::Serverless::StateMachine'))
      return NOTHING;
    if (findPair(owner.properties, 'Role') !== undefined) return NOTHING;
    return [
      {
        range: key.range,
        message: `SAM makes a role ${quote(logicalId)} for ${owner.logicalId}; set its Role, or name this resource otherwise`,
        related: [{ range: owner.key.range, message: `has no Role of its own` }],
      },
    ];
  },
};
