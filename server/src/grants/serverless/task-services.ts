import type { MappingNode, Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { findIntrinsic, plainItems, plainString } from '../../template/intrinsic.ts';
import type { Written } from '../written.ts';
import { isOn } from './nodes.ts';
import { arnOf, sub } from './statements.ts';
import type { ReadTask, Task, TaskPermission } from './task.ts';
import { argumentOf, atRuntimeOr, isAtRuntime, permission, referredName, rule } from './task.ts';
import { invokeByName } from './task-functions.ts';
import { table, tables } from './task-tables.ts';

const DYNAMODB: Readonly<Record<string, string>> = {
  'dynamodb:updateItem': 'UpdateItem',
  'aws-sdk:dynamodb:updateItem': 'UpdateItem',
  'dynamodb:putItem': 'PutItem',
  'aws-sdk:dynamodb:putItem': 'PutItem',
  'dynamodb:getItem': 'GetItem',
  'dynamodb:deleteItem': 'DeleteItem',
  'aws-sdk:dynamodb:updateTable': 'UpdateTable',
  'aws-sdk:dynamodb:query': 'Query',
  'aws-sdk:dynamodb:scan': 'Scan',
};

const BATCHES: Readonly<Record<string, string>> = {
  'aws-sdk:dynamodb:batchGetItem': 'BatchGetItem',
  'aws-sdk:dynamodb:batchWriteItem': 'BatchWriteItem',
};

const ECS = ['ecs:RunTask', 'ecs:StopTask', 'ecs:DescribeTasks', 'ecs:TagResource', 'iam:PassRole'];
const GLUE = ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'];
const BATCH = ['batch:SubmitJob', 'batch:DescribeJobs', 'batch:TerminateJob'];

/** By the end of `Resource`: `arn:aws:states:::sqs:sendMessage`. */
export const SERVICES: ReadonlyMap<string, ReadTask> = new Map<string, ReadTask>([
  ['sqs:sendMessage', queue],
  ['sns:publish', ({ node }) => atRuntimeOr(node, 'TopicArn', (topic) => [permission('sns:Publish', topic)])],
  ...Object.entries(DYNAMODB).map(([key, action]): [string, ReadTask] => [key, (task) => table(task, `dynamodb:${action}`)]),
  ...Object.entries(BATCHES).map(([key, action]): [string, ReadTask] => [key, (task) => tables(task, `dynamodb:${action}`)]),
  ['batch:submitJob', () => [permission(BATCH, '*'), rule('StepFunctionsGetEventsForBatchJobsRule')]],
  ['glue:startJobRun', () => [permission(GLUE, '*')]],
  ['ecs:runTask', () => [permission(ECS, '*'), rule('StepFunctionsGetEventsForECSTaskRule')]],
  ['lambda:invoke', invokeByName],
  ['states:startExecution', ({ node }) => otherMachine(node, 'states:StartExecution')],
  ['aws-sdk:sfn:startSyncExecution', ({ node }) => otherMachine(node, 'states:StartSyncExecution')],
  ['codebuild:startBuild', codeBuild],
  ['bedrock:invokeModel', model],
  ['events:putEvents', eventBuses],
  ['http:invoke', httpEndpoint],
  ['s3:getObject', (task) => objects(task, 's3:GetObject')],
  ['aws-sdk:s3:getObject', (task) => objects(task, 's3:GetObject')],
  ['s3:putObject', (task) => objects(task, 's3:PutObject')],
  ['aws-sdk:s3:putObject', (task) => objects(task, 's3:PutObject')],
  ['s3:listObjectsV2', bucketLists],
  ['aws-sdk:s3:listObjectsV2', bucketLists],
  ['aws-sdk:sesv2:sendEmail', () => [permission('ses:SendEmail', '*')]],
]);

function queue({ node }: Task): readonly TaskPermission[] | undefined {
  if (isAtRuntime(node, 'QueueUrl')) return [permission('sqs:SendMessage', '*')];
  const url = argumentOf(node, 'QueueUrl');
  if (url === undefined) return undefined;
  const name = referredName(url);
  if (name !== undefined) return [permission('sqs:SendMessage', { 'Fn::GetAtt': [name, 'Arn'] })];
  if (findIntrinsic(url) !== undefined) return [permission('sqs:SendMessage', '*')];
  const [, region, account, queueName] = /https:\/\/sqs\.([^./]+)\.amazonaws\.com\/([^/]+)\/(.+)/.exec(plainString(url) ?? '') ?? [];
  return region === undefined ? undefined : [permission('sqs:SendMessage', `arn:aws:sqs:${region}:${account}:${queueName}`)];
}

/** Another machine, and its executions. `*` where it is only known at run time. */
export function startExecution(
  machine: Written,
  action = 'states:StartExecution',
  executions: Written = executionsOf(machine),
): readonly TaskPermission[] {
  return [
    permission(action, machine),
    permission(['states:DescribeExecution', 'states:StopExecution'], executions),
    rule('StepFunctionsGetEventsForStepFunctionsExecutionRule'),
  ];
}

function executionsOf(machine: Written): Written {
  return typeof machine === 'string' && machine !== '*' ? `${machine.replace(':stateMachine:', ':execution:')}:*` : '*';
}

function otherMachine(node: MappingNode, action: string): readonly TaskPermission[] | undefined {
  if (isAtRuntime(node, 'StateMachineArn')) return startExecution('*', action);
  const machine = argumentOf(node, 'StateMachineArn');
  if (machine === undefined) return undefined;
  const text = plainString(machine);
  if (text !== undefined) return startExecution(text, action);
  const intrinsic = findIntrinsic(machine);
  const [template] =
    intrinsic?.name === 'Sub' ? (intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [intrinsic.argument]) : [];
  if (template?.kind !== 'scalar' || intrinsic?.argument.kind === 'sequence') return startExecution(machine, action, '*');
  return startExecution(machine, action, sub(`${template.value.replace(':stateMachine:', ':execution:')}:*`));
}

function codeBuild({ node }: Task): readonly TaskPermission[] | undefined {
  const name = plainString(findValue(node, 'Parameters', 'ProjectName'));
  if (name === undefined) return undefined;
  const actions = ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'];
  return [permission(actions, arnOf('codebuild', `project/${name}`)), rule('StepFunctionsGetEventForCodeBuildStartBuildRule')];
}

function model({ node }: Task): readonly TaskPermission[] | undefined {
  const id = plainString(findValue(node, 'Parameters', 'ModelId'));
  if (id === undefined) return undefined;
  const arn = id.startsWith('arn:') ? id : sub(`arn:\${AWS::Partition}:bedrock:\${AWS::Region}::foundation-model/${id}`);
  return [permission('bedrock:InvokeModel', arn)];
}

function eventBuses({ node }: Task): readonly TaskPermission[] | undefined {
  const entries = plainItems(argumentOf(node, 'Entries'));
  if (entries.length === 0) return undefined;
  const buses = entries.map((entry) => findPair(entry, 'EventBusName')?.value);
  const named = new Set(buses.map((bus) => (bus === undefined ? 'default' : plainString(bus))));
  const arn = 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/';
  const referred = buses.filter((bus) => bus !== undefined && plainString(bus) === undefined);
  return [
    permission(
      'events:PutEvents',
      ...[...named].flatMap((name) => (name === undefined ? [] : [sub(`${arn}${name}`)])),
      ...referred.flatMap((bus): readonly Written[] =>
        bus === undefined ? [] : [{ 'Fn::Sub': [`${arn}\${eventBus}`, { eventBus: bus }] }],
      ),
    ),
  ];
}

function httpEndpoint({ node }: Task): readonly TaskPermission[] {
  const connection = findValue(node, 'Parameters', 'Authentication', 'ConnectionArn');
  return [
    permission('states:InvokeHTTPEndpoint', '*'),
    permission('events:RetrieveConnectionCredentials', isOn(connection) === 'no' || connection === undefined ? '*' : connection),
    permission(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], arnOf('secretsmanager', 'secret:events!connection/*')),
  ];
}

