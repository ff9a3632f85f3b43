import type { Node, Range } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { expand } from '../../template/branches.ts';
import { findIntrinsic, isNoValue, plainString } from '../../template/intrinsic.ts';
import type { Written } from '../written.ts';
import type { Adding } from './adding.ts';
import { addRejected, addStatements, allow, referenceTo } from './adding.ts';

/** What a destination that takes one action takes (aws/serverless-application-model 1.110.0, `model/iam.py`). */
const SENDING: ReadonlyMap<string, string> = new Map([
  ['SQS', 'sqs:SendMessage'],
  ['SNS', 'sns:publish'],
  ['EventBridge', 'events:PutEvents'],
  ['Lambda', 'lambda:InvokeFunction'],
]);

/** What SAM adds for a dead-letter queue of the function's own. */
export function addDeadLetterQueue(adding: Adding, queue: Node, range: Range): void {
  const type = plainString(findPair(queue, 'Type')?.value);
  const target = findPair(queue, 'TargetArn')?.value;
  const action = type === 'SQS' ? 'sqs:SendMessage' : type === 'SNS' ? 'sns:Publish' : undefined;
  if (action === undefined || target === undefined)
    addRejected(adding, 'DeadLetterQueue without its Type (SQS or SNS) and TargetArn', range);
  else addStatements(adding, 'DeadLetterQueue', [allow(action, target)], range);
}

/** What SAM adds for where a polled event goes that cannot be handled; nothing without `Type`, and nothing for Kafka. */
export function addFailureDestination(adding: Adding, what: string, onFailure: Node | undefined, range: Range): void {
  const type = plainString(findPair(onFailure, 'Type')?.value);
  const arn = findPair(onFailure, 'Destination')?.value;
  if (type === undefined || arn === undefined) return;
  if (type === 'S3') addBucket(adding, what, arn, range);
  else if (type === 'SQS' || type === 'SNS') addSending(adding, what, type, arn, range);
}

/** What SAM adds for the destinations of asynchronous calls. A queue or topic that is not given it makes itself. */
export function addInvokeDestinations(adding: Adding, config: Node, range: Range): void {
  for (const outcome of ['OnSuccess', 'OnFailure']) {
    const destination = findValue(config, 'DestinationConfig', outcome);
    if (destination === undefined) continue;
    const what = `EventInvokeConfig.${outcome}`;
    const type = plainString(findPair(destination, 'Type')?.value);
    const given = findPair(destination, 'Destination')?.value;
    const made = madeDestination(`${adding.owner.name}EventInvokeConfig${outcome}`, type);
    const arn = given === undefined ? made : withMade(given, made);
    if (type === undefined || arn === undefined) addRejected(adding, `${what} without its Type and Destination`, range);
    else if (type === 'S3Bucket' && given !== undefined) addBucket(adding, what, given, range);
    else addSending(adding, what, type, arn, range);
  }
}

function addSending(adding: Adding, what: string, type: string, arn: Written, range: Range): void {
  const action = SENDING.get(type);
  if (action === undefined) addRejected(adding, `${what} of Type ${type}`, range);
  else addStatements(adding, what, [allow(action, arn)], range);
}

/** A branch of the ARN stands within another function, so that each has a policy of its own. */
function addBucket(adding: Adding, what: string, arn: Node, range: Range): void {
  for (const { node, when } of expand(arn, [], adding.reader.resolve).places) {
    const objects = { 'Fn::Join': ['/', [node, '*']] };
    addStatements(adding, what, [allow('s3:PutObject', objects), allow('s3:ListBucket', node)], range, when);
  }
}

function madeDestination(id: string, type: string | undefined): Written | undefined {
  if (type === 'SQS') return { 'Fn::GetAtt': [`${id}Queue`, 'Arn'] };
  return type === 'SNS' ? referenceTo(`${id}Topic`) : undefined;
}

/** What is made stands in for the one branch of an `Fn::If` that is `AWS::NoValue`. */
function withMade(given: Node, made: Written | undefined): Written {
  const intrinsic = findIntrinsic(given);
  const [condition, yes, no] = intrinsic?.name === 'If' && intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [];
  if (made === undefined || condition === undefined || yes === undefined || no === undefined) return given;
  if (isNoValue(yes) === isNoValue(no)) return given;
  return { 'Fn::If': [condition, isNoValue(yes) ? made : yes, isNoValue(no) ? made : no] };
}
