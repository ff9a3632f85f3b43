import type { EditedDocument } from '../analysis/edited-document.ts';
import { openEdited } from '../analysis/edited-document.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { renderSam, renderSamples } from './warm-up-samples.ts';

/** Actions of the services that templates use most: the details of each are decoded with the first diagnosis that meets them. */
const USUAL_ACTIONS = [
  's3:GetObject',
  's3:ListBucket',
  'dynamodb:PutItem',
  'logs:PutLogEvents',
  'lambda:InvokeFunction',
  'sqs:SendMessage',
  'sns:Publish',
  'kms:Decrypt',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'states:StartExecution',
  'events:PutEvents',
  'kinesis:PutRecord',
  'iam:PassRole',
  'sts:AssumeRole',
  'xray:PutTraceSegments',
  'cloudwatch:PutMetricData',
  'ecr:BatchGetImage',
  'ec2:DescribeNetworkInterfaces',
  'cognito-idp:AdminGetUser',
  'ses:SendEmail',
  'execute-api:Invoke',
];

/** How often the templates of all these services are diagnosed: by then the engine has compiled most of what a diagnosis takes. */
const ROUNDS = 12;

/**
 * Diagnoses small templates, at first of one service each, so that no step is long, then of all in each dialect, and types into these: afterwards the first of
 * the user's, and the first letter that is typed into it, finds everything decoded and compiled.
 */
export function* warmUpSteps(catalog: Catalog): Generator<void, void> {
  for (const action of USUAL_ACTIONS) yield* diagnose(openEdited(catalog, renderSam([action])));
  const samples = renderSamples(USUAL_ACTIONS);
  for (let round = 0; round < ROUNDS; round++) for (const sample of samples) yield* diagnose(openEdited(catalog, sample));
  for (const sample of samples) yield* typeInto(openEdited(catalog, sample), sample.text);
}

function* diagnose({ analysis, uri }: EditedDocument): Generator<void, void> {
  yield* analysis.diagnoseSteps(uri);
  yield;
}

/** A letter more and the same letter less in each action, with what an editor asks of it. */
function* typeInto(document: EditedDocument, text: string): Generator<void, void> {
  const { analysis, uri, replace } = document;
  for (const action of USUAL_ACTIONS) {
    const end = text.indexOf(action) + action.length;
    replace(end, end, 'x');
    yield* diagnose(document);
    analysis.complete(uri, end);
    yield;
    replace(end, end + 1, '');
    yield* diagnose(document);
    analysis.hover(uri, end);
    yield;
    analysis.codeActions(uri, { start: end, end });
    yield;
  }
}
