import { effectiveAccess } from '../grants/effective.ts';
import { managedPolicyDocument } from '../grants/managed-policies.ts';
import type { Principal } from '../grants/model.ts';
import { readPolicy } from '../grants/read-policy.ts';
import type { Rule } from '../lint/rule.ts';
import { count, listNames } from '../lint/text.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionIndices, actionsOf, subtractActions, unionActions } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';

export const sharedRole: Rule = {
  id: 'shared-role',
  severity: 'information',
  summary: 'Several functions act by one role.',
  rationale:
    'Each of them can do what any of them needs, and so can whoever gets into one of them. A role for each function grants it no more than is its own. It is what the Serverless Framework does by default (a role for each function: `iam.role.mode: perFunction` of version 4, or the plugin serverless-iam-roles-per-function), so this is said once for a role and no louder. A role that only writes logs and traces, or reaches into a VPC, may be shared.',
  alsoKnownAs: { kics: 'Serverless Function Without Unique IAM Role' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Read:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: !GetAtt Shared.Arn\n  Write:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: !GetAtt Shared.Arn\n  «Shared»:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\n        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      },
      {
        form: 'template',
        code: "Resources:\n  Read:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt Shared.Arn\n  Write:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !Sub ${Shared.Arn}\n  «Shared»:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: [sqs:SendMessage, sns:Publish]\n                Resource: '*'",
      },
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: s3:GetObject\n          Resource: 'arn:aws:s3:::reports/*'\nfunctions:\n  read:\n    handler: app.read\n    role: Shared\n  write:\n    handler: app.write\n    role: Shared\nresources:\n  Resources:\n    «Shared»:\n      Type: AWS::IAM::Role\n      Properties:\n        Policies:\n          - PolicyName: own\n            PolicyDocument:\n              Statement:\n                - Effect: Allow\n                  Action: s3:GetObject\n                  Resource: 'arn:aws:s3:::reports/*'",
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Read:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - S3ReadPolicy: { BucketName: reports }\n  Write:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - S3WritePolicy: { BucketName: reports }',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Read:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: !GetAtt Shared.Arn\n  Write:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: !GetAtt Shared.Arn\n  Shared:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole\n        - arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
      },
    ],
  },
  *template(_template, { catalog, principals }) {
    const all = [...principals];
    const users = usersOfRoles(all);
    for (const role of all) {
      const functions = role.kind === 'role' ? (users.get(role.logicalId) ?? []) : [];
      if (functions.length < 2) continue;
      const actions = subtractActions(effectiveAccess(catalog, role).actions, harmlessActions(catalog));
      const services = servicesOf(catalog, actions);
      if (services.length === 0) continue;
      const whose = role.generated ? 'the role that the framework makes' : 'this role';
      const least = effectiveAccess(catalog, role).atLeast ? 'at least ' : '';
      yield {
        range: role.range,
        message: `${functions.length} functions share ${whose}: each may do what any of them needs, ${least}${count(actionIndices(actions).length, 'action')} of ${listNames(services, 4, 60)}`,
        related: functions.slice(0, MOST_RELATED).map(({ logicalId, function: name, range }) => ({
          range,
          message: `${name ?? logicalId} acts by it`,
        })),
      };
    }
  },
};

/** An editor shows no more of them. */
const MOST_RELATED = 20;

function usersOfRoles(principals: readonly Principal[]): ReadonlyMap<string, readonly Principal[]> {
  const users = new Map<string, Principal[]>();
  for (const principal of principals) {
    if (principal.kind !== 'function') continue;
    for (const { logicalId } of principal.roles) {
      const known = logicalId === undefined ? undefined : users.get(logicalId);
      if (logicalId !== undefined && known === undefined) users.set(logicalId, [principal]);
      else if (known?.at(-1) !== principal) known?.push(principal);
    }
  }
  return users;
}

/** What every function may have: logs, traces, the network interfaces of a VPC. */
function harmlessActions(catalog: KernelCatalog): ActionSet {
  return derive(catalog, HARMLESS, 'actions of managed policies', () => {
    const policies = HARMLESS.flatMap((name) => catalog.managedPolicy(name) ?? []);
    const grants = policies.flatMap((policy) => readPolicy(catalog, managedPolicyDocument(catalog, policy)).allows);
    return unionActions(actionsOf(catalog, ['logs:TagResource']), ...grants.map(({ actions }) => actions));
  });
}

const HARMLESS: readonly string[] = ['AWSLambdaBasicExecutionRole', 'AWSLambdaVPCAccessExecutionRole', 'AWSXRayDaemonWriteAccess'];

function servicesOf(catalog: KernelCatalog, actions: ActionSet): readonly string[] {
  return [...new Set(actionIndices(actions).map((index) => catalog.actionName(index).split(':', 1)[0] ?? ''))];
}
