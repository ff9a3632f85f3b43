import { removePair } from '../edit/pairs.ts';
import type { Principal } from '../grants/model.ts';
import { createFix } from '../lint/fix.ts';
import { readMentions } from '../lint/mentions.ts';
import { principalValues, serviceOfText } from '../lint/principal.ts';
import type { Fix, Rule, RuleContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Node } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';

export const unusedRole: Rule = {
  id: 'unused-role',
  severity: 'hint',
  summary: 'Nothing in the template refers to a role that a service is to assume.',
  rationale:
    'A role that nobody uses is a door that nobody watches. Only roles without a name of their own are reported, which nothing outside can know by it, and only where all who are trusted are services that resources of a template give a role, such as Lambda. A role whose ARN is an output is used.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n      Policies:\n        - AWSLambdaBasicExecutionRole\n  «HelloOwn»:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: { Service: lambda.amazonaws.com }\n            Action: sts:AssumeRole',
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nresources:\n  Resources:\n    «Worker»:\n      Type: AWS::IAM::Role\n      Properties:\n        AssumeRolePolicyDocument:\n          Statement:\n            - Effect: Allow\n              Principal:\n                Service: [lambda.amazonaws.com, edgelambda.amazonaws.com]\n              Action: sts:AssumeRole',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: { Service: lambda.amazonaws.com }\n            Action: sts:AssumeRole\nOutputs:\n  WorkerArn:\n    Value: !GetAtt Worker.Arn',
      },
      {
        form: 'template',
        code: "Resources:\n  Deploy:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: { AWS: '111122223333' }\n            Action: sts:AssumeRole\n  Named:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: worker\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: { Service: lambda.amazonaws.com }\n            Action: sts:AssumeRole",
      },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  *template({ scope, trees }, context) {
    const { catalog, principals } = context;
    if (scope.incomplete) return;
    const all = [...principals];
    const used = new Set<string>();
    for (const { roles } of all) for (const { logicalId } of roles) if (logicalId !== undefined) used.add(logicalId);
    const isMentioned = readMentions(catalog, trees.values());
    for (const principal of all) {
      const { logicalId } = principal;
      if (principal.kind !== 'role' || principal.generated || used.has(logicalId)) continue;
      // A service of Serverless may say more of a role that the framework makes, which its functions have.
      if (logicalId.endsWith('IamRoleLambdaExecution')) continue;
      const resource = scope.resources.get(logicalId);
      if (resource === undefined || findPair(resource.properties, 'RoleName') !== undefined) continue;
      if (!isForServices(principal, catalog) || isMentioned(logicalId, resource.node)) continue;
      yield {
        range: principal.range,
        message: 'Nothing in this template refers to this role',
        unnecessary: true,
        fixes: () => findRemoval(principal, trees, context),
      };
    }
  },
};

/** Takes the role out of the resources; not one that denies something, whose removal might allow it. */
function findRemoval({ logicalId, policies }: Principal, trees: ReadonlyMap<string, Node>, { sourceOf }: RuleContext): readonly Fix[] {
  const isDenying = policies.some(({ policy }) => policy.statements.some((statement) => effectOf(statement) !== 'Allow'));
  if (isDenying) return [];
  for (const section of [...trees.values()].flatMap((tree) => [findValue(tree, 'Resources'), findValue(tree, 'resources', 'Resources')])) {
    const pair = findPair(section, logicalId);
    if (section?.kind !== 'mapping' || pair === undefined) continue;
    const edits = () => removePair(sourceOf(pair.range), section, pair);
    return edits().length === 0 ? [] : [createFix('Remove this role', 'narrows', edits)];
  }
  return [];
}

/** Whether the trust policy is read and names such services, and nobody else. */
function isForServices(principal: Principal, catalog: KernelCatalog): boolean {
  return derive(catalog, principal, 'for services', () => trustsServices(principal));
}

function trustsServices({ trust }: Principal): boolean {
  const statements = trust.flatMap((policy) => policy.statements);
  if (statements.length === 0 || trust.some(({ complete }) => !complete)) return false;
  return statements.every(
    ({ principal, complete }) =>
      complete &&
      principal?.complete === true &&
      principalValues(principal).every(({ group, value }) => group.type === 'Service' && SERVICES.has(serviceOfText(value.text) ?? '')),
  );
}

/** Services that are given a role by a resource of a template. Roles of others are chosen by people as well, who find them in a list. */
const SERVICES: ReadonlySet<string> = new Set([
  'apigateway',
  'application-autoscaling',
  'appsync',
  'codebuild',
  'codedeploy',
  'codepipeline',
  'ecs',
  'ecs-tasks',
  'edgelambda',
  'events',
  'firehose',
  'glue',
  'iot',
  'lambda',
  'pipes',
  'scheduler',
  'states',
]);
