import { insertPair } from '../edit/pairs.ts';
import { addValues } from '../edit/values.ts';
import type { EffectiveAccess } from '../grants/effective.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { RoleUse } from '../grants/model.ts';
import { isNamedByAny } from '../lint/allowed.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { hasAction } from '../policy/action-set.ts';
import { findPair } from '../syntax/node.ts';

export const noLogsPermission: Rule = {
  id: 'no-logs-permission',
  severity: 'warning',
  summary: 'The role of a function does not let it write its logs.',
  rationale:
    'Lambda writes the logs of a function with the rights of its role. Without logs:PutLogEvents there are none, and no error says so. SAM and the Serverless Framework give it to the roles that they make, a role of your own must have it. Where a policy of the role is not known, or denies it, nothing is reported.',
  alsoKnownAs: { cfn_nag: 'W58' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: «!GetAtt Worker.Arn»\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: s3:GetObject\n                Resource: arn:aws:s3:::reports/*',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: «!GetAtt Worker.Arn»\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nfunctions:\n  hello:\n    handler: app.handler\n    role: «Worker»\nresources:\n  Resources:\n    Worker:\n      Type: AWS::IAM::Role\n      Properties:\n        Policies:\n          - PolicyName: own\n            PolicyDocument:\n              Statement:\n                - Effect: Allow\n                  Action: s3:GetObject\n                  Resource: arn:aws:s3:::reports/*',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt Worker.Arn\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
      },
      {
        form: 'template',
        code: 'Parameters:\n  Logging: { Type: String }\nResources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt Worker.Arn\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns: [!Ref Logging]',
      },
    ],
  },
  principals: ['function'],
  *principal(principal, context) {
    const { logicalId, function: name, roles, policies, unknown } = principal;
    const [use] = roles;
    if (use === undefined || unknown.length > 0) return;
    const index = context.catalog.actionIndex('logs:PutLogEvents');
    if (index === undefined || isNamedByAny(context.catalog, policies, index)) return;
    const access = effectiveAccess(context.catalog, principal);
    if (access.atLeast || isGranted(access, index)) return;
    yield {
      range: use.range,
      message: `${quote(name ?? logicalId)} cannot write its logs: no policy of ${quote(use.logicalId ?? use.text)} allows logs:PutLogEvents`,
      fixes: () => findFixes(use, context),
    };
  },
};

/**
 * Whether a statement allows it, be it taken away by another or by a boundary; or names it, on resources that it cannot be on, which is a mistake that
 * another rule reports.
 */
function isGranted(access: EffectiveAccess, index: number): boolean {
  if (hasAction(access.actions, index)) return true;
  return access.pieces.some(
    ({ grant: { actions, words } }) =>
      hasAction(actions, index) || (words?.complement === false && words.words.some((word) => hasAction(word.actions, index))),
  );
}

const BASIC = { kind: 'sub', text: 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' } as const;

function findFixes({ logicalId }: RoleUse, { template, sourceOf }: RuleContext): readonly Fix[] {
  const role = logicalId === undefined ? undefined : template.scope.resources.get(logicalId);
  const properties = role?.properties;
  if (role?.type !== 'AWS::IAM::Role' || properties?.kind !== 'mapping') return [];
  const pair = findPair(properties, 'ManagedPolicyArns');
  const source = sourceOf(properties.range);
  const edits = () =>
    pair === undefined
      ? insertPair(source, properties, 'ManagedPolicyArns', [BASIC])
      : addValues(source, { key: pair.key, pair, values: [], complete: true }, [BASIC]);
  if (edits().length === 0) return [];
  return [createFix(`Add AWSLambdaBasicExecutionRole to ${logicalId}`, 'widens', edits, { preferred: true, fixAll: false })];
}
