import { insertPair } from '../edit/pairs.ts';
import { addValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { groupElement, isAnyone, principalValues, serviceOfText, soleSymbol } from '../lint/principal.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { effectOf, literalsOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { lowerPolicy } from '../policy/lower.ts';
import type { Policy, Statement } from '../policy/model.ts';
import type { Node, Range } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Resource } from '../template/template.ts';
import { literalText } from '../template/text.ts';

export const functionRoleTrust: Rule = {
  id: 'function-role-trust',
  severity: 'error',
  summary: 'A function, state machine or the like has a role that does not trust its service.',
  rationale:
    'The service assumes the role, which its trust policy must allow. Otherwise the deployment fails (Lambda: "The role defined for the function cannot be assumed by Lambda"), or every run does.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: «!GetAtt Worker.Arn»\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ec2.amazonaws.com\n            Action: sts:AssumeRole',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Flow:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Role: «!GetAtt Worker.Arn»\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: [lambda.amazonaws.com]\n            Action: sts:AssumeRole',
      },
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\nfunctions:\n  hello:\n    handler: app.handler\n    role: «Worker»\nresources:\n  Resources:\n    Worker:\n      Type: AWS::IAM::Role\n      Properties:\n        AssumeRolePolicyDocument:\n          Statement:\n            - Effect: Allow\n              Principal:\n                AWS: '111122223333'\n              Action: sts:AssumeRole",
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      «AssumeRolePolicyDocument»:\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ec2.amazonaws.com\n            Action: sts:AssumeRole',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt Worker.Arn\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: [ec2.amazonaws.com, !Sub "lambda.${AWS::URLSuffix}"]\n            Action: sts:AssumeRole',
      },
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !Ref RoleArn\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ec2.amazonaws.com\n            Action: sts:AssumeRole',
      },
    ],
  },
  entry(resource, context) {
    return ROLES.has(resource.type) ? findUntrusted(resource, context) : NOTHING;
  },
};

function* findUntrusted(resource: DeclaredResource, context: RuleContext): Generator<Report> {
  for (const { path, service } of ROLES.get(resource.type) ?? []) {
    const node = findValue(resource.properties, ...path);
    const role = node === undefined ? undefined : findRole(node, resource, context);
    const document = findValue(role?.properties, 'AssumeRolePolicyDocument');
    if (node === undefined || role === undefined || document === undefined) continue;
    const trust = readTrust(role, document, context);
    if (trust !== undefined && !mayBeAssumed(trust, service)) yield report(node.outer, trust, role, service, context);
  }
  if (resource.type !== 'AWS::Serverless::Function' || findPair(resource.properties, 'Role') !== undefined) return;
  // SAM makes the role, with the trust policy that stands at the function.
  const own = findPair(resource.properties, 'AssumeRolePolicyDocument');
  const trust = own === undefined ? undefined : readTrust(resource, own.value, context);
  if (own === undefined || trust === undefined || mayBeAssumed(trust, 'lambda')) return;
  yield report(own.key.outer, trust, { logicalId: `${resource.logicalId}Role` }, 'lambda', context);
}

function report(range: Range, trust: Policy, role: Pick<Resource, 'logicalId'>, service: string, context: RuleContext): Report {
  return {
    range,
    message: `${quote(role.logicalId)} does not trust ${service}.amazonaws.com, so it cannot be assumed`,
    related: [{ range: trust.range, message: 'what it trusts' }],
    fixes: () => findFixes(trust, role, `${service}.amazonaws.com`, context),
  };
}

/** Whether the trust policy names the service, or may do so. */
function mayBeAssumed(trust: Policy, service: string): boolean {
  return !isCertain(trust) || trust.statements.some((statement) => mayTrust(statement, service));
}

interface RoleProperty {
  readonly path: readonly string[];
  readonly service: string;
}

function by(service: string, ...paths: readonly (readonly string[])[]): readonly RoleProperty[] {
  return paths.map((path) => ({ path, service }));
}