/** An object by its bucket and key; what is not written is any. */
function objects({ node }: Task, action: string): readonly TaskPermission[] | undefined {
  const [bucket, key, prefix] = ['Bucket', 'Key', 'Prefix'].map((name) => findValue(node, 'Parameters', name));
  const [keyText, prefixText] = [key === undefined ? '*' : plainString(key), prefix === undefined ? '' : plainString(prefix)];
  if (keyText === undefined || prefixText === undefined) return undefined;
  if (bucket === undefined && keyText === '*' && prefix === undefined) return [permission(action, '*')];
  return [permission(action, bucketArn(bucket, prefix === undefined ? `/${keyText}` : `/${prefixText}/${keyText}`))];
}

function bucketLists({ node }: Task): readonly TaskPermission[] {
  const bucket = findValue(node, 'Parameters', 'Bucket');
  const arns = [bucketArn(bucket, ''), bucketArn(bucket, '/*')];
  return [permission('s3:Get*', ...arns), permission('s3:List*', ...arns)];
}

function bucketArn(bucket: Node | undefined, rest: string): Written {
  const text = bucket === undefined ? '*' : plainString(bucket);
  const arn = `arn:\${AWS::Partition}:s3:::`;
  if (bucket === undefined || text !== undefined) return sub(`${arn}${text}${rest}`);
  return { 'Fn::Sub': [`${arn}\${bucket}${rest}`, { bucket }] };
}