/** Properties that hold the ARN of a role, and the service that assumes it (CloudFormation and the SAM and Serverless references, 2026-11). */
const ROLES: ReadonlyMap<string, readonly RoleProperty[]> = new Map([
  ['AWS::Lambda::Function', by('lambda', ['Role'], ['role'])],
  ['AWS::Serverless::Function', by('lambda', ['Role'])],
  ['AWS::Serverless::StateMachine', by('states', ['Role'])],
  ['AWS::StepFunctions::StateMachine', by('states', ['RoleArn'])],
  ['AWS::ApiGateway::Account', by('apigateway', ['CloudWatchRoleArn'])],
  ['AWS::AppSync::DataSource', by('appsync', ['ServiceRoleArn'])],
  ['AWS::CodeBuild::Project', by('codebuild', ['ServiceRole'])],
  ['AWS::CodePipeline::Pipeline', by('codepipeline', ['RoleArn'])],
  ['AWS::ECS::TaskDefinition', by('ecs-tasks', ['TaskRoleArn'], ['ExecutionRoleArn'])],
  ['AWS::Glue::Job', by('glue', ['Role'])],
  ['AWS::Pipes::Pipe', by('pipes', ['RoleArn'])],
  ['AWS::Scheduler::Schedule', by('scheduler', ['Target', 'RoleArn'])],
]);

/** The role of the template that the value names: by its ARN, or by its logical id as Serverless takes it. */
function findRole(node: Node, { properties }: DeclaredResource, { template }: RuleContext): Resource | undefined {
  const text = readText(node, template);
  const symbol = soleSymbol(text);
  const isShort = node === findValue(properties, 'role');
  const name = symbol?.attribute === 'Arn' ? symbol.name : isShort ? literalText(text) : undefined;
  const role = name === undefined ? undefined : template.scope.resources.get(name);
  return role?.type === 'AWS::IAM::Role' ? role : undefined;
}

/** Many functions may have the role, and each has its trust policy read; no real one has more. */
const MOST_STATEMENTS = 20;

function readTrust(role: Resource, document: Node, { template }: RuleContext): Policy | undefined {
  const statements = findValue(document, 'Statement');
  if (role.key === undefined || (statements?.kind === 'sequence' && statements.items.length > MOST_STATEMENTS)) return undefined;
  const owner = { name: role.logicalId, type: role.type, range: role.key.range };
  return lowerPolicy({ kind: 'document', owner, policyKind: 'trust', when: [], node: document }, template);
}

function isCertain({ statements, complete }: Policy): boolean {
  return complete && statements.length > 0 && statements.every((statement) => statement.complete && statement.principal?.complete === true);
}

/** Whether the statement names the service, or may do so. */
function mayTrust(statement: Statement, service: string): boolean {
  if (effectOf(statement) === 'Deny') return false;
  return principalValues(statement.principal).some((found) => {
    if (isAnyone(found)) return true;
    if (found.group.type !== 'Service') return false;
    const named = serviceOfText(found.value.text);
    return named === service || (named === undefined && found.written === undefined);
  });
}

function findFixes({ statements }: Policy, role: Pick<Resource, 'logicalId'>, principal: string, context: RuleContext): readonly Fix[] {
  const statement = statements.find(
    (one) => effectOf(one) === 'Allow' && one.condition === undefined && literalsOf(one.action).texts.includes('sts:AssumeRole'),
  );
  const element = statement?.principal;
  if (statement === undefined || element === undefined) return [];
  const source = context.sourceOf(statement.range);
  const value = { kind: 'literal', text: principal } as const;
  const group = element.groups.find(({ type }) => type === 'Service');
  const services = group === undefined ? undefined : groupElement(element, group);
  const { value: node } = element.pair;
  const mapping = group === undefined && node.kind === 'mapping' && node.tag === undefined ? node : undefined;
  // `Principal: '*'` and an intrinsic have no place for it.
  if (services === undefined && mapping === undefined) return [];
  return [
    createFix(
      `Let ${principal} assume ${role.logicalId}`,
      'widens',
      () => {
        if (services !== undefined) return addValues(source, services, [value]);
        return mapping === undefined ? [] : insertPair(source, mapping, 'Service', value);
      },
      { preferred: true, fixAll: false },
    ),
  ];
}
